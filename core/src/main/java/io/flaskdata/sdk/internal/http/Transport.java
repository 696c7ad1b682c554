package io.flaskdata.sdk.internal.http;

import io.flaskdata.sdk.call.CallOptions;
import io.flaskdata.sdk.call.Caller;
import io.flaskdata.sdk.call.Environment;
import io.flaskdata.sdk.internal.RowContext;
import io.flaskdata.sdk.json.FlaskDataJson;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import okhttp3.Authenticator;
import okhttp3.CookieJar;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.Retrofit;

/** One user's transport: Retrofit for both hosts over one OkHttp client. */
public final class Transport implements Caller {
    private final Environment environment;
    private volatile boolean closed;
    private final Resources resources;
    private final OkHttpClient http;
    private final Settings settings;
    private final Map<Class<?>, Object> services = new ConcurrentHashMap<>();
    private final Retrofit api;
    private final Retrofit idp;

    /** Without tokens for signing in, which needs none. */
    public Transport(Resources resources, Environment environment, @Nullable TokenManager tokens, Settings settings) {
        this.environment = environment;
        this.resources = resources;
        this.settings = settings;
        HttpUrl apiUrl = HttpUrl.get(environment.api());
        HttpUrl idpUrl = HttpUrl.get(environment.idp());
        OkHttpClient.Builder client = resources.http().newBuilder().addInterceptor(new RetryInterceptor(settings));
        if (tokens != null) {
            client.addInterceptor(new JwtInterceptor(tokens, settings.tokenScheme(), apiUrl, idpUrl));
        }
        this.http = client.connectTimeout(millis(settings.options().connectTimeout()), TimeUnit.MILLISECONDS)
                .readTimeout(millis(settings.options().readTimeout()), TimeUnit.MILLISECONDS)
                .addInterceptor(new AttemptInterceptor(settings))
                .addNetworkInterceptor(new WireInterceptor())
                .addNetworkInterceptor(resources::throughTap)
                .authenticator(Authenticator.NONE)
                .cache(null)
                .cookieJar(CookieJar.NO_COOKIES)
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .build();
        this.api = retrofit(apiUrl);
        this.idp = retrofit(idpUrl);
    }

    private static int millis(Duration timeout) {
        return timeout.isZero() ? 0 : (int) Math.max(1, timeout.toMillis());
    }

    /** The transport behind a caller. */
    public static Transport of(Caller caller) {
        if (caller instanceof Transport transport) {
            return transport;
        }
        throw new IllegalArgumentException("caller is not a FlaskDataClient's");
    }

    private Retrofit retrofit(HttpUrl base) {
        return new Retrofit.Builder()
                .baseUrl(base)
                .callFactory(this::describe)
                .addCallAdapterFactory(new CallAdapterFactory(this))
                .addConverterFactory(FlaskDataJson.converterFactory())
                .build();
    }

    /** The call that Retrofit describes; {@link ApiCall} makes it. */
    private okhttp3.Call describe(Request request) {
        CallState state = new CallState(Operations.of(request));
        resources.hideIn(state);
        int viewer = request.url().pathSegments().indexOf("viewer");
        if (viewer >= 0 && viewer + 1 < request.url().pathSize()) {
            state.hides(request.url().pathSegments().get(viewer + 1));
        }
        return state.describes(
                http.newCall(request.newBuilder().tag(CallState.class, state).build()));
    }

    /** Makes the checks that come before sending, and starts the call's timeout. */
    okhttp3.Call begin(Request request) {
        requireOpen();
        CallState state = CallState.of(request);
        Operation operation = state.operation();
        CallOptions options = settings.options();
        if (state.call().isExecuted()) {
            throw new IllegalStateException("This call was made already; clone() makes another");
        }
        Pulse.beat();
        state.begins(request, operation.stream() ? options.extractTimeout() : options.callTimeout());
        operation.refuseUnless(!options.readOnly() || state.safe());
        return state.call();
    }

    public <T> T api(Class<T> service) {
        requireOpen();
        Object known = services.get(service);
        return service.cast(known == null ? services.computeIfAbsent(service, api::create) : known);
    }

    public <T> T idp(Class<T> service) {
        requireOpen();
        return idp.create(service);
    }

    /** The default context of rows, until a zone is declared for a request. */
    public RowContext rows() {
        return new RowContext(settings.zone());
    }

    /** A call to a streaming twin, made when its rows or file are requested. */
    public StreamCall deferred(Supplier<Call<ResponseBody>> calls, RowContext context) {
        return new StreamCall(calls, context, settings.clock());
    }

    /** The environment, for records of where calls were made. */
    public Environment environment() {
        return environment;
    }

    /** The client's proxy and certificates, without the SDK's interceptors: for requests that no operation describes. */
    public OkHttpClient network() {
        requireOpen();
        return resources.http();
    }

    /** Shows this network interceptor all that the client, its views and the users it signs in send and receive. */
    public void tap(Interceptor interceptor) {
        requireOpen();
        resources.tap(interceptor);
    }

    public CallOptions options() {
        return settings.options();
    }

    AnswerListeners answers() {
        return settings.answers();
    }

    public InstantSource clock() {
        return settings.clock();
    }

    /** Closes this transport, not what it shares with others. */
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
