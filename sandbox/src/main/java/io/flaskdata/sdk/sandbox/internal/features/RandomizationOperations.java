package io.flaskdata.sdk.sandbox.internal.features;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.flaskdata.sdk.sandbox.internal.base.ApiError;
import io.flaskdata.sdk.sandbox.internal.base.NodePostgres;
import io.flaskdata.sdk.sandbox.internal.base.Sql;
import io.flaskdata.sdk.sandbox.internal.database.Databases;
import io.flaskdata.sdk.sandbox.internal.http.Exchange;
import io.flaskdata.sdk.sandbox.internal.http.Route;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Kits with two strata; a kit is given once, also after it was replaced. The rules and texts of errors are inferred. */
public final class RandomizationOperations {
    private static final String MODULE = "randomize-kits";
    private static final int AVAILABLE = 1;

    private final Databases databases;
    private final InstantSource clock;

    public RandomizationOperations(Databases databases, InstantSource clock) {
        this.databases = databases;
        this.clock = clock;
    }

    public List<Route> routes() {
        return List.of(Route.open(
                        "POST",
                        "/features/flask/subjectfeatures/randomize-kits-with-stratification",
                        "observed",
                        this::randomize)
                .changing("kits, the subject's randomization in the EDC")
                .inferring("every refusal; a replaced kit is not given again; a new kit is of the old one's stratum"));
    }

    private void randomize(Exchange exchange) throws SQLException, IOException {
        String operation = exchange.required("operation");
        String label = exchange.required("edc_subject_label");
        try (Connection db = databases.edc(exchange.required("db_name"))) {
            var subjects = Sql.rows(
                    db,
                    "SELECT study_subject_id, status_id FROM study_subject WHERE label = ? ORDER BY study_subject_id LIMIT 1",
                    label);
            if (subjects.isEmpty()) {
                throw ApiError.badRequest(MODULE, "Subject " + label + " not found.");
            }
            int subject = Sql.integer(subjects.get(0), "study_subject_id");
            boolean available = Sql.integer(subjects.get(0), "status_id") == AVAILABLE;
            switch (operation) {
                case "read" -> {}
                case "randomize" -> inTransaction(db, () -> give(db, exchange, writable(subject, available)));
                case "change" -> inTransaction(db, () -> change(db, exchange, writable(subject, available)));
                default -> throw ApiError.badRequest(MODULE, "Operation " + operation + " is unknown.");
            }
            exchange.json(kit(db, subject));
        }
    }

    private static int writable(int subject, boolean available) {
        if (!available) {
            throw ApiError.badRequest(MODULE, "The subject is locked or removed.");
        }
        return subject;
    }

    /** The steps of a chain. */
    private interface Steps {
        void run() throws SQLException;
    }

    /** A kit given twice would be worse than any half-done chain: this one is whole. */
    private static void inTransaction(Connection db, Steps steps) throws SQLException {
        db.setAutoCommit(false);
        boolean done = false;
        try {
            Sql.rows(db, "SELECT pg_advisory_xact_lock(2)");
            steps.run();
            db.commit();
            done = true;
        } finally {
            if (!done) {
                db.rollback();
            }
            db.setAutoCommit(true);
        }
    }

    private void give(Connection db, Exchange exchange, int subject) throws SQLException {
        if (current(db, subject) != null) {
            throw ApiError.badRequest(MODULE, "The subject is randomized already.");
        }
        Integer wanted = exchange.text("kit_id") == null ? null : exchange.requiredInt("kit_id");
        Object kit = Sql.value(
                db,
                "SELECT kit_id FROM kit WHERE state = 'free' AND strata1 = ? AND strata1_value = ? AND strata2 = ? AND strata2_value = ?"
                        + " AND (?::int IS NULL OR kit_id = ?) ORDER BY kit_id LIMIT 1",
                exchange.required("strata1"),
                exchange.required("strata1_value"),
                exchange.required("strata2"),
                exchange.required("strata2_value"),
                wanted,
                wanted);
        if (kit == null) {
            throw ApiError.badRequest(
                    MODULE,
                    wanted == null
                            ? "No kit is left in this stratum."
                            : "Kit " + wanted + " is unknown, given already, or of another stratum.");
        }
        assign(db, kit, subject);
    }

    private void change(Connection db, Exchange exchange, int subject) throws SQLException {
        Object old = current(db, subject);
        if (old == null) {
            throw ApiError.badRequest(MODULE, "The subject is not randomized.");
        }
        int wanted = exchange.requiredInt("kit_id");
        if (!Sql.exists(
                db,
                "SELECT 1 FROM kit n JOIN kit o USING (strata1, strata1_value, strata2, strata2_value)"
                        + " WHERE n.kit_id = ? AND n.state = 'free' AND o.kit_id = ?",
                wanted,
                old)) {
            throw ApiError.badRequest(MODULE, "Kit " + wanted + " is unknown, given already, or of another stratum.");
        }
        Sql.update(db, "UPDATE kit SET state = 'replaced' WHERE kit_id = ?", old);
        assign(db, wanted, subject);
    }

    private static @Nullable Object current(Connection db, int subject) throws SQLException {
        return Sql.value(db, "SELECT kit_id FROM kit WHERE study_subject_id = ? AND state = 'given'", subject);
    }

    private void assign(Connection db, Object kit, int subject) throws SQLException {
        Instant now = clock.instant();
        Sql.update(
                db,
                "UPDATE kit SET state = 'given', study_subject_id = ?, randomization_date = ? WHERE kit_id = ?",
                subject,
                now,
                kit);
        Sql.update(
                db,
                "UPDATE study_subject SET randomization_date = ?, randomization_result = (SELECT kitno FROM kit WHERE kit_id = ?),"
                        + " date_updated = ? WHERE study_subject_id = ?",
                now,
                kit,
                now,
                subject);
    }

    private static JsonObject kit(Connection db, int subject) throws SQLException {
        var kits = Sql.rows(
                db,
                "SELECT kit_id, kitno, randomization_date FROM kit WHERE study_subject_id = ? AND state = 'given'",
                subject);
        if (kits.isEmpty()) {
            throw ApiError.badRequest(MODULE, "The subject is not randomized.");
        }
        Map<String, @Nullable Object> row = kits.get(0);
        JsonObject kit = new JsonObject();
        kit.add("kit_id", new JsonPrimitive(Sql.integer(row, "kit_id")));
        kit.add("kitno", new JsonPrimitive(String.valueOf(row.get("kitno"))));
        kit.add(
                "randomization_date",
                row.get("randomization_date") instanceof Timestamp at
                        ? new JsonPrimitive(NodePostgres.instant(at.toInstant()))
                        : JsonNull.INSTANCE);
        return kit;
    }
}
