package io.flaskdata.sdk;

import java.io.IOException;
import okio.Buffer;

/** Rows of the lines that {@link JsonLines} wrote, decoded as the elements of one array. */
final class JsonLinesReader {
    private final Buffer lines = new Buffer();
    private final RowDecoder rows;
    private char before = '[';

    JsonLinesReader(RowContext context) {
        this.rows = new RowDecoder(lines, context);
    }

    Row row(byte[] line) throws IOException {
        lines.writeByte(before).write(line);
        before = ',';
        if (!rows.advance()) {
            throw new BrokenAnswerException("the line holds no row");
        }
        return rows.row();
    }
}
