package io.flaskdata.sdk.internal.http;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.TypeAdapter;
import io.flaskdata.sdk.call.Acknowledgement;
import io.flaskdata.sdk.call.CallOptions;
import io.flaskdata.sdk.call.Caller;
import io.flaskdata.sdk.call.Environment;
import io.flaskdata.sdk.internal.ErrorText;
import io.flaskdata.sdk.internal.Json;
import io.flaskdata.sdk.internal.JsonValue;
import io.flaskdata.sdk.internal.RowContext;
import java.io.IOException;
import java.io.StringReader;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import okhttp3.Authenticator;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.Retrofit;

/** One user's way to the wire: Retrofit for both hosts over one OkHttp client. */
public final class Transport implements Caller {
    private static final TypeAdapter<JsonElement> ELEMENT = Json.GSON.getAdapter(JsonElement.class);

    private final Environment environment;
    private volatile boolean closed;
    private final Resources resources;
    private final OkHttpClient http;
    private final Settings settings;
    private final Map<Class<?>, Object> services = new ConcurrentHashMap<>();
    private final Retrofit api;
    private final Retrofit idp;

    public Transport(Resources resources, Environment environment, TokenManager tokens, Settings settings) {
        this.environment = environment;
        this.resources = resources;
        this.settings = settings;
        HttpUrl apiUrl = HttpUrl.get(environment.api());
        HttpUrl idpUrl = HttpUrl.get(environment.idp());
        this.http = resources
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
        this.api = retrofit(apiUrl);
        this.idp = retrofit(idpUrl);
    }

    /** What the client's parts are given. */
    public static Transport of(Caller caller) {
        if (caller instanceof Transport transport) {
            return transport;
        }
        throw new IllegalArgumentException("caller is not a FlaskDataClient's");
    }

    private Retrofit retrofit(HttpUrl base) {
        return new Retrofit.Builder()
                .baseUrl(base)
                .callFactory(this::newCall)
                .addCallAdapterFactory(new CallAdapterFactory(settings.options().readOnly()))
                .addConverterFactory(new JsonConverterFactory())
                .build();
    }

    private okhttp3.Call newCall(Request request) {
        requireOpen();
        Operation operation = Operations.of(request);
        okhttp3.Call call = http.newCall(
                request.newBuilder().tag(CallState.class, new CallState()).build());
        var timeout = operation.stream()
                ? settings.options().extractTimeout()
                : settings.options().callTimeout();
        call.timeout().timeout(timeout.toNanos(), TimeUnit.NANOSECONDS);
        return call;
    }

    public <T> T api(Class<T> service) {
        requireOpen();
        return service.cast(services.computeIfAbsent(service, api::create));
    }

    /** The same, its requests with further members in their bodies beside those of their models. */
    public <T> T api(Class<T> service, Map<String, ? extends @Nullable Object> further) {
        return further.isEmpty()
                ? api(service)
                : api.newBuilder()
                        .callFactory(request -> newCall(withFurther(request, further)))
                        .build()
                        .create(service);
    }

    public <T> T idp(Class<T> service) {
        return idp.create(service);
    }

    /** The answer of a call that has one. */
    public static <T> T answer(Call<T> call) {
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

    /**
     * Makes the call that a generated interface describes and gives its whole answer as JSON, as it came.
     *
     * @param further members to add to the request's body, beside those of its model
     */
    public Answer json(Call<?> described, Map<String, ? extends @Nullable Object> further) {
        okhttp3.Call call = newCall(withFurther(described.request(), further));
        Request request = call.request();
        CallAdapterFactory.refuseWrites(request, settings.options().readOnly());
        try (Response response = call.execute();
                ResponseBody body = response.body()) {
            if (!response.isSuccessful()) {
                throw Failures.of(request, response, body);
            }
            if (body == null) {
                throw Failures.violation(request, "the answer has no body", null, null);
            }
            String raw = JsonConverterFactory.text(body);
            if (ErrorText.isError(raw)) {
                throw Failures.violation(request, "an error stands inside the answer", null, null);
            }
            return new Answer(request, raw, JsonConverterFactory.read(new StringReader(raw), ELEMENT));
        } catch (IOException e) {
            throw Failures.of(request, e);
        }
    }

    /** The same with the request as its model says. */
    public Answer json(Call<?> described) {
        return json(described, Map.of());
    }

    private static Request withFurther(Request request, Map<String, ? extends @Nullable Object> further) {
        RequestBody body = request.body();
        if (further.isEmpty()) {
            return request;
        }
        if (body == null) {
            throw new IllegalArgumentException("The request has no body for further members");
        }
        JsonObject members = Json.object(body);
        JsonValue.add(members, further);
        return request.newBuilder()
                .method(request.method(), JsonConverterFactory.body(members, JsonObject.class))
                .build();
    }

    /** The whole answer, as text, of an operation whose answer nobody outside knows. */
    static String text(Call<ResponseBody> call) {
        try (ResponseBody body = answer(call)) {
            return JsonConverterFactory.anyText(body);
        } catch (IOException e) {
            throw Failures.of(call.request(), e);
        }
    }

    /** The answer of a write whose answer's shape nobody outside knows. */
    public static Acknowledgement acknowledged(Call<ResponseBody> call) {
        String raw = text(call);
        if (ErrorText.isError(raw)) {
            throw Failures.violation(call.request(), "an error stands inside the answer", raw, null);
        }
        if (raw.stripLeading().startsWith("<")) {
            throw Failures.violation(call.request(), "the answer is a page, not FlaskData's", raw, null);
        }
        return new Acknowledgement(raw);
    }

    /** A call to a streaming twin, to be made when its rows or its file are asked for. */
    public StreamCall deferred(Supplier<Call<ResponseBody>> calls, RowContext context) {
        return new StreamCall(calls, context, settings.clock());
    }

    /** The environment's address, for records of what was done where. */
    public Environment environment() {
        return environment;
    }

    public CallOptions options() {
        return settings.options();
    }

    public InstantSource clock() {
        return settings.clock();
    }

    /** Ends what is made with it, not what it shares with others. */
    public void close() {
        closed = true;
    }

    /** Throws when the client, or the view, is closed. */
    public void requireOpen() {
        resources.requireOpen();
        if (closed) {
            throw new IllegalStateException("This FlaskDataClient is closed");
        }
    }
}
