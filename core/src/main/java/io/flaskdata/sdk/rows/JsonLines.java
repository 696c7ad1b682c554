package io.flaskdata.sdk.rows;

import java.io.IOException;
import java.io.OutputStream;

/** One JSON object a line, each row as received. */
final class JsonLines implements RowWriter {
    private final OutputStream out;

    JsonLines(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(Row row) throws IOException {
        out.write(row.line());
        out.write('\n');
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
