package io.flaskdata.sdk.spark;

import io.flaskdata.sdk.edc.Extract;
import io.flaskdata.sdk.errors.FlaskDataException.Details;
import io.flaskdata.sdk.errors.IncompleteExtractException;
import io.flaskdata.sdk.rows.Row;
import java.io.Serializable;

/**
 * A part of an extract: what is asked for, and which of the rows that come belong to it. As the toolkit's slices, but
 * they can travel to an executor.
 */
sealed interface Slice extends Serializable permits Slices.Whole, Slices.Value, Slices.Window, Slices.NeverUpdated {
    String DATE = "date_updated";

    Extract of(Extract extract);

    /** Whether a row of the whole extract belongs here. */
    boolean owns(Row row);

    /** A server that ignores the filter would send all rows in each slice. */
    default boolean keeps(Row row) {
        boolean own = owns(row);
        if (!own && this instanceof Slices.Value value) {
            throw new IncompleteExtractException(
                    "a slice has a row with another value of column " + value.column() + " than was asked for.",
                    Details.notSent("edc.extractData"));
        }
        return own;
    }
}
