package io.flaskdata.sdk;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;

/**
 * FlaskData, for one user: the EDC, forms, data server and features behind one sign-in.
 *
 * <pre>{@code
 * try (FlaskDataClient flask = FlaskDataClient.builder()
 *         .environment(Environment.STAGING)
 *         .credentials(email, password)
 *         .build()) {
 *     flask.edc("demo").extract("cc_event_data").forEach(row -> ...);
 * }
 * }</pre>
 *
 * <p>Safe for use by many threads. The first call signs in; the token is renewed when it is due. Every failure is a
 * {@link FlaskDataException}. The SDK was never run against FlaskData's own servers: each operation says how sure we are
 * of its contract.
 */
public final class FlaskDataClient implements AutoCloseable {
    private final Environment environment;
    private final Settings settings;
    private final InstantSource clock;
    private final OkHttpClient http;
    private final boolean ownsHttp;
    private final TokenManager tokens;
    private final Transport transport;
    private volatile boolean closed;

    private FlaskDataClient(
            Environment environment,
            Settings settings,
            InstantSource clock,
            OkHttpClient http,
            boolean ownsHttp,
            TokenManager.SignIn signIn) {
        this.environment = environment;
        this.settings = settings;
        this.clock = clock;
        this.http = http;
        this.ownsHttp = ownsHttp;
        this.tokens = new TokenManager(signIn, clock);
        this.transport = new Transport(http, environment, tokens, settings);
    }

    /**
     * Starts a client. Environment and credentials have no default.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * One EDC database, the value of the {@code EDC} header. Makes no call.
     *
     * @param database the database's name, such as {@code demo}
     * @return the database
     * @throws IllegalArgumentException when the name can't be a header's value
     */
    public EdcDatabase edc(String database) {
        return new EdcDatabase(open(), Arguments.headerSafe(database, "database"), RowContext.NONE);
    }

    /**
     * Forms: studies, subjects, events, CRFs. Makes no call.
     *
     * @return the forms
     */
    public Forms forms() {
        return new Forms(open());
    }

    /**
     * The data server, which extracts forms data. Makes no call.
     *
     * @return the data server
     */
    public DataServer dataServer() {
        return new DataServer(open());
    }

    /**
     * Features such as randomization. Makes no call.
     *
     * @return the features
     */
    public Features features() {
        return new Features(open());
    }

    /**
     * Signs in now, if there is no token that is still good, instead of at the first call.
     *
     * <p>Operation {@code POST /auth/authorize}; contract: documented.
     *
     * @return when the token ends, by the server's word
     * @throws AuthenticationException when the server does not accept the credentials; it is asked once
     * @throws FlaskDataException when it can't be asked
     */
    public Instant authorize() {
        open();
        try {
            return tokens.token().expires();
        } catch (FlaskDataIOException e) {
            throw e.failure();
        } catch (IOException e) {
            throw new IllegalStateException("Waiting for a sign-in ended", e);
        }
    }

    /**
     * A client for another user, a subject or a site's coordinator, signed in through the IDP with this client's token.
     * It shares this client's connections: close this one last. Makes no call itself.
     *
     * <p>Operation {@code POST /auth/mobile-form-authorization} of the IDP; contract: documented.
     *
     * @param email the user's e-mail address
     * @param password the user's password
     * @return a client with tokens of its own
     * @throws IllegalArgumentException when one is null or blank
     */
    public FlaskDataClient signIn(String email, String password) {
        open();
        Credentials credentials = new Credentials(email, password);
        AuthApi auth = transport.idp(AuthApi.class);
        return new FlaskDataClient(
                environment,
                settings,
                clock,
                http,
                false,
                number -> signedIn(auth.mobileFormAuthorization(new AuthApi.SignInRequest(credentials)), number));
    }

    /**
     * A generated Retrofit interface, with this client's token, transport and errors. The interfaces follow FlaskData's
     * documents and are outside the SDK's compatibility promise.
     *
     * @param service an interface of a generated module
     * @param <T> its type
     * @return its implementation
     * @throws IllegalArgumentException when it is no such interface
     */
    public <T> T api(Class<T> service) {
        open();
        if (!Operations.knows(service)) {
            throw new IllegalArgumentException(service.getName() + " is not an interface of the generated modules");
        }
        return transport.api(service);
    }

    Transport transport() {
        return open().transport;
    }

    private FlaskDataClient open() {
        if (closed) {
            throw new IllegalStateException("This FlaskDataClient is closed");
        }
        return this;
    }

    /** Releases connections and threads this client made; one given to the builder is left alone. */
    @Override
    public void close() {
        closed = true;
        if (ownsHttp) {
            http.dispatcher().executorService().shutdown();
            http.connectionPool().evictAll();
        }
    }

    @Override
    public String toString() {
        return "FlaskDataClient[" + environment.name() + ", " + environment.api() + "]";
    }

