package io.flaskdata.sdk.edc;

import io.flaskdata.sdk.rows.Row;
import org.jspecify.annotations.Nullable;

/**
 * An event (visit) as the study plans it. Over the table {@code study_event_definition}.
 *
 * @param row the row it is read from; its other columns are there too
 */
public record EdcEventDefinition(Row row) implements EdcRecord {
    /**
     * Column {@code study_event_definition_id}.
     *
     * @return the id
     */
    public int id() {
        return Reading.id(row, "study_event_definition_id");
    }

    /**
     * Column {@code study_id}.
     *
     * @return the study, or null
     */
    public @Nullable Integer studyId() {
        return row.integer("study_id");
    }

    /**
     * Column {@code name}.
     *
     * @return the event's name, or null
     */
    public @Nullable String name() {
        return row.string("name");
    }

    /**
     * Column {@code type}.
     *
     * @return {@code scheduled}, {@code unscheduled}, {@code common} or {@code calendared_visit}, or null
     */
    public @Nullable String type() {
        return row.string("type");
    }

    /**
     * Column {@code repeating}.
     *
     * @return whether it can happen more than once, or null
     */
    public @Nullable Boolean repeating() {
        return row.flag("repeating");
    }

    /**
     * Column {@code ordinal}.
     *
     * @return its place in the study, or null
     */
    public @Nullable Integer ordinal() {
        return row.integer("ordinal");
    }

    /**
     * Column {@code schedule_day}.
     *
     * @return the day it is planned for, or null
     */
    public @Nullable Integer scheduleDay() {
        return row.integer("schedule_day");
    }

    /**
     * Column {@code oc_oid}.
     *
     * @return the OID, or null
     */
    public @Nullable String oid() {
        return row.string("oc_oid");
    }
}
