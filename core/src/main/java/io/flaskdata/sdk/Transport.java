package io.flaskdata.sdk;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import okhttp3.Authenticator;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.ResponseBody;
import retrofit2.Call;
import retrofit2.Retrofit;

/** One user's way to the wire: Retrofit for both hosts over one OkHttp client. */
final class Transport {
    private final Resources resources;
    private final Retrofit api;
    private final Retrofit idp;

    Transport(Resources resources, Environment environment, TokenManager tokens, Settings settings) {
        this.resources = resources;
        HttpUrl apiUrl = HttpUrl.get(environment.api());
        HttpUrl idpUrl = HttpUrl.get(environment.idp());
        OkHttpClient http = resources
                .http()
                .newBuilder()
                .addInterceptor(new RetryInterceptor(settings))
                .addInterceptor(new JwtInterceptor(tokens, settings.tokenScheme(), apiUrl, idpUrl))
                .addInterceptor(new AttemptInterceptor(settings))
                .addNetworkInterceptor(new WireInterceptor())
                .authenticator(Authenticator.NONE)
                .cache(null)
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .build();
        this.api = retrofit(http, apiUrl, settings);
        this.idp = retrofit(http, idpUrl, settings);
    }

    private Retrofit retrofit(OkHttpClient http, HttpUrl base, Settings settings) {
        return new Retrofit.Builder()
                .baseUrl(base)
                .callFactory(request -> newCall(http, request, settings))
                .addCallAdapterFactory(new CallAdapterFactory(settings.options().readOnly()))
                .addConverterFactory(new JsonConverterFactory())
                .build();
    }

    private okhttp3.Call newCall(OkHttpClient http, Request request, Settings settings) {
        resources.requireOpen();
        Operation operation = Operations.of(request);
        okhttp3.Call call = http.newCall(
                request.newBuilder().tag(CallState.class, new CallState()).build());
        var timeout = operation.stream()
                ? settings.options().extractTimeout()
                : settings.options().callTimeout();
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
