package io.flaskdata.sdk;

import com.google.gson.JsonElement;
import com.google.gson.stream.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of the lines that {@link JsonLines} wrote. */
final class JsonLinesReader {
    private final RowContext context;
    private Columns columns = new Columns(List.of());

    JsonLinesReader(RowContext context) {
        this.context = context;
    }

    Row row(String line) throws IOException {
        List<String> names = new ArrayList<>();
        List<@Nullable Object> values = new ArrayList<>();
        JsonReader json = Json.GSON.newJsonReader(new StringReader(line));
        json.beginObject();
        while (json.hasNext()) {
            names.add(json.nextName());
            values.add(value(json));
        }
        json.endObject();
        if (!names.equals(columns.names())) {
            columns = new Columns(names);
        }
        return new Row(columns, values.toArray(), context);
    }

    private static @Nullable Object value(JsonReader json) throws IOException {
        return switch (json.peek()) {
            case NULL -> {
                json.nextNull();
                yield null;
            }
            case STRING -> json.nextString();
            case BOOLEAN -> json.nextBoolean();
            case NUMBER -> Json.GSON.getAdapter(Number.class).read(json);
            default -> Json.GSON.<JsonElement>getAdapter(JsonElement.class).read(json);
        };
    }
}
