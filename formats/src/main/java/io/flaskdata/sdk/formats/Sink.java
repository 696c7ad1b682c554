package io.flaskdata.sdk.formats;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Writes rows of values in one format. */
interface Sink extends Closeable {
    /**
     * Writes a row.
     *
     * @param row its number, from 1, for errors
     * @throws IllegalStateException when the format can't hold it; the message never has a value
     */
    void write(long row, @Nullable Object[] values) throws IOException;

    /** Writes what follows the last row, without closing the stream. */
    void finish() throws IOException;
}
