package io.flaskdata.sdk;

import io.flaskdata.sdk.call.CallListener;
import io.flaskdata.sdk.call.CallOptions;
import io.flaskdata.sdk.call.CredentialsProvider;
import io.flaskdata.sdk.call.Environment;
import io.flaskdata.sdk.call.TokenProvider;
import io.flaskdata.sdk.call.TokenScheme;
import io.flaskdata.sdk.internal.Arguments;
import io.flaskdata.sdk.internal.http.AnswerListeners;
import io.flaskdata.sdk.internal.http.AuthApi;
import io.flaskdata.sdk.internal.http.Network;
import io.flaskdata.sdk.internal.http.Resources;
import io.flaskdata.sdk.internal.http.Settings;
import io.flaskdata.sdk.internal.http.SignIns;
import io.flaskdata.sdk.internal.http.Sleeper;
import io.flaskdata.sdk.internal.http.TokenManager;
import io.flaskdata.sdk.internal.http.Transport;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link FlaskDataClient}. Settings made here take precedence over system properties and environment
 * variables.
 */
public final class FlaskDataClientBuilder {
    private static final int CONCURRENT_CALLS = 8;

    private @Nullable Environment environment;
    private @Nullable CredentialsProvider credentials;
    private @Nullable TokenProvider tokens;
    private @Nullable OkHttpClient http;
    private final Network network;
    private TokenScheme tokenScheme;
    private CallOptions options;
    private int maxConcurrentCalls;
    private @Nullable ZoneId zone;
    private final List<CallListener> listeners = new ArrayList<>();
    private InstantSource clock = InstantSource.system();
    private Sleeper sleeper = Sleeper.system();

    FlaskDataClientBuilder(Configuration configuration) {
        environment = configuration.environment().orElse(null);
        credentials = configuration.credentials().orElse(null);
        tokenScheme = configuration.tokenScheme().orElse(TokenScheme.JWT);
        options = configuration.options();
        network = configuration.network();
        zone = configuration.zone().orElse(null);
        maxConcurrentCalls = configuration.maxConcurrentCalls().orElse(CONCURRENT_CALLS);
    }

    /**
     * Sets the FlaskData installation to use; there is no default.
     *
     * @return this
     */
    public FlaskDataClientBuilder environment(Environment environment) {
        this.environment = Arguments.notNull(environment, "environment");
        return this;
    }

    /**
     * Sets the user and password.
     *
     * @param email the API user's e-mail address
     * @return this
     * @throws IllegalArgumentException when one is null or blank
     */
    public FlaskDataClientBuilder credentials(String email, String password) {
        return credentials(Configuration.fixed(email, password));
    }

    /**
     * Sets the user, with a password from a file that is read at each sign-in.
     *
     * @param email the API user's e-mail address
     * @param passwordFile a text file in UTF-8; a byte order mark before the password and a line end after it are
     *     ignored
     * @return this
     * @throws IllegalArgumentException when one is null or blank
     */
    public FlaskDataClientBuilder credentials(String email, Path passwordFile) {
        return credentials(Configuration.fromFile(email, passwordFile));
    }

    /**
     * Sets a source of credentials, asked at each sign-in.
     *
     * @return this
     */
    public FlaskDataClientBuilder credentials(CredentialsProvider provider) {
        this.credentials = Arguments.notNull(provider, "provider");
        this.tokens = null;
        return this;
    }

    /**
     * Sets a source of tokens, instead of signing in with a password.
     *
     * @param provider the source
     * @return this
     */
    public FlaskDataClientBuilder tokens(TokenProvider provider) {
        this.tokens = Arguments.notNull(provider, "provider");
        this.credentials = null;
        return this;
    }

    /**
     * Sets how the token is sent; {@link TokenScheme#JWT} by default.
     *
     * @param scheme the form
     * @return this
     */
    public FlaskDataClientBuilder tokenScheme(TokenScheme scheme) {
        this.tokenScheme = Arguments.notNull(scheme, "scheme");
        return this;
    }

    /**
     * Changes timeouts, attempts or read-only; {@link CallOptions#DEFAULTS} by default.
     *
     * @param change maps the options so far to the new ones
     * @return this
     */
    public FlaskDataClientBuilder options(UnaryOperator<CallOptions> change) {
        this.options = Arguments.notNull(change.apply(options), "options");
        return this;
    }

    /**
     * Sets how long a whole call may take; 60 s by default.
     *
     * @param timeout more than zero
     * @return this
     * @throws IllegalArgumentException when it is not
     */
    public FlaskDataClientBuilder callTimeout(Duration timeout) {
        return options(each -> each.withCallTimeout(timeout));
    }

