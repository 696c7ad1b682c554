package io.flaskdata.sdk;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** One JSON object a line, each row as it came. */
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

    static String text(Row row) {
        return new String(row.line(), StandardCharsets.UTF_8);
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
