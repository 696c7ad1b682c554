package io.flaskdata.sdk;

import io.flaskdata.sdk.CheckReport.Check;
import io.flaskdata.sdk.admin.Administration;
import io.flaskdata.sdk.admin.Customer;
import io.flaskdata.sdk.call.CallOptions;
import io.flaskdata.sdk.call.Credentials;
import io.flaskdata.sdk.call.CredentialsProvider;
import io.flaskdata.sdk.call.Environment;
import io.flaskdata.sdk.call.RawAnswer;
import io.flaskdata.sdk.dataserver.DataServerStudy;
import io.flaskdata.sdk.devices.Devices;
import io.flaskdata.sdk.edc.EdcDatabase;
import io.flaskdata.sdk.errors.AuthenticationException;
import io.flaskdata.sdk.errors.FlaskDataException;
import io.flaskdata.sdk.forms.Forms;
import io.flaskdata.sdk.internal.Arguments;
import io.flaskdata.sdk.internal.ClassPath;
import io.flaskdata.sdk.internal.http.ApiCall;
import io.flaskdata.sdk.internal.http.AuthApi;
import io.flaskdata.sdk.internal.http.FlaskDataIOException;
import io.flaskdata.sdk.internal.http.Operations;
import io.flaskdata.sdk.internal.http.Resources;
import io.flaskdata.sdk.internal.http.Settings;
import io.flaskdata.sdk.internal.http.SignIns;
import io.flaskdata.sdk.internal.http.Token;
import io.flaskdata.sdk.internal.http.TokenManager;
import io.flaskdata.sdk.internal.http.Transport;
import io.flaskdata.sdk.randomization.Randomization;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A FlaskData client for one user: the EDC, forms, data server and features behind one sign-in.
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
 * <p>Thread-safe. The first call signs in; the token is renewed when it is due. Every failed call throws a {@link
 * FlaskDataException}. The SDK was never run against FlaskData's own servers: each operation says how certain its
 * contract is.
 */
public final class FlaskDataClient implements AutoCloseable {
    private final Environment environment;
    private final Settings settings;
    private final Resources resources;
    private final boolean ownsResources;
    private final TokenManager tokens;
    private final Transport transport;
    private final boolean atIdp;

    private FlaskDataClient(
            Environment environment,
            Settings settings,
            Resources resources,
            boolean ownsResources,
            TokenManager tokens,
            boolean atIdp) {
        this.environment = environment;
        this.settings = settings;
        this.resources = resources;
        this.ownsResources = ownsResources;
        this.tokens = tokens;
        this.atIdp = atIdp;
        this.transport = new Transport(resources, environment, tokens, settings);
    }

    /** Creates the client for a builder. */
    static FlaskDataClient of(
            Environment environment, Settings settings, Resources resources, TokenManager.SignIn signIn) {
        return new FlaskDataClient(
                environment, settings, resources, true, new TokenManager(signIn, settings.clock()), false);
    }

    /**
     * A builder. Settings not made on it are taken from system properties, then from environment variables ({@code
     * docs/configuration.md} lists them). Environment and credentials have no default.
     *
     * @throws IllegalArgumentException when a system property or an environment variable can't be read
     */
    public static FlaskDataClientBuilder builder() {
        ClassPath.check();
        return new FlaskDataClientBuilder(Configuration.ofThisProcess());
    }

    /**
     * A builder for an application that keeps its settings elsewhere. Settings not made on it are taken from {@code
     * settings} alone; system properties and environment variables are not read.
     *
     * @param settings gives the value of a property such as {@code flaskdata.call-timeout} ({@code
     *     docs/configuration.md} lists them); null or empty when it is not set
     * @throws IllegalArgumentException when a value can't be read; the message names the property, never its value
     */
    public static FlaskDataClientBuilder builder(Function<String, @Nullable String> settings) {
        ClassPath.check();
        return new FlaskDataClientBuilder(new Configuration(Arguments.notNull(settings, "settings"), variable -> null));
    }

    /**
     * A client configured by system properties and environment variables alone.
     *
     * @return the client, to be closed
     * @throws IllegalStateException when environment or credentials are missing
     * @throws IllegalArgumentException when a setting can't be read
     */
    public static FlaskDataClient fromEnvironmentVariables() {
        return builder().build();
    }

    /**
     * A view of this client with other options. It shares the client's tokens, connections and threads; closing it
     * closes only the view. Makes no call.
     *
     * @param change maps this client's options to the view's; a view of a read-only client stays read-only
     */
    public FlaskDataClient withOptions(UnaryOperator<CallOptions> change) {
        transport();
        CallOptions changed = Arguments.notNull(change.apply(settings.options()), "options");
        CallOptions options = settings.options().readOnly() ? changed.asReadOnly() : changed;
        return view(settings.with(options));
    }

