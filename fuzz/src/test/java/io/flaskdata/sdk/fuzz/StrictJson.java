package io.flaskdata.sdk.fuzz;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * JSON by two parsers that nobody here wrote, each as strict as it can be, in one shape: lists, maps, strings, numbers as
 * they were written, booleans and {@link #NULL}. What both refuse is null.
 */
public final class StrictJson {
    public static final Object NULL = "null".getBytes(StandardCharsets.UTF_8);
    /** What Jackson reads; more than any of our readers. */
    private static final int MOST_DEPTH = 400;
    /** Gson's own limit. */
    private static final int GSONS_DEPTH = 250;

    private static final Pattern SURROGATE = Pattern.compile("\\\\u[dD][89a-fA-F]");
    /** Of a longer number Gson knows no longer that it is one. */
    private static final Pattern LONG_NUMBER = Pattern.compile("[0-9.eE+-]{1000}");

    private static final JsonFactory JACKSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MOST_DEPTH)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private StrictJson() {}

    /** A number as it was written. */
    public record Digits(String text) {}

    /** Null when the bytes are no UTF-8. */
    public static @Nullable String utf8(byte[] bytes, int from) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, bytes.length - from))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /** The one value that a text is, by Jackson, once Gson has said the same; null when they refuse it. */
    public static @Nullable Object of(String text) {
        Object jackson = jackson(text);
        if (SURROGATE.matcher(text).find() || LONG_NUMBER.matcher(text).find()) {
            return jackson;
        }
        Object gson = gson(text);
        boolean tooDeep = gson == null && depth(jackson) > GSONS_DEPTH;
        if (!tooDeep && !Objects.equals(gson, jackson)) {
            throw new AssertionError("Jackson and Gson don't agree on " + text + ": " + jackson + ", " + gson);
        }
        return jackson;
    }

    /** How deep arrays and objects are nested; 0 for a scalar. */
    public static int depth(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return 1 + list.stream().mapToInt(StrictJson::depth).max().orElse(0);
        }
        return value instanceof Map<?, ?> map
                ? 1 + map.values().stream().mapToInt(StrictJson::depth).max().orElse(0)
                : 0;
    }

    public static @Nullable Object jackson(String text) {
        try (JsonParser parser = JACKSON.createParser(text)) {
            parser.nextToken();
            Object value = value(parser);
            return parser.nextToken() == null ? value : null;
        } catch (IOException e) {
            return null;
        }
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        if (parser.currentToken() == null) {
            return null;
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, Object> map = new LinkedHashMap<>();
                for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                    parser.nextToken();
                    map.put(name, value(parser));
                }
                yield map;
            }
            case START_ARRAY -> {
                List<Object> list = new ArrayList<>();
                while (parser.nextToken() != com.fasterxml.jackson.core.JsonToken.END_ARRAY) {
                    list.add(value(parser));
                }
                yield list;
            }
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Digits(parser.getText());
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> NULL;
            default -> throw new AssertionError(parser.currentToken());
        };
    }

    private static @Nullable Object gson(String text) {
        if (text.startsWith("\ufeff")) {
            // Which Gson passes over.
            return null;
        }
        JsonReader reader = new JsonReader(new StringReader(text));
        reader.setStrictness(Strictness.STRICT);
        try {
            Object value = value(reader);
            return reader.peek() == JsonToken.END_DOCUMENT ? value : null;
        } catch (IOException | IllegalStateException e) {
            return null;
        }
    }

    private static Object value(JsonReader reader) throws IOException {
        return switch (reader.peek()) {
            case BEGIN_OBJECT -> {
                Map<String, Object> map = new LinkedHashMap<>();
                reader.beginObject();
                while (reader.hasNext()) {
                    if (map.put(reader.nextName(), value(reader)) != null) {
                        throw new MalformedJsonException("twice");
                    }
                }
                reader.endObject();
                yield map;
            }
            case BEGIN_ARRAY -> {
                List<Object> list = new ArrayList<>();
                reader.beginArray();
                while (reader.hasNext()) {
                    list.add(value(reader));
                }
                reader.endArray();
                yield list;
            }
            case STRING -> reader.nextString();
            case NUMBER -> new Digits(reader.nextString());
            case BOOLEAN -> reader.nextBoolean();
            case NULL -> {
                reader.nextNull();
                yield NULL;
            }
            default -> throw new MalformedJsonException("no value");
        };
    }
}
