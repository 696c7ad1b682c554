package io.flaskdata.sdk;

import com.google.gson.stream.JsonWriter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** One JSON object a line, the members in the row's order, every value as it came. */
final class JsonLines implements RowWriter {
    private final Writer out;

    JsonLines(OutputStream out) {
        this.out = new BufferedWriter(writer(out));
    }

    /** UTF-8 that refuses half characters instead of writing question marks. */
    static Writer writer(OutputStream out) {
        return new OutputStreamWriter(out, StandardCharsets.UTF_8.newEncoder());
    }

    @Override
    public void write(Row row) throws IOException {
        out.write(text(row));
        out.write('\n');
    }

    static String text(Row row) {
        StringWriter text = new StringWriter();
        try (JsonWriter json = Json.GSON.newJsonWriter(text)) {
            json.beginObject();
            for (String column : row.columns()) {
                // A line break inside a value stands between its parts: in a string it would be an escape.
                json.name(column).jsonValue(row.json(column).replace('\n', ' ').replace('\r', ' '));
            }
            json.endObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
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
