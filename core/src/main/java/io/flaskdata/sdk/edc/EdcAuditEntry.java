package io.flaskdata.sdk.edc;

import io.flaskdata.sdk.rows.Row;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the audit log: what changed, when, by whom, why. Over the table {@code audit_log_event}.
 *
 * @param row the row it is read from; its other columns are there too
 */
public record EdcAuditEntry(Row row) {
    /**
     * Column {@code audit_id}.
     *
     * @return the id
     */
    public int id() {
        return Reading.id(row, "audit_id");
    }

    /**
     * Column {@code audit_date}.
     *
     * @return when, or null
     */
    public @Nullable Instant at() {
        return row.instant("audit_date");
    }

    /**
     * Column {@code audit_table}.
     *
     * @return the table that changed, or null
     */
    public @Nullable String table() {
        return row.string("audit_table");
    }

    /**
     * Column {@code user_id}.
     *
     * @return who did it, or null
     */
    public @Nullable Integer userId() {
        return row.integer("user_id");
    }

    /**
     * Column {@code entity_id}.
     *
     * @return the row that changed, or null
     */
    public @Nullable Integer entityId() {
        return row.integer("entity_id");
    }

    /**
     * Column {@code entity_name}.
     *
     * @return what changed of it, or null
     */
    public @Nullable String entityName() {
        return row.string("entity_name");
    }

    /**
     * Column {@code reason_for_change}.
     *
     * @return why, or null
     */
    public @Nullable String reason() {
        return row.string("reason_for_change");
    }

    /**
     * Column {@code audit_log_event_type_id}.
     *
     * @return what kind of change it is, or null
     */
    public @Nullable Coded<EdcCodes.AuditType> type() {
        return Coded.of(row, "audit_log_event_type_id", EdcCodes.AuditType.class);
    }

    /**
     * Column {@code old_value}.
     *
     * @return what stood there before, or null
     */
    public @Nullable String oldValue() {
        return row.string("old_value");
    }

    /**
     * Column {@code new_value}.
     *
     * @return what stands there now, or null
     */
    public @Nullable String newValue() {
        return row.string("new_value");
    }

    /**
     * Column {@code event_crf_id}.
     *
     * @return the event CRF, or null
     */
    public @Nullable Integer eventCrfId() {
        return row.integer("event_crf_id");
    }

    /**
     * Column {@code study_event_id}.
     *
     * @return the event, or null
     */
    public @Nullable Integer eventId() {
        return row.integer("study_event_id");
    }

    /**
     * Column {@code study_subject_id}.
     *
     * @return the subject, or null
     */
    public @Nullable Integer subjectId() {
        return row.integer("study_subject_id");
    }
}
