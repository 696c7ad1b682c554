package io.flaskdata.sdk;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** What the readers of a row must know that the row doesn't say. */
record RowContext(@Nullable ZoneId zone) {
    static final RowContext NONE = new RowContext(null);
}
