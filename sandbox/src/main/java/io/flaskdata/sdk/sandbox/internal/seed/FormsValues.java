package io.flaskdata.sdk.sandbox.internal.seed;

import io.flaskdata.sdk.sandbox.internal.base.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes rows of Forms, for the seed and for clients. */
public final class FormsValues {
    private final FormsIds ids;

    public FormsValues(FormsIds ids) {
        this.ids = ids;
    }

    public void insertLink(Connection db, String link, int subject, String definition, Instant date, Instant now)
            throws SQLException {
        Sql.update(
                db,
                "INSERT INTO forms_link (link_id, token, event_id, subject_id, ordinal, status, event_date, date_created, last_edited)"
                        + " SELECT ?, ?, ?, ?, coalesce(max(ordinal), 0) + 1, 'Not started', ?, ?, ? FROM forms_link"
                        + " WHERE subject_id = ? AND event_id = ?",
                link,
                ids.token(),
                definition,
                subject,
                date,
                now,
                now,
                subject,
                definition);
    }

    public void insertData(Connection db, String data, String link, String crf, @Nullable Integer user, Instant now)
            throws SQLException {
        Sql.update(
                db,
                "INSERT INTO crf_data (crf_data_id, link_id, crf_id, status, omt, ordinal, repeat_index, status_document_id, creator_id,"
                        + " date_created) SELECT ?, ?, ?, 'Not started', count(*) FILTER (WHERE crf_id = ?) > 0, coalesce(max(ordinal) + 1, 0),"
                        + " count(*) FILTER (WHERE crf_id = ?), ?, ?, ? FROM crf_data WHERE link_id = ?",
                data,
                link,
                crf,
                crf,
                crf,
                ids.document(),
                user,
                now,
                link);
    }

    public static void insertValue(Connection db, String data, String variable, String json, Instant now)
            throws SQLException {
        Sql.update(
                db,
                "INSERT INTO crf_value (crf_data_id, variable, value, date_created) VALUES (?, ?, ?::json, ?)"
                        + " ON CONFLICT (crf_data_id, variable) DO UPDATE SET value = excluded.value, date_updated = excluded.date_created,"
                        + " change = nextval('forms_change')",
                data,
                variable,
                json,
                now);
    }
}
