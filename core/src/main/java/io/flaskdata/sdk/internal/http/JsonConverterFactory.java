package io.flaskdata.sdk.internal.http;

import com.google.gson.JsonNull;
import com.google.gson.JsonParseException;
import com.google.gson.TypeAdapter;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import io.flaskdata.sdk.internal.BrokenAnswerException;
import io.flaskdata.sdk.internal.Json;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Supplier;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import retrofit2.Converter;
import retrofit2.Retrofit;

/** JSON in and out; an answer that is not JSON, or not all of it, is an error that says so. */
public final class JsonConverterFactory extends Converter.Factory {
    private static final Supplier<BrokenAnswerException> NO_TEXT =
            () -> new BrokenAnswerException("the answer is not valid text in the encoding it claims");

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
                return read(characters(body), adapter);
            }
        };
    }

    static <T> T read(Reader characters, TypeAdapter<T> adapter) throws IOException {
        JsonReader reader = Json.GSON.newJsonReader(characters);
        try {
            T value = adapter.read(reader);
            if (value == null || value == JsonNull.INSTANCE) {
                throw new BrokenAnswerException("the answer is null");
            }
            if (!ends(reader)) {
                throw new BrokenAnswerException("the answer goes on after its end");
            }
            return value;
        } catch (JsonParseException | IllegalStateException | NumberFormatException e) {
            throw new BrokenAnswerException(
                    "the answer's JSON does not fit the contract at " + reader.getPreviousPath());
        } catch (MalformedJsonException e) {
            throw new BrokenAnswerException("the answer is not valid JSON at " + reader.getPreviousPath());
        } catch (EOFException e) {
            throw new BrokenAnswerException("the answer ends early");
        } catch (CharacterCodingException e) {
            throw NO_TEXT.get();
        }
    }

    private static boolean ends(JsonReader reader) throws IOException {
        try {
            return reader.peek() == JsonToken.END_DOCUMENT;
        } catch (MalformedJsonException more) {
            return false;
        }
    }

    /** A JSON answer as it came. */
    static String text(ResponseBody body) throws IOException {
        requireJson(body);
        return anyText(body);
    }

    /** An answer as it came, whatever it claims to be. */
    static String anyText(ResponseBody body) throws IOException {
        CharsetDecoder decoder = strict(body);
        try {
            // Of the size it has, not through a reader's buffers: most answers are a few bytes.
            return decoder.decode(ByteBuffer.wrap(body.bytes())).toString();
        } catch (CharacterCodingException e) {
            throw NO_TEXT.get();
        }
    }

    private static Reader characters(ResponseBody body) throws IOException {
        requireJson(body);
        return new InputStreamReader(body.byteStream(), strict(body));
    }

    /** Strict: a byte that is no character must not become a U+FFFD in somebody's data. */
    private static CharsetDecoder strict(ResponseBody body) {
        MediaType type = body.contentType();
        Charset charset = type == null ? null : type.charset(StandardCharsets.UTF_8);
        return (charset == null ? StandardCharsets.UTF_8 : charset)
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /** FlaskData says {@code text/x-json} (observed); {@code application/json} and any {@code +json} are taken too. */
    public static void requireJson(ResponseBody body) throws IOException {
        MediaType type = body.contentType();
        if (!isJson(type)) {
            // Read, so that the exception can show what came instead.
            body.source().request(CallState.FIRST_PART_BYTES);
            throw notJson(type, body.contentLength() == 0);
        }
    }

    static BrokenAnswerException notJson(@Nullable MediaType type, boolean empty) {
        return new BrokenAnswerException(
                type == null && empty
                        ? "the answer has no body"
                        : "the answer's content type is " + (type == null ? "missing" : type) + ", not JSON");
    }

    static boolean isJson(@Nullable MediaType type) {
        String subtype = type == null ? "" : type.subtype().toLowerCase(Locale.ROOT);
        return subtype.equals("json") || subtype.equals("x-json") || subtype.endsWith("+json");
    }
}