    /**
     * A view of this client that tells a listener the status and headers of each successful answer, such as a request
     * id: {@code flask.withAnswers(answers::add)}. Otherwise the view is as {@link #withOptions} makes one. Makes no
     * call.
     *
     * <p>The listener is called once for each successful call of the view, on the thread that makes the call (OkHttp's
     * when it was enqueued): after the answer was read, or before the rows or the zip of an extract or download are read.
     * A list in pages makes a call for each page. Of a repeated call only the last answer is told; a {@code CallListener}
     * gets every attempt. A failed call is not told: its {@link FlaskDataException} has the status and headers. (Good JSON
     * that lacks what the contract promises is told, and the call fails.) Sign-ins are not told. An exception of the
     * listener is logged and otherwise ignored, because the server has acted.
     *
     * @param listener called by several threads at once when the view is used by several; a listener of this client is
     *     told as well, before it
     */
    public FlaskDataClient withAnswers(Consumer<? super RawAnswer> listener) {
        transport();
        return view(settings.with(settings.answers().and(Arguments.notNull(listener, "listener"))));
    }

    private FlaskDataClient view(Settings changed) {
        return new FlaskDataClient(environment, changed, resources, false, tokens, atIdp);
    }

    /**
     * One EDC database, the value of the {@code EDC} header. Makes no call.
     *
     * @param database the database's name, such as {@code demo}
     * @throws IllegalArgumentException when the name is not a valid header value
     */
    public EdcDatabase edc(String database) {
        return EdcDatabase.of(transport(), database);
    }

    /** Forms: studies, subjects, events, CRFs. Makes no call. */
    public Forms forms() {
        return Forms.of(transport());
    }

    /**
     * A study at the data server, which extracts forms data. Makes no call.
     *
     * @param studyId the study's id in FlaskData
     * @throws IllegalArgumentException when the id is not more than zero
     */
    public DataServerStudy dataServer(int studyId) {
        return DataServerStudy.of(transport(), studyId);
    }

    /**
     * The devices of a study and their logs. Makes no call.
     *
     * @param studyId the study's id in FlaskData
     * @throws IllegalArgumentException when the id is not more than zero
     */
    public Devices devices(int studyId) {
        return Devices.of(transport(), studyId);
    }

    /**
     * Randomization of a subject's kits. Makes no call.
     *
     * @param database the EDC database's name
     * @param subjectLabel the subject label in the EDC
     * @return the randomization, to which strata are added
     * @throws IllegalArgumentException when one is blank
     */
    public Randomization randomization(String database, String subjectLabel) {
        return Randomization.of(transport(), database, subjectLabel);
    }

    /** The customer's tables and billing reports. Makes no call. */
    public Customer customer() {
        return Customer.of(transport());
    }

    /** Studies, sites and their users. Makes no call. */
    public Administration administration() {
        return Administration.of(transport());
    }

    /**
     * Reads the signed-in user's account.
     *
     * <p>Operation {@code GET /auth/self} of the IDP; contract: observed.
     *
     * @throws FlaskDataException when it fails
     */
    public Account self() {
        return Account.of(ApiCall.of(transport.idp(AuthApi.class).self()).answer());
    }

    /**
     * Signs in now unless there is a valid token, instead of at the first call.
     *
     * <p>Operation {@code POST /auth/authorize}; contract: documented.
     *
     * @return when the token expires, according to the server
     * @throws AuthenticationException when the server does not accept the credentials; there is no second attempt
     * @throws FlaskDataException when the sign-in fails otherwise
     */
    public Instant authorize() {
        return token().expires();
    }

    private Token token() {
        transport();
        try {
            return tokens.token(null);
        } catch (FlaskDataIOException e) {
            throw e.failure();
        } catch (IOException e) {
            throw new IllegalStateException("Waiting for a sign-in ended", e);
        }
    }

    /**
     * Ends this user's session on the server and discards the token; the next call signs in again. Does nothing when
     * there is no token.
     *
     * <p>Operation {@code POST /auth/logout}, at the host that gave the token, sent with the token alone because the
     * server compares the whole header; contract: observed.
     *
     * @throws FlaskDataException when the call fails: the session may still be open, and the token is kept
     */
    public void logout() {
        transport();
        Token token = tokens.current();
        if (token == null) {
            return;
        }
        AuthApi auth = atIdp ? transport.idp(AuthApi.class) : transport.api(AuthApi.class);
        try {
            ApiCall.of(auth.logout()).body();
        } catch (AuthenticationException sessionIsOver) {
            // The server no longer knows the token, so the logout has succeeded.
        }
        tokens.forget(token);
    }

