package io.flaskdata.sdk.rows;

import io.flaskdata.sdk.internal.Redaction;
import io.flaskdata.sdk.internal.RowContext;
import java.io.IOException;
import java.time.ZoneId;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** Reads rows from lines that {@link RowSource#writeJsonLines} wrote. */
public final class JsonLinesReader {
    private final Buffer line = new Buffer();
    private final RowDecoder rows;

    /**
     * A reader for the lines of one file.
     *
     * @param zone the server's time zone; without it (null) {@link Row#date} can't convert an instant
     */
    public JsonLinesReader(@Nullable ZoneId zone) {
        this.rows = new RowDecoder(line, new RowContext(zone), Redaction::of);
    }

    /**
     * The row of one line.
     *
     * @param text a JSON object in UTF-8
     * @throws IOException when the line is not exactly one row
     */
    public Row row(byte[] text) throws IOException {
        line.write(text);
        return rows.onlyRow();
    }
}
