package io.flaskdata.sdk;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.ResponseBody;
import retrofit2.Call;
import retrofit2.Retrofit;

/** One user's way to the wire: Retrofit for both hosts over one OkHttp client. */
final class Transport {
    private final Retrofit api;
    private final Retrofit idp;

    Transport(OkHttpClient http, Environment environment, TokenManager tokens, Settings settings) {
        HttpUrl apiUrl = HttpUrl.get(environment.api());
        HttpUrl idpUrl = HttpUrl.get(environment.idp());
        OkHttpClient ours = http.newBuilder()
                .addInterceptor(new JwtInterceptor(tokens, settings.tokenScheme(), apiUrl, idpUrl))
                .addInterceptor(new OneShotInterceptor())
                .eventListener(CallState.EVENTS)
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .build();
        this.api = retrofit(ours, apiUrl, settings);
        this.idp = retrofit(ours, idpUrl, settings);
    }

    /** For signing in, which needs no token and is no write of trial data. */
    static Transport signInOnly(OkHttpClient http, Environment environment, Settings settings) {
        TokenManager none = new TokenManager(
                number -> {
                    throw new IOException("Signing in needs no token");
                },
                InstantSource.system());
        return new Transport(http, environment, none, settings);
    }

    /** The client all users of one {@link FlaskDataClient} share. */
    static OkHttpClient newHttpClient(Settings settings) {
        return new OkHttpClient.Builder()
                // The server closes idle connections after 5 s: a write must not be sent into a dead one.
                .connectionPool(new ConnectionPool(5, 4, TimeUnit.SECONDS))
                .connectTimeout(settings.connectTimeout())
                // The whole-call timeout rules; the server may take its time before the first byte.
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .build();
    }

    private static Retrofit retrofit(OkHttpClient http, HttpUrl base, Settings settings) {
        return new Retrofit.Builder()
                .baseUrl(base)
                .callFactory(request -> newCall(http, request, settings))
                .addCallAdapterFactory(new CallAdapterFactory(settings.readOnly()))
                .addConverterFactory(new JsonConverterFactory())
                .build();
    }

    private static okhttp3.Call newCall(OkHttpClient http, Request request, Settings settings) {
        Operation operation = Operations.of(request);
        okhttp3.Call call = http.newCall(
                request.newBuilder().tag(CallState.class, new CallState()).build());
        Duration timeout = operation.stream() ? settings.extractTimeout() : settings.callTimeout();
        call.timeout().timeout(timeout.toNanos(), TimeUnit.NANOSECONDS);
        return call;
    }

    <T> T api(Class<T> service) {
        return api.create(service);
    }

    <T> T idp(Class<T> service) {
        return idp.create(service);
    }

    /** The answer of a call that has one. */
    static <T> T answer(Call<T> call) {
        try {
            T body = call.execute().body();
            if (body == null) {
                throw new IllegalStateException("The call adapter let an answer without a body pass");
            }
            return body;
        } catch (IOException e) {
            throw new IllegalStateException("The call adapter let an IOException pass", e);
        }
    }

    /** The rows of a call to a streaming twin. */
    static RowStream rows(Call<ResponseBody> call, RowContext context) {
        return RowStream.over(call.request(), answer(call), context);
    }
}
