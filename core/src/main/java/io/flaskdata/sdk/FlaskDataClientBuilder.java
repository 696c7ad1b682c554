package io.flaskdata.sdk;

import io.flaskdata.sdk.call.CallListener;
import io.flaskdata.sdk.call.CallOptions;
import io.flaskdata.sdk.call.CredentialsProvider;
import io.flaskdata.sdk.call.Environment;
import io.flaskdata.sdk.call.TokenProvider;
import io.flaskdata.sdk.call.TokenScheme;
import io.flaskdata.sdk.internal.Arguments;
import io.flaskdata.sdk.internal.http.AuthApi;
import io.flaskdata.sdk.internal.http.Network;
import io.flaskdata.sdk.internal.http.Resources;
import io.flaskdata.sdk.internal.http.Settings;
import io.flaskdata.sdk.internal.http.SignIns;
import io.flaskdata.sdk.internal.http.Sleeper;
import io.flaskdata.sdk.internal.http.TokenManager;
import io.flaskdata.sdk.internal.http.Transport;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** What a {@link FlaskDataClient} is made of. What is set here goes before system properties and environment variables. */
public final class FlaskDataClientBuilder {
    private static final int CONCURRENT_CALLS = 8;

    private @Nullable Environment environment;
    private @Nullable CredentialsProvider credentials;
    private @Nullable TokenProvider tokens;
    private @Nullable OkHttpClient http;
    private Network network;
    private boolean networkSet;
    private TokenScheme tokenScheme;
    private CallOptions options;
    private int maxConcurrentCalls;
    private @Nullable ZoneId zone;
    private CallListener listener = event -> {};
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
     * Which installation to talk to; there is no default.
     *
     * @return this
     */
    public FlaskDataClientBuilder environment(Environment environment) {
        this.environment = Arguments.notNull(environment, "environment");
        return this;
    }

    /**
     * Who signs in.
     *
     * @param email the API user's e-mail address
     * @return this
     * @throws IllegalArgumentException when one is null or blank
     */
    public FlaskDataClientBuilder credentials(String email, String password) {
        return credentials(Configuration.fixed(email, password));
    }

    /**
     * Who signs in, with a password that stands in a file, read at each sign-in.
     *
     * @param email the API user's e-mail address
     * @param passwordFile a text file in UTF-8; a byte order mark before the password and a line end after it are no part
     *     of it
     * @return this
     * @throws IllegalArgumentException when one is null or blank
     */
    public FlaskDataClientBuilder credentials(String email, Path passwordFile) {
        return credentials(Configuration.fromFile(email, passwordFile));
    }

    /**
     * Who signs in, asked at each sign-in.
     *
     * @return this
     */
    public FlaskDataClientBuilder credentials(CredentialsProvider provider) {
        this.credentials = Arguments.notNull(provider, "provider");
        this.tokens = null;
        return this;
    }

    /**
     * Where tokens come from, instead of signing in with a password.
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
     * How the token is sent; {@link TokenScheme#JWT} by default.
     *
     * @param scheme the form
     * @return this
     */
    public FlaskDataClientBuilder tokenScheme(TokenScheme scheme) {
        this.tokenScheme = Arguments.notNull(scheme, "scheme");
        return this;
    }

    /**
     * How calls are made: timeouts, attempts, read-only; {@link CallOptions#DEFAULTS} by default.
     *
     * @param change from the options so far to those wanted
     * @return this
     */
    public FlaskDataClientBuilder options(UnaryOperator<CallOptions> change) {
        this.options = Arguments.notNull(change.apply(options), "options");
        return this;
    }

    /**
     * How long a whole call may take, 60 s by default: the server may never answer.
     *
     * @param timeout more than zero
     * @return this
     * @throws IllegalArgumentException when it is not
     */
    public FlaskDataClientBuilder callTimeout(Duration timeout) {
        return options(each -> each.withCallTimeout(timeout));
    }

    /**
     * How long an extract may take until its last row is read, 600 s by default, the server's own limit.
     *
     * @param timeout more than zero
     * @return this
     * @throws IllegalArgumentException when it is not
     */
    public FlaskDataClientBuilder extractTimeout(Duration timeout) {
        return options(each -> each.withExtractTimeout(timeout));
    }

    /**
     * Refuses, before it is sent, every request that the contract does not call a read.
     *
     * @return this
     */
    public FlaskDataClientBuilder readOnly() {
        return options(CallOptions::asReadOnly);
    }

