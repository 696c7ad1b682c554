package io.flaskdata.sdk.edc;

import io.flaskdata.sdk.rows.Row;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of one of ClinCapture's tables. The tables and columns are ClinCapture's public ones; that FlaskData's EDC has
 * them unchanged is inferred. Reading a missing column throws an exception that lists the columns present.
 */
public sealed interface EdcRecord
        permits EdcCrf, EdcCrfOfEvent, EdcEvent, EdcEventCrf, EdcEventDefinition, EdcStudy, EdcSubject {
    /**
     * The underlying row.
     *
     * @return the row, with its other columns
     */
    Row row();

    /**
     * Column {@code status_id}.
     *
     * @return the status, or null
     */
    default @Nullable Coded<EdcCodes.Status> status() {
        return Coded.of(row(), "status_id", EdcCodes.Status.class);
    }

    /**
     * Column {@code date_created}.
     *
     * @return when it was created, or null
     */
    default @Nullable Instant created() {
        return row().instant("date_created");
    }

    /**
     * Column {@code date_updated}.
     *
     * @return when it was last edited; null when it never was
     */
    default @Nullable Instant updated() {
        return row().instant("date_updated");
    }

    /**
     * When it was last edited or, if never edited, created.
     *
     * @return the later of the two dates, or null
     */
    default @Nullable Instant lastChanged() {
        return EdcViews.later(created(), updated());
    }
}
