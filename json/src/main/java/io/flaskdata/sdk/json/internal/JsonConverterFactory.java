package io.flaskdata.sdk.json.internal;

import com.google.gson.JsonNull;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.TypeAdapter;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okhttp3.ResponseBody;
import retrofit2.Converter;
import retrofit2.Retrofit;

/** Converts to and from JSON; an answer that is not JSON, or is incomplete, is an error that says so. */
public final class JsonConverterFactory extends Converter.Factory {
    private static final Pattern PLAIN_PATH = Pattern.compile("\\$[\\w.\\[\\]-]{0,200}");

    /** What Java puts in place of bytes that are no text. */
    private static final char REPLACEMENT = '\ufffd';

    /** A byte order mark, which is not part of the text. */
    private static final String MARK = "\ufeff";

    @Override
    public Converter<?, RequestBody> requestBodyConverter(
            Type type, Annotation[] parameter, Annotation[] method, Retrofit retrofit) {
        return value -> new JsonBody(value, type);
    }

    @Override
    public Converter<ResponseBody, ?> responseBodyConverter(Type type, Annotation[] annotations, Retrofit retrofit) {
        TypeAdapter<?> adapter = Json.GSON.getAdapter(TypeToken.get(type));
        return body -> {
            try (body) {
                String text = anyText(body);
                read(text, JsonConverterFactory::requireOneOfEach);
                return read(text, adapter);
            }
        };
    }

    /** Reads strictly, from the text, so that a number too large for a model is an exception and not another number. */
    public static <T> T read(String text, TypeAdapter<T> adapter) throws IOException {
        return read(text, (Reading<T>) adapter::read);
    }

    private interface Reading<T> {
        T from(JsonReader in) throws IOException;
    }

    private static <T> T read(String text, Reading<T> reading) throws IOException {
        String paired = Json.withoutLoneSurrogates(text);
        if (paired.equals(text)) {
            return read(text, reading, Strictness.STRICT);
        }
        // Gson is not strict without refusing them, so all else is looked at in a text that has none.
        read(paired, reading, Strictness.STRICT);
        return read(text, reading, Strictness.LEGACY_STRICT);
    }

    private static <T> T read(String text, Reading<T> reading, Strictness strictness) throws IOException {
        JsonReader reader = Json.GSON.newJsonReader(new StringReader(text));
        reader.setStrictness(strictness);
        try {
            T value = reading.from(reader);
            if (value == null || value == JsonNull.INSTANCE) {
                throw new BrokenAnswerException("the answer is null");
            }
            if (!ends(reader)) {
                throw new BrokenAnswerException("the answer goes on after its end");
            }
            return value;
        } catch (JsonParseException | IllegalStateException | NumberFormatException e) {
            throw new BrokenAnswerException(
                    "the answer's JSON does not fit the contract at " + shown(reader.getPreviousPath()));
        } catch (MalformedJsonException e) {
            throw new BrokenAnswerException("the answer is not valid JSON at " + shown(reader.getPreviousPath()));
        } catch (EOFException e) {
            throw new BrokenAnswerException("the answer ends early");
        }
    }

    /** A path as far as its names look like a document's own: a broken answer's may be anything that was sent. */
    private static String shown(String path) {
        Matcher plain = PLAIN_PATH.matcher(path);
        return !plain.lookingAt() || plain.end() == path.length() ? path : plain.group() + "...";
    }

    /** Walks over one value. Where the type is Object, Gson would keep the last of two members of one name. */
    private static Boolean requireOneOfEach(JsonReader in) throws IOException {
        Deque<Set<String>> open = new ArrayDeque<>();
        int depth = 0;
        do {
            switch (in.peek()) {
                case BEGIN_OBJECT -> {
                    in.beginObject();
                    open.push(new HashSet<>());
                    depth++;
                }
                case END_OBJECT -> {
                    in.endObject();
                    open.pop();
                    depth--;
                }
                case BEGIN_ARRAY -> {
                    in.beginArray();
                    depth++;
                }
                case END_ARRAY -> {
                    in.endArray();
                    depth--;
                }
                case NAME -> {
                    if (!open.element().add(in.nextName())) {
                        throw new BrokenAnswerException(
                                "the answer names a member twice in one object, at " + shown(in.getPath()));
                    }
                }
                default -> in.skipValue();
            }
        } while (depth > 0);
        return true;
    }

    private static boolean ends(JsonReader reader) throws IOException {
        try {
            return reader.peek() == JsonToken.END_DOCUMENT;
        } catch (MalformedJsonException more) {
            return false;
        }
    }

    /** An answer's text, whatever its content type. */
    public static String anyText(ResponseBody body) throws IOException {
        Charset charset = charset(body);
        byte[] bytes = body.bytes();
        String text = new String(bytes, charset);
        if (text.indexOf(REPLACEMENT) >= 0) {
            requireText(bytes, charset);
        }
        return text.startsWith(MARK) ? text.substring(MARK.length()) : text;
    }

    /** An invalid byte must not become a U+FFFD in somebody's data; one that was sent is no error. */
    private static void requireText(byte[] bytes, Charset charset) throws BrokenAnswerException {
        CharsetDecoder strict = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        try {
            strict.decode(ByteBuffer.wrap(bytes));
        } catch (CharacterCodingException e) {
            throw new BrokenAnswerException("the answer is not valid text in the encoding it claims");
        }
    }

    private static Charset charset(ResponseBody body) throws BrokenAnswerException {
        MediaType type = body.contentType();
        String name = type == null ? null : type.parameter("charset");
        if (type == null || name == null) {
            return StandardCharsets.UTF_8;
        }
        Charset charset = type.charset();
        if (charset == null) {
            // A longer one may repeat anything.
            String shown = name != null && name.matches("[\\w.:+-]{1,40}") ? name : "one";
            throw new BrokenAnswerException("the answer's charset is " + shown + ", which Java doesn't know");
        }
        return charset;
    }
}
