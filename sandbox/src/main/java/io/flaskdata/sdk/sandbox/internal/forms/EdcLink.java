package io.flaskdata.sdk.sandbox.internal.forms;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.flaskdata.sdk.sandbox.internal.base.ApiError;
import io.flaskdata.sdk.sandbox.internal.base.Sql;
import io.flaskdata.sdk.sandbox.internal.edc.EdcAccess;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Inline update: values saved in a Forms CRF that is linked to the EDC are also written to the EDC's CRF, matched by
 * the names of subject, event and items; the EDC's triggers write the audit log. It is the last step of its chain.
 */
final class EdcLink {
    /** The author of a save that has a form's token but no user. */
    private static final String NOBODY = "forms-link@sandbox.flaskdata.test";

    private EdcLink() {}

    /** A step on the EDC's side. */
    @FunctionalInterface
    private interface Step {
        void run(Connection db, Object eventCrf, Object account) throws SQLException;
    }

    static void update(FormsLookup lookup, FormsLookup.Data data, JsonObject values, Instant now) throws SQLException {
        if (values.isEmpty()) {
            return;
        }
        step(lookup, data, now, (db, eventCrf, account) -> {
            for (Map.Entry<String, JsonElement> value : values.entrySet()) {
                Sql.update(
                        db,
                        "INSERT INTO item_data (item_id, event_crf_id, value, owner_id, date_created)"
                                + " SELECT i.item_id, ?, ?, ?, ? FROM item i JOIN item_group_metadata USING (item_id) JOIN item_group g USING (item_group_id)"
                                + " JOIN crf c USING (crf_id) WHERE i.name = ? AND c.name = ?"
                                + " ON CONFLICT (item_id, event_crf_id, ordinal) DO UPDATE SET value = excluded.value,"
                                + " date_updated = excluded.date_created, update_id = excluded.owner_id"
                                + " WHERE item_data.value IS DISTINCT FROM excluded.value",
                        eventCrf,
                        text(value.getValue()),
                        account,
                        now,
                        value.getKey(),
                        data.crf().edcCrf());
            }
        });
    }

    static void close(FormsLookup lookup, FormsLookup.Data data, Instant now) throws SQLException {
        step(
                lookup,
                data,
                now,
                (db, eventCrf, account) -> Sql.update(
                        db,
                        "UPDATE event_crf SET status_id = 2, date_completed = ?, date_updated = ?, update_id = ? WHERE event_crf_id = ?",
                        now,
                        now,
                        account,
                        eventCrf));
    }

    private static void step(FormsLookup lookup, FormsLookup.Data data, Instant now, Step step) throws SQLException {
        Object database = Sql.value(
                lookup.db(),
                "SELECT edc_database FROM forms_study WHERE study_id = ?",
                data.event().subject().studyId());
        if (database == null || data.crf().edcCrf() == null) {
            return;
        }
        Connection db = lookup.edc().database(database.toString());
        Object account = account(db, lookup);
        step.run(db, eventCrf(db, data, account, now), account);
    }

    /** The EDC's account of a Forms user. */
    private static Object account(Connection db, FormsLookup lookup) throws SQLException {
        Object email = lookup.userId() == null
                ? NOBODY
                : Objects.requireNonNull(
                        Sql.value(lookup.db(), "SELECT email FROM app_user WHERE user_id = ?", lookup.userId()));
        return EdcAccess.account(db, email);
    }

    private static Object eventCrf(Connection db, FormsLookup.Data data, Object account, Instant now)
            throws SQLException {
        Object studyEvent = studyEvent(db, data.event(), account, now);
        Object existing = Sql.value(
                db,
                "SELECT ec.event_crf_id FROM event_crf ec JOIN crf_version USING (crf_version_id) JOIN crf c USING (crf_id)"
                        + " WHERE ec.study_event_id = ? AND c.name = ?",
                studyEvent,
                data.crf().edcCrf());
        return existing != null
                ? existing
                : Sql.insert(
                        db,
                        "INSERT INTO event_crf (study_event_id, study_subject_id, crf_version_id, owner_id, date_created)"
                                + " SELECT e.study_event_id, e.study_subject_id, v.crf_version_id, ?, ? FROM study_event e, crf_version v"
                                + " JOIN crf c USING (crf_id) WHERE e.study_event_id = ? AND c.name = ?"
                                + " ORDER BY v.crf_version_id DESC LIMIT 1 RETURNING event_crf_id",
                        account,
                        now,
                        studyEvent,
                        data.crf().edcCrf());
    }

    private static Object studyEvent(Connection db, FormsLookup.Event event, Object account, Instant now)
            throws SQLException {
        String label = event.subject().label();
        Object existing = Sql.value(
                db,
                "SELECT se.study_event_id FROM study_event se JOIN study_event_definition d USING (study_event_definition_id)"
                        + " JOIN study_subject ss USING (study_subject_id) WHERE ss.label = ? AND d.name = ? ORDER BY se.sample_ordinal LIMIT 1",
                label,
                event.name());
        if (existing != null) {
            return existing;
        }
        Object created = Sql.value(
                db,
                "INSERT INTO study_event (study_event_definition_id, study_subject_id, date_start, subject_event_status_id, owner_id, date_created)"
                        + " SELECT d.study_event_definition_id, ss.study_subject_id, ?, 3, ?, ? FROM study_event_definition d, study_subject ss"
                        + " WHERE ss.label = ? AND d.name = ? LIMIT 1 RETURNING study_event_id",
                now,
                account,
                now,
                label,
                event.name());
        if (created == null) {
            throw ApiError.badRequest("edc", "Subject " + label + " or event " + event.name() + " not found.");
        }
        return created;
    }

    /** As the EDC stores it: numbers as text, several codes joined by commas, an empty string for null. */
    private static String text(@Nullable JsonElement value) {
        if (value == null || value.isJsonNull()) {
            return "";
        }
        if (value instanceof JsonArray codes) {
            return StreamSupport.stream(codes.spliterator(), false)
                    .map(EdcLink::text)
                    .collect(Collectors.joining(","));
        }
        return value.isJsonPrimitive() ? value.getAsString() : value.toString();
    }
}
