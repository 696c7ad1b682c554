package io.flaskdata.sdk.internal;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * The context of a row: the server's time zone, needed to convert an instant to a date, and the operation it came from,
 * for messages.
 */
public record RowContext(@Nullable ZoneId zone, String operation) {
    /** No zone is declared. */
    public static final RowContext NONE = new RowContext(null);

    /** For rows whose operation does not matter or isn't known yet. */
    public RowContext(@Nullable ZoneId zone) {
        this(zone, "rows");
    }

    /** The same for rows of this operation. */
    public RowContext of(String operationId) {
        return new RowContext(zone, operationId);
    }
}
