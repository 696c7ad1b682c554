package io.flaskdata.sdk.edc;

import io.flaskdata.sdk.rows.Row;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A study, or a site, which is a study with a parent. Over the table {@code study}.
 *
 * @param row the row it is read from; its other columns are there too
 */
public record EdcStudy(Row row) implements EdcRecord {
    /**
     * Column {@code study_id}.
     *
     * @return the id
     */
    public int id() {
        return Reading.id(row, "study_id");
    }

    /**
     * Column {@code parent_study_id}.
     *
     * @return the study that a site belongs to, or null
     */
    public @Nullable Integer parentId() {
        return row.integer("parent_study_id");
    }

    /**
     * Column {@code unique_identifier}.
     *
     * @return the protocol's id, or a site's number such as {@code 001}, or null
     */
    public @Nullable String identifier() {
        return row.string("unique_identifier");
    }

    /**
     * Column {@code name}.
     *
     * @return the name, or null
     */
    public @Nullable String name() {
        return row.string("name");
    }

    /**
     * Column {@code oc_oid}.
     *
     * @return the OID, or null
     */
    public @Nullable String oid() {
        return row.string("oc_oid");
    }

    /**
     * Column {@code principal_investigator}.
     *
     * @return the principal investigator, or null
     */
    public @Nullable String principalInvestigator() {
        return row.string("principal_investigator");
    }

    /**
     * Column {@code date_planned_start}.
     *
     * @return the planned start, in the server's zone, or null
     */
    public @Nullable LocalDate plannedStart() {
        return row.date("date_planned_start");
    }

    /**
     * Column {@code date_planned_end}.
     *
     * @return the planned end, in the server's zone, or null
     */
    public @Nullable LocalDate plannedEnd() {
        return row.date("date_planned_end");
    }
}
