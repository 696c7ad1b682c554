package io.flaskdata.sdk.internal.http;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.flaskdata.sdk.call.Credentials;
import io.flaskdata.sdk.errors.FlaskDataException;
import io.flaskdata.sdk.fuzz.Offline;
import io.flaskdata.sdk.fuzz.StrictJson;
import io.flaskdata.sdk.json.internal.BrokenAnswerException;
import io.flaskdata.sdk.json.internal.JsonConverterFactory;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.ResponseBody;
import retrofit2.Call;
import retrofit2.Converter;
import retrofit2.Response;
import retrofit2.Retrofit;

/** What a sign-in answers is a token that a header can hold with an instant, both as Jackson reads them, or refused without showing it. */
class TokenAnswerFuzzTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-28T06:30:00Z"));
    private static final Transport TRANSPORT = Offline.transport();

    private static final MediaType JSON = MediaType.get("text/x-json; charset=utf-8");
    private static final Converter<ResponseBody, ?> CONVERTER = new JsonConverterFactory()
            .responseBodyConverter(
                    AuthApi.TokenAnswer.class,
                    new Annotation[0],
                    new Retrofit.Builder().baseUrl("https://api.example.org/").build());

    private static final Request REQUEST = TRANSPORT
            .api(AuthApi.class)
            .authorize(new AuthApi.SignInRequest(new Credentials("fuzz@example.org", Offline.PASSWORD)))
            .request();

    @FuzzTest
    void fuzz(byte[] data) throws IOException {
        String text = StrictJson.utf8(data, 0);
        if (text == null || text.startsWith("\ufeff")) {
            return;
        }
        Object expected = StrictJson.jackson(text);
        Object token = expected instanceof Map<?, ?> map ? map.get("token") : null;
        Token given;
        try {
            given = SignIns.password(
                            () -> new Credentials("fuzz@example.org", Offline.PASSWORD),
                            request -> answering(text),
                            "auth.authorize",
                            CLOCK)
                    .withNumber(1);
        } catch (FlaskDataIOException | BrokenAnswerException e) {
            FlaskDataException failure = e instanceof FlaskDataIOException ours ? ours.failure() : null;
            String said = failure == null ? e.toString() : failure.toString() + failure.rawBody();
            boolean shown = token instanceof String value && value.length() > 20 && said.contains(value);
            if (shown || said.contains(Offline.PASSWORD)) {
                throw new AssertionError("shows the token: " + said);
            }
            return;
        }
        if (!given.value().equals(token instanceof StrictJson.Digits digits ? digits.text() : String.valueOf(token))) {
            throw new AssertionError("another token than in " + text);
        }
        if (given.toString().contains(given.value()) && given.value().length() > 20) {
            throw new AssertionError("toString shows it");
        }
    }

    @SuppressWarnings("unchecked")
    private static Call<AuthApi.TokenAnswer> answering(String text) {
        return (Call<AuthApi.TokenAnswer>) Proxy.newProxyInstance(
                TokenAnswerFuzzTest.class.getClassLoader(), new Class<?>[] {Call.class}, (proxy, method, arguments) -> {
                    return method.getName().equals("execute") ? answer(text) : REQUEST;
                });
    }

    private static Response<AuthApi.TokenAnswer> answer(String text) throws IOException {
        return Response.success((AuthApi.TokenAnswer) CONVERTER.convert(ResponseBody.create(text, JSON)));
    }
}
