package io.flaskdata.sdk.edc;

import io.flaskdata.sdk.rows.Row;
import org.jspecify.annotations.Nullable;

/**
 * Which CRFs an event has, and what of each must be verified (SDV). Over the table {@code event_definition_crf}. A site's row with a parent overrides the study's: use it instead.
 *
 * @param row the row it is read from; its other columns are there too
 */
public record EdcCrfOfEvent(Row row) implements EdcRecord {
    /**
     * Column {@code event_definition_crf_id}.
     *
     * @return the id
     */
    public int id() {
        return Reading.id(row, "event_definition_crf_id");
    }

    /**
     * Column {@code study_event_definition_id}.
     *
     * @return the event's definition, or null
     */
    public @Nullable Integer eventDefinitionId() {
        return row.integer("study_event_definition_id");
    }

    /**
     * Column {@code study_id}.
     *
     * @return the study or site, or null
     */
    public @Nullable Integer studyId() {
        return row.integer("study_id");
    }

    /**
     * Column {@code crf_id}.
     *
     * @return the CRF, or null
     */
    public @Nullable Integer crfId() {
        return row.integer("crf_id");
    }

    /**
     * Column {@code parent_id}.
     *
     * @return the row of the study that this row of a site overrides, or null
     */
    public @Nullable Integer parentId() {
        return row.integer("parent_id");
    }

    /**
     * Column {@code required_crf}.
     *
     * @return whether the CRF must be filled in, or null
     */
    public @Nullable Boolean required() {
        return row.flag("required_crf");
    }

    /**
     * Column {@code source_data_verification_code}.
     *
     * @return what must be verified, or null
     */
    public @Nullable Coded<EdcCodes.Verification> verification() {
        return Coded.of(row, "source_data_verification_code", EdcCodes.Verification.class);
    }

    /**
     * Column {@code null_values}.
     *
     * @return the null codes that are allowed, or null
     */
    public @Nullable String nullCodes() {
        return row.string("null_values");
    }
}