    /**
     * Sets how long an extract may take until its last row is read; 600 s by default, which is the server's own limit.
     *
     * @param timeout more than zero
     * @return this
     * @throws IllegalArgumentException when it is not
     */
    public FlaskDataClientBuilder extractTimeout(Duration timeout) {
        return options(each -> each.withExtractTimeout(timeout));
    }

    /**
     * Refuses, before sending, every request that the contract does not call a read.
     *
     * @return this
     */
    public FlaskDataClientBuilder readOnly() {
        return options(CallOptions::asReadOnly);
    }

    /**
     * Sets how many calls {@link FlaskDataClient#async} runs at once, and how many enqueued calls of the generated
     * interfaces go to one host at once; 8 by default.
     *
     * @param calls from 1 to 1000
     * @return this
     * @throws IllegalArgumentException when it is not
     */
    public FlaskDataClientBuilder maxConcurrentCalls(int calls) {
        this.maxConcurrentCalls = Arguments.between(calls, 1, 1000, "maxConcurrentCalls");
        return this;
    }

    /**
     * Adds a listener for every attempt of every call; none by default. Listeners are told in the order they were
     * added.
     *
     * @return this
     */
    public FlaskDataClientBuilder listener(CallListener listener) {
        listeners.add(Arguments.notNull(listener, "listener"));
        return this;
    }

    /**
     * Uses your own OkHttp client's interceptors, proxy, DNS, certificates and threads. Closing the FlaskDataClient
     * does not close it. Connections have a pool of their own, because the server closes idle ones after 5 seconds;
     * timeouts are the SDK's; redirects, cache, cookies, authenticators and OkHttp's own retries are off.
     *
     * <p>Your socket factories are used, and their sockets are wrapped so that unsolicited bytes are never read as an
     * answer and no request is sent over a connection that the server has closed. Three things differ from the SDK's
     * own client. On sockets without a {@link java.nio.channels.SocketChannel} a close by the server is detected only
     * after 50 ms without traffic, and the check takes up to a millisecond. Plain HTTP through a SOCKS proxy can't be
     * watched, so each request has its own connection. With Conscrypt or Bouncy Castle as the first security provider
     * OkHttp does not recognise the wrapped sockets and uses HTTP/1.1.
     *
     * @return this
     */
    public FlaskDataClientBuilder httpClient(OkHttpClient client) {
        this.http = Arguments.notNull(client, "client");
        return this;
    }

    /**
     * Declares the server's time zone for everything this client reads. A {@code date} arrives as the instant of its
     * midnight there and can't be read without the zone. By default no zone is declared.
     *
     * @param zone the zone the server runs in
     */
    public FlaskDataClientBuilder zone(ZoneId zone) {
        this.zone = Arguments.notNull(zone, "zone");
        return this;
    }

    /**
     * Sets the clock that decides when a token is due for renewal; the system's by default.
     *
     * @return this
     */
    public FlaskDataClientBuilder clock(InstantSource clock) {
        this.clock = Arguments.notNull(clock, "clock");
        return this;
    }

    /** For tests that must not wait. */
    FlaskDataClientBuilder sleeper(Sleeper sleeper) {
        this.sleeper = sleeper;
        return this;
    }

    /**
     * Creates the client. Sends nothing.
     *
     * @return the client, to be closed
     * @throws IllegalStateException when environment or credentials are missing, or when an OkHttp client was given
     *     and a proxy or certificates are configured
     * @throws IllegalArgumentException when a trust store or client certificate can't be read
     */
    public FlaskDataClient build() {
        Environment where = environment;
        if (where == null) {
            throw new IllegalStateException("environment is missing: there is no default environment");
        }
        if (credentials == null && tokens == null) {
            throw new IllegalStateException("credentials are missing");
        }
        if (http != null && !network.equals(Network.DIRECT)) {
            throw new IllegalStateException("An httpClient has its own proxy and certificates; flaskdata.proxy,"
                    + " flaskdata.trust-store and flaskdata.client-certificate must not be set");
        }
        Settings settings = new Settings(
                tokenScheme,
                options,
                maxConcurrentCalls,
                List.copyOf(listeners),
                clock,
                sleeper,
                () -> ThreadLocalRandom.current().nextDouble(),
                zone,
                AnswerListeners.NONE);
        Resources resources = Resources.of(http, network, maxConcurrentCalls);
        return FlaskDataClient.of(where, settings, resources, signIn(where, settings, resources));
    }

    private TokenManager.SignIn signIn(Environment where, Settings settings, Resources resources) {
        CredentialsProvider who = credentials;
        if (who == null) {
            return SignIns.provided(Arguments.notNull(tokens, "tokens"));
        }
        AuthApi auth = new Transport(resources, where, null, settings).api(AuthApi.class);
        return SignIns.password(who, auth::authorize, "auth.authorize", clock);
    }
}