    private static Token signedIn(Call<AuthApi.TokenAnswer> call, long number) throws FlaskDataIOException {
        try {
            AuthApi.TokenAnswer answer = Transport.answer(call);
            if (answer.token == null || answer.token.isBlank() || answer.expired == null) {
                throw Failures.violation(call.request(), "the answer lacks token or expired", null, null);
            }
            return new Token(answer.token, Instant.parse(answer.expired), number);
        } catch (DateTimeParseException e) {
            throw new FlaskDataIOException(
                    Failures.violation(call.request(), "expired is not an ISO 8601 instant", null, null));
        } catch (FlaskDataException e) {
            throw new FlaskDataIOException(e);
        }
    }

    /** What a client is made of. */
    public static final class Builder {
        private @Nullable Environment environment;
        private @Nullable CredentialsProvider credentials;
        private @Nullable OkHttpClient http;
        private TokenScheme tokenScheme = TokenScheme.JWT;
        private InstantSource clock = InstantSource.system();
        private Duration callTimeout = Duration.ofMinutes(1);
        private Duration extractTimeout = Duration.ofMinutes(10);
        private boolean readOnly;

        private Builder() {}

        /**
         * Which installation to talk to; required.
         *
         * @param environment the environment
         * @return this
         */
        public Builder environment(Environment environment) {
            this.environment = Objects.requireNonNull(environment, "environment");
            return this;
        }

        /**
         * Who signs in; required, this or a provider.
         *
         * @param email the API user's e-mail address
         * @param password the password
         * @return this
         * @throws IllegalArgumentException when one is null or blank
         */
        public Builder credentials(String email, String password) {
            Credentials fixed = new Credentials(email, password);
            return credentials(() -> fixed);
        }

        /**
         * Who signs in, asked at each sign-in.
         *
         * @param provider the provider
         * @return this
         */
        public Builder credentials(CredentialsProvider provider) {
            this.credentials = Objects.requireNonNull(provider, "provider");
            return this;
        }

        /**
         * How the token is sent; {@link TokenScheme#JWT} by default.
         *
         * @param scheme the form
         * @return this
         */
        public Builder tokenScheme(TokenScheme scheme) {
            this.tokenScheme = Objects.requireNonNull(scheme, "scheme");
            return this;
        }

        /**
         * How long a whole call may take, 60 s by default: the server may never answer.
         *
         * @param timeout more than zero
         * @return this
         * @throws IllegalArgumentException when it is not
         */
        public Builder callTimeout(Duration timeout) {
            this.callTimeout = positive(timeout);
            return this;
        }

        /**
         * How long an extract may take until its last row is read, 600 s by default, the server's own limit.
         *
         * @param timeout more than zero
         * @return this
         * @throws IllegalArgumentException when it is not
         */
        public Builder extractTimeout(Duration timeout) {
            this.extractTimeout = positive(timeout);
            return this;
        }

        /**
         * Refuses, before it is sent, every request that the contract does not call a read.
         *
         * @return this
         */
        public Builder readOnly() {
            this.readOnly = true;
            return this;
        }

        /**
         * An OkHttp client of yours, for proxies, certificates and the like. Closing the FlaskDataClient leaves it
         * alone. Timeouts of the whole call, redirects and OkHttp's own retries are still set by the SDK; give it a
         * connection pool that keeps idle connections for less than the server's 5 seconds.
         *
         * @param client the client
         * @return this
         */
        public Builder httpClient(OkHttpClient client) {
            this.http = Objects.requireNonNull(client, "client");
            return this;
        }

        /**
         * The clock that says whether a token is due; the system's by default.
         *
         * @param clock the clock
         * @return this
         */
        public Builder clock(InstantSource clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /**
         * Makes the client. Sends nothing.
         *
         * @return the client, to be closed
         * @throws IllegalStateException when environment or credentials are missing
         */
        public FlaskDataClient build() {
            Environment where = environment;
            CredentialsProvider who = credentials;
            if (where == null) {
                throw new IllegalStateException("environment is missing: there is no default environment");
            }
            if (who == null) {
                throw new IllegalStateException("credentials are missing");
            }
            Settings settings =
                    new Settings(tokenScheme, Duration.ofSeconds(10), callTimeout, extractTimeout, readOnly);
            OkHttpClient shared = http == null ? Transport.newHttpClient(settings) : http;
            AuthApi auth = Transport.signInOnly(shared, where, settings).api(AuthApi.class);
            return new FlaskDataClient(
                    where,
                    settings,
                    clock,
                    shared,
                    http == null,
                    number -> signedIn(auth.authorize(new AuthApi.SignInRequest(who.credentials())), number));
        }

        private static Duration positive(Duration timeout) {
            if (timeout.isNegative() || timeout.isZero()) {
                throw new IllegalArgumentException("timeout must be more than zero");
            }
            return timeout;
        }
    }
}
