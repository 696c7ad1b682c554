package io.flaskdata.sdk;

import com.google.gson.JsonParseException;
import com.google.gson.TypeAdapter;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import retrofit2.Converter;
import retrofit2.Retrofit;

/** JSON in and out; an answer that is not JSON, or not all of it, is an error that says so. */
final class JsonConverterFactory extends Converter.Factory {
    private static final MediaType JSON = MediaType.get("application/json; charset=utf-8");

    @Override
    public Converter<?, RequestBody> requestBodyConverter(
            Type type, Annotation[] parameter, Annotation[] method, Retrofit retrofit) {
        return value -> RequestBody.create(Json.GSON.toJson(value, type).getBytes(StandardCharsets.UTF_8), JSON);
    }

    @Override
    public Converter<ResponseBody, ?> responseBodyConverter(Type type, Annotation[] annotations, Retrofit retrofit) {
        TypeAdapter<?> adapter = Json.GSON.getAdapter(TypeToken.get(type));
        return body -> read(body, adapter);
    }

    static <T> T read(ResponseBody body, TypeAdapter<T> adapter) throws IOException {
        JsonReader reader = Json.GSON.newJsonReader(characters(body));
        try (body) {
            T value = adapter.read(reader);
            if (value == null) {
                throw new BrokenAnswerException("the answer is null");
            }
            if (reader.peek() != JsonToken.END_DOCUMENT) {
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
            throw new BrokenAnswerException("the answer is not valid text in the encoding it claims");
        }
    }

    /** Strictly decoded: a byte that is no character must not become a U+FFFD in somebody's data. */
    static Reader characters(ResponseBody body) throws BrokenAnswerException {
        MediaType type = requireJson(body);
        Charset charset = type.charset(StandardCharsets.UTF_8);
        CharsetDecoder strict = (charset == null ? StandardCharsets.UTF_8 : charset)
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        return new InputStreamReader(body.byteStream(), strict);
    }

    /** FlaskData says {@code text/x-json} (observed); {@code application/json} and any {@code +json} are taken too. */
    static MediaType requireJson(ResponseBody body) throws BrokenAnswerException {
        MediaType type = body.contentType();
        if (type == null || !isJson(type)) {
            throw new BrokenAnswerException(
                    "the answer's content type is " + (type == null ? "missing" : type) + ", not JSON");
        }
        return type;
    }

    private static boolean isJson(@Nullable MediaType type) {
        String subtype = type == null ? "" : type.subtype().toLowerCase(Locale.ROOT);
        return subtype.equals("json") || subtype.equals("x-json") || subtype.endsWith("+json");
    }
}
