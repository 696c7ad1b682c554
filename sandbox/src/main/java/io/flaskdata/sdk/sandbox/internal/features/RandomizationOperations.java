package io.flaskdata.sdk.sandbox.internal.features;

import com.google.gson.JsonObject;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Kits with two strata, as the EDC's public page requests them; a kit is given only once, even if it was replaced. The
 * rules and texts of errors are inferred.
 */
public final class RandomizationOperations {
    private static final String MODULE = "randomize-kits";
    private static final int AVAILABLE = 1;
    private static final String FREE =
            "SELECT kit_id, kitno FROM kit WHERE state = 'free' AND strata1 = ? AND strata1_value = ?"
                    + " AND strata2 = ? AND strata2_value = ?";

    private final Databases databases;
    private final InstantSource clock;

    public RandomizationOperations(Databases databases, InstantSource clock) {
        this.databases = databases;
        this.clock = clock;
    }

    public List<Route> routes() {
        return List.of(
                Route.open(
                                "POST",
                                "/features/flask/subjectfeatures/randomize-kits-with-stratification",
                                "observed",
                                this::randomize)
                        .changing("kits, the subject's randomization in the EDC")
                        .inferring(
                                "every refusal; a replaced kit is not given again; the next kit is not reserved and has the time of asking"));
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
                case "read" -> {
                    if (current(db, subject) == null && stratified(exchange)) {
                        exchange.json(kit(next(db, exchange), clock.instant()));
                        return;
                    }
                }
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

    /** A kit given twice would be worse than a partial write, so this chain is transactional. */
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
        assign(
                db,
                exchange.filter("kit_id") == null ? next(db, exchange).get("kit_id") : wanted(db, exchange),
                subject);
    }

    /** The page sends only the kit; if strata are sent, the kit must belong to them. */
    private static int wanted(Connection db, Exchange exchange) throws SQLException {
        int wanted = exchange.requiredInt("kit_id");
        boolean found = stratified(exchange)
                ? Sql.exists(db, "SELECT 1 FROM (" + FREE + ") free WHERE kit_id = ?", values(exchange, wanted))
                : Sql.exists(db, "SELECT 1 FROM kit WHERE state = 'free' AND kit_id = ?", wanted);
        if (!found) {
            throw ApiError.badRequest(MODULE, "Kit " + wanted + " is unknown, given already, or of another stratum.");
        }
        return wanted;
    }

    private static boolean stratified(Exchange exchange) {
        return Stream.of("strata1", "strata1_value", "strata2", "strata2_value")
                .anyMatch(each -> exchange.filter(each) != null);
    }

    private static @Nullable Object[] values(Exchange exchange, @Nullable Object... more) {
        return Stream.concat(
                        Stream.of("strata1", "strata1_value", "strata2", "strata2_value")
                                .map(exchange::required),
                        Stream.of(more))
                .toArray();
    }

    private static Map<String, @Nullable Object> next(Connection db, Exchange exchange) throws SQLException {
        var kits = Sql.rows(db, FREE + " ORDER BY kit_id LIMIT 1", values(exchange));
        if (kits.isEmpty()) {
            throw ApiError.badRequest(MODULE, "No kit is left in this stratum.");
        }
        return kits.get(0);
    }

    /** Gives a kit of the strata sent; the kit sent must be the subject's. */
    private void change(Connection db, Exchange exchange, int subject) throws SQLException {
        Object old = current(db, subject);
        if (old == null) {
            throw ApiError.badRequest(MODULE, "The subject is not randomized.");
        }
        int named = exchange.requiredInt("kit_id");
        if (!old.equals(named)) {
            throw ApiError.badRequest(MODULE, "Kit " + named + " is not the subject's.");
        }
        Object kit = next(db, exchange).get("kit_id");
        Sql.update(db, "UPDATE kit SET state = 'replaced' WHERE kit_id = ?", old);
        assign(db, kit, subject);
    }

    private static @Nullable Object current(Connection db, int subject) throws SQLException {
        return Sql.value(db, "SELECT kit_id FROM kit WHERE study_subject_id = ? AND state = 'given'", subject);
    }

    private void assign(Connection db, @Nullable Object kit, int subject) throws SQLException {
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
        return kit(row, row.get("randomization_date") instanceof Timestamp at ? at.toInstant() : null);
    }

    private static JsonObject kit(Map<String, @Nullable Object> row, @Nullable Instant date) {
        JsonObject kit = new JsonObject();
        kit.addProperty("kit_id", Sql.integer(row, "kit_id"));
        kit.addProperty("kitno", Sql.text(row, "kitno"));
        kit.addProperty("randomization_date", date == null ? null : NodePostgres.instant(date));
        return kit;
    }
}