    /**
     * How many calls {@link FlaskDataClient#async} runs at once, and how many enqueued calls of the generated interfaces
     * go to one host at once; 8 by default.
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
     * Who is told of every attempt of every call; nobody by default.
     *
     * @return this
     */
    public FlaskDataClientBuilder listener(CallListener listener) {
        this.listener = Arguments.notNull(listener, "listener");
        return this;
    }

    /**
     * Goes through an HTTP proxy.
     *
     * @return this
     * @throws IllegalArgumentException when the host is blank or the port is none
     */
    public FlaskDataClientBuilder proxy(String host, int port) {
        Arguments.notBlank(host, "host");
        return network(
                network.withProxy(InetSocketAddress.createUnresolved(host, Arguments.between(port, 1, 65535, "port"))));
    }

    /**
     * The proxy's user, for Basic authentication.
     *
     * @param user the user's name
     * @return this
     * @throws IllegalArgumentException when one is null or blank
     */
    public FlaskDataClientBuilder proxyCredentials(String user, String password) {
        return network(network.withProxyCredentials(
                Arguments.notBlank(user, "user"), Arguments.notBlank(password, "password")));
    }

    /**
     * The certificates to trust, instead of the JDK's.
     *
     * @param file a PKCS #12 or JKS file, read when the client is built
     * @param password the file's password
     * @return this
     */
    public FlaskDataClientBuilder trustStore(Path file, String password) {
        return network(network.withTrust(store(file, password)));
    }

    /**
     * The certificate to show, with its key.
     *
     * @param file a PKCS #12 or JKS file, read when the client is built
     * @param password the password of the file and of the key
     * @return this
     */
    public FlaskDataClientBuilder clientCertificate(Path file, String password) {
        return network(network.withIdentity(store(file, password)));
    }

    private static Network.Store store(Path file, String password) {
        return new Network.Store(Arguments.notNull(file, "file"), Arguments.notNull(password, "password"));
    }

    private FlaskDataClientBuilder network(Network changed) {
        this.network = changed;
        this.networkSet = true;
        return this;
    }

    /**
     * An OkHttp client of yours, whose interceptors, proxy, DNS, certificates and threads are used. Closing the
     * FlaskDataClient leaves it alone. Connections are pooled apart, because the server closes idle ones after 5 seconds;
     * timeouts are the SDK's; redirects, cache, authenticators and OkHttp's own retries are off.
     *
     * <p>Your socket factories are used, and the sockets they make are wrapped: bytes that no request asked for are never
     * an answer, and no request is sent over a connection that the server has closed. Three things differ from a
     * client of the SDK's own. Of sockets without a {@link java.nio.channels.SocketChannel} the server's closing is noticed
     * after 50 ms without traffic, and the look takes up to a millisecond. Plain HTTP through a SOCKS proxy can't be
     * watched, so each request has a connection of its own. With Conscrypt or Bouncy Castle as the first security
     * provider OkHttp does not recognise the wrapped sockets and uses HTTP/1.1.
     *
     * @return this
     */
    public FlaskDataClientBuilder httpClient(OkHttpClient client) {
        this.http = Arguments.notNull(client, "client");
        return this;
    }

    /**
     * The server's time zone, for everything this client reads: a {@code date} arrives as the instant of its midnight
     * there, and without the zone none is read. By default no zone is declared.
     *
     * @param zone the zone the server runs in
     */
    public FlaskDataClientBuilder zone(ZoneId zone) {
        this.zone = Arguments.notNull(zone, "zone");
        return this;
    }

    /**
     * The clock that says whether a token is due; the system's by default.
     *
     * @return this
     */
    public FlaskDataClientBuilder clock(InstantSource clock) {
        this.clock = Arguments.notNull(clock, "clock");
        return this;
    }

    /** For tests, which don't wait. */
    FlaskDataClientBuilder sleeper(Sleeper sleeper) {
        this.sleeper = sleeper;
        return this;
    }

    /**
     * Makes the client. Sends nothing.
     *
     * @return the client, to be closed
     * @throws IllegalStateException when environment or credentials are missing, or both an OkHttp client and proxy or
     *     certificates were given
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
        if (http != null && networkSet) {
            throw new IllegalStateException("Proxy and certificates are either the httpClient's or the builder's");
        }
        Settings settings = new Settings(
                tokenScheme,
                options,
                maxConcurrentCalls,
                listener,
                clock,
                sleeper,
                () -> ThreadLocalRandom.current().nextDouble(),
                zone);
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
