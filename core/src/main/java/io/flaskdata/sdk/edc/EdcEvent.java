package io.flaskdata.sdk.edc;

import io.flaskdata.sdk.rows.Row;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * An event (visit) of a subject. Over the table {@code study_event}; its name stands in the definition.
 *
 * @param row the row it is read from; its other columns are there too
 */
public record EdcEvent(Row row) implements EdcRecord {
    /**
     * Column {@code study_event_id}.
     *
     * @return the id
     */
    public int id() {
        return Reading.id(row, "study_event_id");
    }

    /**
     * Column {@code study_event_definition_id}.
     *
     * @return the event's definition, or null
     */
    public @Nullable Integer definitionId() {
        return row.integer("study_event_definition_id");
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
     * Column {@code sample_ordinal}.
     *
     * @return which repetition it is, or null
     */
    public @Nullable Integer ordinal() {
        return row.integer("sample_ordinal");
    }

    /**
     * Column {@code date_start}.
     *
     * @return the first day, in the server's zone, or null
     */
    public @Nullable LocalDate started() {
        return row.date("date_start");
    }

    /**
     * Column {@code date_end}.
     *
     * @return the last day, in the server's zone, or null
     */
    public @Nullable LocalDate ended() {
        return row.date("date_end");
    }

    /**
     * Column {@code location}.
     *
     * @return where, or null
     */
    public @Nullable String location() {
        return row.string("location");
    }

    /**
     * Column {@code subject_event_status_id}.
     *
     * @return how far it is, or null
     */
    public @Nullable Coded<EdcCodes.EventStatus> eventStatus() {
        return Coded.of(row, "subject_event_status_id", EdcCodes.EventStatus.class);
    }
}