    /**
     * A client for another user, a subject or a site's coordinator, signed in through the IDP with this client's token.
     * It shares this client's connections, so close this client last. Makes no call.
     *
     * <p>Operation {@code POST /auth/mobile-form-authorization} of the IDP; contract: documented.
     *
     * @param email the user's e-mail address
     * @param password the user's password
     * @return a client with tokens of its own
     * @throws IllegalArgumentException when one is null or blank
     */
    public FlaskDataClient signIn(String email, String password) {
        Credentials credentials = new Credentials(email, password);
        return signIn(() -> credentials);
    }

    /**
     * As {@link #signIn(String, String)}, with credentials requested at each sign-in.
     *
     * @return a client with tokens of its own
     */
    public FlaskDataClient signIn(CredentialsProvider provider) {
        transport();
        Arguments.notNull(provider, "provider");
        AuthApi auth = transport.idp(AuthApi.class);
        TokenManager.SignIn signIn = SignIns.password(
                provider, auth::mobileFormAuthorization, "idp.mobileFormAuthorization", settings.clock());
        return new FlaskDataClient(
                environment, settings, resources, false, new TokenManager(signIn, settings.clock()), true);
    }

    /**
     * Checks that the host answers, the credentials are accepted, the databases can be read, and this machine's clock
     * agrees with the server's. Only reads; takes as long as its calls take.
     *
     * <p>Operations {@code GET /health} (observed), the sign-in, and for each database {@code POST
     * /edc/study/extract-data} of the table {@code study}, one row for each study and site (documented; that the table can
     * be read is inferred).
     *
     * @param databases the EDC databases to check; FlaskData has no operation that lists them
     * @return a report, which includes failures instead of throwing them
     */
    public CheckReport check(String... databases) {
        transport();
        List<Check> checks = new ArrayList<>();
        checks.add(CheckReport.of("host", () -> {
            ApiCall.of(transport.api(AuthApi.class).health()).body();
            return environment.api() + " answers";
        }));
        checks.add(CheckReport.of("credentials", () -> "accepted, the token ends " + authorize()));
        for (String database : databases) {
            checks.add(CheckReport.of("database " + database, () -> {
                long rows = edc(database).extract("study").forEach(row -> {});
                return rows + " studies and sites";
            }));
        }
        checks.add(clock());
        return new CheckReport(List.copyOf(checks));
    }

    private Check clock() {
        Token token = tokens.current();
        if (token == null) {
            return new Check("clock", false, "not compared: nobody is signed in");
        }
        Duration skew = token.skew();
        boolean close = skew.abs().compareTo(TokenManager.NOTICED_SKEW) < 0;
        return new Check(
                "clock",
                close,
                "this machine's is " + skew.abs().toSeconds() + " s " + (skew.isNegative() ? "ahead of" : "behind")
                        + " FlaskData's");
    }

    /**
     * Makes a call on another thread: {@code flask.async(() -> flask.edc("demo").createSubject(subject))}. At most
     * {@code maxConcurrentCalls} run at once; the others wait. Cancelling the future cancels the call, but a write
     * already sent may have been done.
     *
     * @param call makes a call with this client or anything made from it
     * @param <T> the result's type
     * @return a future with the call's result or exception
     */
    public <T extends @Nullable Object> CompletableFuture<T> async(Supplier<T> call) {
        transport();
        return resources.async(Arguments.notNull(call, "call"));
    }

    /**
     * A generated Retrofit interface, with this client's token, transport and errors. The interfaces follow FlaskData's
     * documents and are outside the SDK's compatibility promise.
     *
     * @param service an interface of a generated module
     * @param <T> its type
     * @return its implementation
     * @throws IllegalArgumentException when it is not such an interface
     */
    public <T> T api(Class<T> service) {
        transport();
        if (!Operations.knows(service)) {
            throw new IllegalArgumentException(service.getName() + " is not an interface of the generated modules");
        }
        return transport.api(service);
    }

    Resources resources() {
        return resources;
    }

    Transport transport() {
        transport.requireOpen();
        return transport;
    }

    /**
     * Cancels calls in flight and releases the connections and threads this client made, including those of its views
     * and of the users it signed in. An OkHttp client given to the builder is not closed. A view, or a signed-in user's
     * client, closes only itself. The session on the server stays open; {@link #logout()} ends it.
     * The client's own token and credentials are forgotten.
     */
    @Override
    public void close() {
        transport.close();
        if (ownsResources) {
            resources.close();
            tokens.close();
        }
    }

    @Override
    public String toString() {
        return "FlaskDataClient[" + environment.name() + ", " + environment.api() + "]";
    }
}
