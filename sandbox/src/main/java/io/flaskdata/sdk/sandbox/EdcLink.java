package io.flaskdata.sdk.sandbox;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Inline update: a Forms CRF that is linked to the EDC writes its values into the EDC's CRF, audit rows included. */
final class EdcLink {
    private final Databases databases;

    EdcLink(Databases databases) {
        this.databases = databases;
    }

    void update(
            Connection platform,
            int study,
            String subject,
            String event,
            String crf,
            JsonObject data,
            int userId,
            Instant now)
            throws SQLException {
        var link = Sql.rows(
                platform,
                "SELECT s.edc_database, c.edc_crf FROM forms_study s JOIN forms_crf c USING (study_id) WHERE s.study_id = ? AND c.name = ?",
                study,
                crf);
        Object database = link.get(0).get("edc_database");
        Object edcCrf = link.get(0).get("edc_crf");
        if (database == null || edcCrf == null) {
            return;
        }
        try (Connection db = databases.edc(String.valueOf(database))) {
            Object eventCrf = eventCrf(db, subject, event, edcCrf, userId, now);
            if (eventCrf == null) {
                return;
            }
            for (Map.Entry<String, JsonElement> value : data.entrySet()) {
                Sql.update(
                        db,
                        "INSERT INTO item_data (item_id, event_crf_id, value, owner_id, date_created)"
                                + " SELECT i.item_id, ?, ?, ?, ? FROM item i JOIN item_group g USING (item_group_id)"
                                + " JOIN crf c USING (crf_id) WHERE i.name = ? AND c.name = ?"
                                + " ON CONFLICT (item_id, event_crf_id, ordinal) DO UPDATE SET value = excluded.value,"
                                + " date_updated = excluded.date_created, update_id = excluded.owner_id",
                        eventCrf,
                        text(value.getValue()),
                        userId,
                        now,
                        value.getKey(),
                        edcCrf);
            }
        }
    }

    private static @Nullable Object eventCrf(
            Connection db, String subject, String event, Object crf, int userId, Instant now) throws SQLException {
        var events = Sql.rows(
                db,
                "SELECT se.study_event_id, se.study_subject_id FROM study_event se JOIN study_event_definition d"
                        + " USING (study_event_definition_id) JOIN study_subject ss USING (study_subject_id)"
                        + " WHERE ss.label = ? AND d.name = ? ORDER BY se.sample_ordinal LIMIT 1",
                subject,
                event);
        if (events.isEmpty()) {
            return null;
        }
        Object studyEvent = events.get(0).get("study_event_id");
        Object existing = Sql.value(
                db,
                "SELECT ec.event_crf_id FROM event_crf ec JOIN crf_version USING (crf_version_id) JOIN crf c USING (crf_id)"
                        + " WHERE ec.study_event_id = ? AND c.name = ?",
                studyEvent,
                crf);
        if (existing != null) {
            return existing;
        }
        return Sql.value(
                db,
                "INSERT INTO event_crf (study_event_id, study_subject_id, crf_version_id, owner_id, date_created)"
                        + " SELECT ?, ?, v.crf_version_id, ?, ? FROM crf_version v JOIN crf c USING (crf_id) WHERE c.name = ?"
                        + " ORDER BY v.crf_version_id DESC LIMIT 1 RETURNING event_crf_id",
                studyEvent,
                events.get(0).get("study_subject_id"),
                userId,
                now,
                crf);
    }

    private static String text(JsonElement value) {
        if (value.isJsonNull()) {
            return "";
        }
        return value.isJsonPrimitive() ? value.getAsString() : value.toString();
    }
}
