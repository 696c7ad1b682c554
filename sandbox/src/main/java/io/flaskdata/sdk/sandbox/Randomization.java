package io.flaskdata.sdk.sandbox;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Kits with two strata; a kit is given once. The rules and texts of errors are inferred. */
final class Randomization {
    private static final String MODULE = "randomize-kits";

    private final Databases databases;
    private final InstantSource clock;

    Randomization(Databases databases, InstantSource clock) {
        this.databases = databases;
        this.clock = clock;
    }

    void randomize(Exchange exchange) throws SQLException, IOException {
        String operation = exchange.required("operation");
        String label = exchange.required("edc_subject_label");
        try (Connection db = databases.edc(exchange.required("db_name"))) {
            Object subject = Sql.value(db, "SELECT study_subject_id FROM study_subject WHERE label = ?", label);
            if (subject == null) {
                throw ApiError.badRequest(MODULE, "Subject " + label + " not found.");
            }
            switch (operation) {
                case "read" -> {}
                case "randomize" -> inTransaction(db, () -> give(db, exchange, subject));
                case "change" -> inTransaction(db, () -> change(db, exchange, subject));
                default -> throw ApiError.badRequest(MODULE, "Operation " + operation + " is unknown.");
            }
            exchange.json(kit(db, subject));
        }
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

    private void give(Connection db, Exchange exchange, Object subject) throws SQLException {
        if (Sql.exists(db, "SELECT 1 FROM kit WHERE study_subject_id = ?", subject)) {
            throw ApiError.badRequest(MODULE, "The subject is randomized already.");
        }
        String wanted = exchange.text("kit_id");
        Object kit = wanted == null
                ? Sql.value(
                        db,
                        "SELECT kit_id FROM kit WHERE study_subject_id IS NULL AND strata1 = ? AND strata1_value = ?"
                                + " AND strata2 = ? AND strata2_value = ? ORDER BY kit_id LIMIT 1",
                        exchange.text("strata1"),
                        exchange.text("strata1_value"),
                        exchange.text("strata2"),
                        exchange.text("strata2_value"))
                : free(db, exchange);
        if (kit == null) {
            throw ApiError.badRequest(MODULE, "No kit is left in this stratum.");
        }
        assign(db, kit, subject);
    }

    private void change(Connection db, Exchange exchange, Object subject) throws SQLException {
        if (!Sql.exists(db, "SELECT 1 FROM kit WHERE study_subject_id = ?", subject)) {
            throw ApiError.badRequest(MODULE, "The subject is not randomized.");
        }
        exchange.required("kit_id");
        Object kit = free(db, exchange);
        Sql.update(
                db,
                "UPDATE kit SET study_subject_id = NULL, randomization_date = NULL WHERE study_subject_id = ?",
                subject);
        assign(db, kit, subject);
    }

    private static Object free(Connection db, Exchange exchange) throws SQLException {
        int kit = exchange.requiredInt("kit_id");
        if (!Sql.exists(db, "SELECT 1 FROM kit WHERE kit_id = ? AND study_subject_id IS NULL", kit)) {
            throw ApiError.badRequest(MODULE, "Kit " + kit + " is unknown or given already.");
        }
        return kit;
    }

    private void assign(Connection db, Object kit, Object subject) throws SQLException {
        Instant now = clock.instant();
        Sql.update(
                db, "UPDATE kit SET study_subject_id = ?, randomization_date = ? WHERE kit_id = ?", subject, now, kit);
        Sql.update(
                db,
                "UPDATE study_subject SET randomization_date = ?, randomization_result = (SELECT kitno FROM kit WHERE kit_id = ?),"
                        + " date_updated = ? WHERE study_subject_id = ?",
                now,
                kit,
                now,
                subject);
    }

    private static JsonObject kit(Connection db, Object subject) throws SQLException {
        var kits =
                Sql.rows(db, "SELECT kit_id, kitno, randomization_date FROM kit WHERE study_subject_id = ?", subject);
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
