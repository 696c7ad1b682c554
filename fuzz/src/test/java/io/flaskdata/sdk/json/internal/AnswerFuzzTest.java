package io.flaskdata.sdk.json.internal;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.gson.JsonElement;
import io.flaskdata.sdk.fuzz.StrictJson;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.charset.StandardCharsets;
import okhttp3.MediaType;
import okhttp3.ResponseBody;
import retrofit2.Converter;
import retrofit2.Retrofit;

/** An answer read whole is what Jackson reads, sent back it is the same, and all else is refused without showing it. */
class AnswerFuzzTest {
    private static final MediaType JSON = MediaType.get("text/x-json; charset=utf-8");
    private static final Converter<ResponseBody, ?> CONVERTER = new JsonConverterFactory()
            .responseBodyConverter(
                    JsonElement.class,
                    new Annotation[0],
                    new Retrofit.Builder().baseUrl("https://api.example.org/").build());

    @FuzzTest
    void fuzz(byte[] data) throws IOException {
        String text = StrictJson.utf8(data, 0);
        Object expected =
                text == null ? null : StrictJson.jackson(text.startsWith("\ufeff") ? text.substring(1) : text);
        JsonElement read;
        try {
            read = (JsonElement) CONVERTER.convert(ResponseBody.create(data, JSON));
        } catch (BrokenAnswerException e) {
            boolean refusable = expected == null
                    || expected == StrictJson.NULL
                    || StrictJson.depth(expected) > 250
                    || text.length() > 900
                    // Two names of half a pair of surrogates each, which Gson can't tell apart.
                    || (text.contains("\\u") && e.toString().contains("twice"));
            if (!refusable) {
                throw new AssertionError("refused " + text, e);
            }
            return;
        }
        if (expected == null) {
            throw new AssertionError("read " + text);
        }
        if (!expected.equals(StrictJson.jackson(new String(Json.utf8(Json.text(read)), StandardCharsets.UTF_8)))) {
            throw new AssertionError("sends back " + Json.text(read) + " for " + text);
        }
    }
}
