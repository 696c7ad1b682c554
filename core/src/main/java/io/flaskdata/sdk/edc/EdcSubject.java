package io.flaskdata.sdk.edc;

import io.flaskdata.sdk.rows.Row;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A subject of a study. Over the table {@code study_subject}; the person's own data stand in {@code subject}.
 *
 * @param row the row it is read from; its other columns are there too
 */
public record EdcSubject(Row row) implements EdcRecord {
    /**
     * Column {@code study_subject_id}.
     *
     * @return the id
     */
    public int id() {
        return Reading.id(row, "study_subject_id");
    }

    /**
     * Column {@code label}.
     *
     * @return the subject label, or null
     */
    public @Nullable String label() {
        return row.string("label");
    }

    /**
     * Column {@code secondary_label}.
     *
     * @return the secondary label, or null
     */
    public @Nullable String secondaryLabel() {
        return row.string("secondary_label");
    }

    /**
     * Column {@code subject_id}.
     *
     * @return the row in {@code subject}, or null
     */
    public @Nullable Integer personId() {
        return row.integer("subject_id");
    }

    /**
     * Column {@code study_id}.
     *
     * @return the subject's site, or the study, or null
     */
    public @Nullable Integer studyId() {
        return row.integer("study_id");
    }

    /**
     * Column {@code enrollment_date}.
     *
     * @return the enrolment date, in the server's zone, or null
     */
    public @Nullable LocalDate enrolled() {
        return row.date("enrollment_date");
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
     * Column {@code randomization_date}.
     *
     * @return when the subject was randomized, or null
     */
    public @Nullable Instant randomized() {
        return row.instant("randomization_date");
    }

    /**
     * Column {@code randomization_result}.
     *
     * @return the randomization's result, or null
     */
    public @Nullable String randomization() {
        return row.string("randomization_result");
    }
}
