package io.flaskdata.sdk.rows;

import io.flaskdata.sdk.internal.BrokenAnswerException;
import io.flaskdata.sdk.internal.RowContext;
import java.io.IOException;
import java.time.ZoneId;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** Rows of the lines that {@link RowSource#writeJsonLines} wrote. */
public final class JsonLinesReader {
    private final Buffer lines = new Buffer();
    private final RowDecoder rows;
    private char before = '[';

    /**
     * For lines of one file.
     *
     * @param zone the server's time zone; null when no date is to be read from an instant
     */
    public JsonLinesReader(@Nullable ZoneId zone) {
        this.rows = new RowDecoder(lines, new RowContext(zone));
    }

    /**
     * The row of one line.
     *
     * @param line a JSON object in UTF-8
     * @return the row
     * @throws IOException when the line holds no row
     */
    public Row row(byte[] line) throws IOException {
        lines.writeByte(before).write(line);
        before = ',';
        if (!rows.advance()) {
            throw new BrokenAnswerException("the line holds no row");
        }
        return rows.row();
    }
}
