package io.flaskdata.sdk.edc;

import io.flaskdata.sdk.rows.Row;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A CRF of a subject's event, and whether it is verified (SDV). Over the table {@code event_crf}.
 *
 * @param row the row it is read from; its other columns are there too
 */
public record EdcEventCrf(Row row) implements EdcRecord {
    /**
     * Column {@code event_crf_id}.
     *
     * @return the id
     */
    public int id() {
        return Reading.id(row, "event_crf_id");
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

    /**
     * Column {@code crf_version_id}.
     *
     * @return the version of the CRF, or null
     */
    public @Nullable Integer crfVersionId() {
        return row.integer("crf_version_id");
    }

    /**
     * Column {@code date_interviewed}.
     *
     * @return the day of the interview, in the server's zone, or null
     */
    public @Nullable LocalDate interviewed() {
        return row.date("date_interviewed");
    }

    /**
     * Column {@code date_completed}.
     *
     * @return when it was completed; a time in the server's zone that was sent as an instant, or null
     */
    public @Nullable Instant completed() {
        return row.instant("date_completed");
    }

    /**
     * Column {@code sdv_status}.
     *
     * @return whether it was verified against the source data, or null
     */
    public @Nullable Boolean sourceDataVerified() {
        return row.flag("sdv_status");
    }

    /**
     * Column {@code not_started}.
     *
     * @return whether nothing was entered yet, or null
     */
    public @Nullable Boolean notStarted() {
        return row.flag("not_started");
    }
}
