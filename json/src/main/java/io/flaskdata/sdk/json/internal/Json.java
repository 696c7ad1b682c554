package io.flaskdata.sdk.json.internal;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.ToNumberPolicy;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.RequestBody;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** Gson, configured so that no value changes: digits are kept, nulls in maps are sent, nothing is escaped for HTML. */
public final class Json {
    public static final Gson GSON = builder().create();

    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    /** A regular expression treats a surrogate pair as one character, so this matches only unpaired surrogates. */
    private static final Pattern LONE_SURROGATE = Pattern.compile("\\p{Cs}");

    /** An escaped surrogate pair, an escaped unpaired surrogate (the group), or any other escape. */
    private static final Pattern ESCAPE = Pattern.compile(
            "\\\\u[dD][89abAB]\\p{XDigit}{2}\\\\u[dD][c-fC-F]\\p{XDigit}{2}"
                    + "|(\\\\u[dD][89a-fA-F]\\p{XDigit}{2})|\\\\.",
            Pattern.DOTALL);

    private Json() {}

    public static GsonBuilder builder() {
        return new GsonBuilder()
                .setStrictness(Strictness.STRICT)
                .disableHtmlEscaping()
                .setObjectToNumberStrategy(ToNumberPolicy.LAZILY_PARSED_NUMBER)
                .registerTypeAdapter(Instant.class, new InstantAdapter())
                .registerTypeAdapterFactory(new NullsInMaps());
    }

    /** ISO 8601 in UTC with milliseconds, as FlaskData writes it. */
    public static String text(Instant instant) {
        if (!instant.truncatedTo(ChronoUnit.MILLIS).equals(instant)) {
            throw new IllegalArgumentException("FlaskData's instants have milliseconds; this one is finer");
        }
        return MILLISECONDS.format(instant);
    }

    /**
     * JSON text with every null, which Gson drops: its own adapter of JsonElement can't be replaced. It can be written in
     * UTF-8 without loss.
     */
    public static String text(JsonElement json) {
        return escaped(json.toString());
    }

    /** JSON text in UTF-8. */
    public static byte[] utf8(String json) {
        return escaped(json).getBytes(StandardCharsets.UTF_8);
    }

    /** The same JSON text with U+FFFD for each escape of an unpaired surrogate. */
    public static String withoutLoneSurrogates(String json) {
        return json.contains("\\u")
                ? ESCAPE.matcher(json)
                        .replaceAll(escape ->
                                escape.group(1) == null ? Matcher.quoteReplacement(escape.group()) : "\\\\ufffd")
                : json;
    }

    /**
     * An unpaired surrogate, which no encoding can represent, can only occur inside a JSON string, so it is escaped
     * there.
     */
    private static String escaped(String json) {
        if (json.chars().noneMatch(each -> Character.isSurrogate((char) each))) {
            return json;
        }
        return LONE_SURROGATE
                .matcher(json)
                .replaceAll(
                        lone -> String.format("\\\\u%04x", (int) lone.group().charAt(0)));
    }

    /** Parses JSON text written by {@link #text(JsonElement)} or received. */
    public static JsonElement element(String text) {
        return JsonParser.parseString(text);
    }

    public static @Nullable String topLevelText(RequestBody body, String member) {
        JsonElement json = parsed(body);
        JsonElement value = json.isJsonObject() ? json.getAsJsonObject().get(member) : null;
        return value != null && value.isJsonPrimitive() ? value.getAsString() : null;
    }

    /** The members of a request's body. */
    public static JsonObject object(RequestBody body) {
        return parsed(body).getAsJsonObject();
    }

    private static JsonElement parsed(RequestBody body) {
        Buffer buffer = new Buffer();
        try {
            body.writeTo(buffer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return JsonParser.parseString(buffer.readUtf8());
    }

    private static final class InstantAdapter extends TypeAdapter<Instant> {
        @Override
        public void write(JsonWriter out, @Nullable Instant value) throws IOException {
            out.value(value == null ? null : text(value));
        }

        /** FlaskData sends an empty string for a missing date (observed). */
        @Override
        public @Nullable Instant read(JsonReader in) throws IOException {
            if (in.peek() == JsonToken.NULL) {
                in.nextNull();
                return null;
            }
            String text = in.nextString();
            try {
                return text.isEmpty() ? null : Instant.parse(text);
            } catch (DateTimeParseException e) {
                // Without the cause, whose message contains the value.
                throw new JsonParseException("not an instant");
            }
        }
    }

    /** {@code {"AGE":null}} means "blank this item"; plain Gson would send {@code {}}. */
    private static final class NullsInMaps implements TypeAdapterFactory {
        @Override
        public <T> @Nullable TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
            Class<?> raw = type.getRawType();
            if (!Map.class.isAssignableFrom(raw)) {
                return null;
            }
            TypeAdapter<T> delegate = gson.getDelegateAdapter(this, type);
            return new TypeAdapter<>() {
                @Override
                public void write(JsonWriter out, @Nullable T value) throws IOException {
                    if (value == null) {
                        // A missing map is left out like any other member.
                        out.nullValue();
                        return;
                    }
                    boolean before = out.getSerializeNulls();
                    out.setSerializeNulls(true);
                    try {
                        delegate.write(out, value);
                    } finally {
                        out.setSerializeNulls(before);
                    }
                }

                @Override
                public T read(JsonReader in) throws IOException {
                    return delegate.read(in);
                }
            };
        }
    }

    public static Optional<String> primitive(@Nullable JsonElement value) {
        return value instanceof JsonPrimitive primitive && !primitive.isBoolean()
                ? Optional.of(primitive.getAsString())
                : Optional.empty();
    }
}
