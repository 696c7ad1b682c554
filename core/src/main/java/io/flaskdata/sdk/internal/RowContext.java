package io.flaskdata.sdk.internal;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What a row is read with: the server's time zone, without which no date can be told from an instant, and the operation
 * that gave it, for messages.
 */
public record RowContext(@Nullable ZoneId zone, String operation) {
    /** No zone is declared. */
    public static final RowContext NONE = new RowContext(null);

    /** Of rows whose operation does not matter, or isn't known yet. */
    public RowContext(@Nullable ZoneId zone) {
        this(zone, "rows");
    }

    /** The same for rows of this operation. */
    public RowContext of(String operationId) {
        return new RowContext(zone, operationId);
    }
}
