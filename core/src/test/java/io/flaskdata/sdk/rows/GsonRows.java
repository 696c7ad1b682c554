package io.flaskdata.sdk.rows;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import com.google.gson.stream.MalformedJsonException;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The same rows by Gson's strict reader, to compare with. A row is its columns with, of each, what {@link Row#string} and
 * {@link Row#json} should say; JSON is compared in one spelling.
 */
public final class GsonRows {
    private GsonRows() {}

    public record Value(@Nullable String text, String json) {}

    /** Null when the document is not an array of objects in strict JSON and UTF-8 that name everything once. */
    public static @Nullable List<Map<String, Value>> of(byte[] document) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(document))
                    .toString();
            JsonReader reader = reader(text);
            List<Map<String, Value>> rows = new ArrayList<>();
            reader.beginArray();
            while (reader.hasNext()) {
                rows.add(row(reader));
            }
            reader.endArray();
            return reader.peek() == JsonToken.END_DOCUMENT ? rows : null;
        } catch (IOException | IllegalStateException e) {
            return null;
        }
    }

    public static Map<String, Value> of(Row row) {
        Map<String, Value> values = new LinkedHashMap<>();
        for (String column : row.columns()) {
            values.put(column, new Value(text(row, column), canonical(row.json(column))));
        }
        return values;
    }

    /** An array or object as text is its JSON as it came: one spelling here too. */
    private static @Nullable String text(Row row, String column) {
        boolean nested = row.json(column).startsWith("{") || row.json(column).startsWith("[");
        String text = row.string(column);
        return nested && text != null ? canonical(text) : text;
    }

    private static Map<String, Value> row(JsonReader reader) throws IOException {
        Map<String, Value> row = new LinkedHashMap<>();
        reader.beginObject();
        while (reader.hasNext()) {
            String name = reader.nextName();
            JsonToken kind = reader.peek();
            StringWriter json = new StringWriter();
            String text = copy(reader, writer(json));
            boolean nested = kind == JsonToken.BEGIN_ARRAY || kind == JsonToken.BEGIN_OBJECT;
            if (row.put(name, new Value(nested ? json.toString() : text, json.toString())) != null) {
                throw new MalformedJsonException("twice");
            }
        }
        reader.endObject();
        return row;
    }

    private static String canonical(String json) {
        StringWriter out = new StringWriter();
        try {
            copy(reader(json), writer(out));
        } catch (IOException e) {
            throw new AssertionError("Row.json gives no JSON", e);
        }
        return out.toString();
    }

    /** Gives the text of a value that is neither array nor object. */
    private static @Nullable String copy(JsonReader from, JsonWriter to) throws IOException {
        switch (from.peek()) {
            case NULL -> {
                from.nextNull();
                to.nullValue();
            }
            case BOOLEAN -> {
                boolean value = from.nextBoolean();
                to.value(value);
                return Boolean.toString(value);
            }
            case NUMBER -> {
                String digits = from.nextString();
                to.jsonValue(digits);
                return digits;
            }
            case STRING -> {
                String value = from.nextString();
                to.value(value);
                return value;
            }
            case BEGIN_ARRAY -> {
                from.beginArray();
                to.beginArray();
                while (from.hasNext()) {
                    copy(from, to);
                }
                from.endArray();
                to.endArray();
            }
            default -> {
                Set<String> names = new HashSet<>();
                from.beginObject();
                to.beginObject();
                while (from.hasNext()) {
                    String name = from.nextName();
                    if (!names.add(name)) {
                        throw new MalformedJsonException("twice");
                    }
                    to.name(name);
                    copy(from, to);
                }
                from.endObject();
                to.endObject();
            }
        }
        return null;
    }

    private static JsonReader reader(String json) {
        JsonReader reader = new JsonReader(new StringReader(json));
        reader.setStrictness(Strictness.STRICT);
        return reader;
    }

    private static JsonWriter writer(StringWriter out) {
        JsonWriter writer = new JsonWriter(out);
        writer.setStrictness(Strictness.LENIENT);
        writer.setSerializeNulls(true);
        return writer;
    }
}
