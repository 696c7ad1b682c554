package io.flaskdata.sdk.sandbox;

import io.flaskdata.sdk.sandbox.internal.auth.AuthOperations;
import io.flaskdata.sdk.sandbox.internal.auth.IdpOperations;
import io.flaskdata.sdk.sandbox.internal.auth.Sessions;
import io.flaskdata.sdk.sandbox.internal.database.Cluster;
import io.flaskdata.sdk.sandbox.internal.database.DatabaseServer;
import io.flaskdata.sdk.sandbox.internal.database.Databases;
import io.flaskdata.sdk.sandbox.internal.database.GivenDatabase;
import io.flaskdata.sdk.sandbox.internal.dataserver.DataServerOperations;
import io.flaskdata.sdk.sandbox.internal.edc.CrfOperations;
import io.flaskdata.sdk.sandbox.internal.edc.EdcOperations;
import io.flaskdata.sdk.sandbox.internal.features.CustomerOperations;
import io.flaskdata.sdk.sandbox.internal.features.RandomizationOperations;
import io.flaskdata.sdk.sandbox.internal.forms.DeviceOperations;
import io.flaskdata.sdk.sandbox.internal.forms.FilterOperations;
import io.flaskdata.sdk.sandbox.internal.forms.FormsChain;
import io.flaskdata.sdk.sandbox.internal.forms.FormsOperations;
import io.flaskdata.sdk.sandbox.internal.forms.FormsSteps;
import io.flaskdata.sdk.sandbox.internal.forms.LinkOperations;
import io.flaskdata.sdk.sandbox.internal.forms.StudyOperations;
import io.flaskdata.sdk.sandbox.internal.forms.StudyUserOperations;
import io.flaskdata.sdk.sandbox.internal.forms.ViewerOperations;
import io.flaskdata.sdk.sandbox.internal.http.ControlOperations;
import io.flaskdata.sdk.sandbox.internal.http.Deviating;
import io.flaskdata.sdk.sandbox.internal.http.Deviation;
import io.flaskdata.sdk.sandbox.internal.http.Dispatcher;
import io.flaskdata.sdk.sandbox.internal.http.Listener;
import io.flaskdata.sdk.sandbox.internal.http.PendingFaults;
import io.flaskdata.sdk.sandbox.internal.http.Received;
import io.flaskdata.sdk.sandbox.internal.http.Resets;
import io.flaskdata.sdk.sandbox.internal.http.Route;
import io.flaskdata.sdk.sandbox.internal.pages.FrontPage;
import io.flaskdata.sdk.sandbox.internal.pages.Pages;
import io.flaskdata.sdk.sandbox.internal.seed.FormsIds;
import io.flaskdata.sdk.sandbox.seed.Seed;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The settings of a sandbox. */
public final class SandboxBuilder {
    private int apiPort;
    private int idpPort;
    private ZoneId zone = ZoneId.of("Asia/Jerusalem");
    private InstantSource clock = InstantSource.system();
    private @Nullable Duration tokenLifetime;
    private boolean transactional;
    private boolean idpTokenRequired;
    private boolean billingReports = true;
    private Seed seed = Seed.standard();
    private @Nullable String jdbcUrl;
    private List<Deviation> deviations = List.of();

    SandboxBuilder() {}

    /**
     * Sets the API's port; 0, the default, means any free one.
     *
     * @return this
     */
    public SandboxBuilder apiPort(int port) {
        this.apiPort = port;
        return this;
    }

    /**
     * Sets the IDP's port; 0, the default, means any free one.
     *
     * @return this
     */
    public SandboxBuilder idpPort(int port) {
        this.idpPort = port;
        return this;
    }

    /**
     * Sets the server's time zone, which determines how dates are shifted and when days begin; Asia/Jerusalem by
     * default.
     *
     * @return this
     */
    public SandboxBuilder zone(ZoneId zone) {
        this.zone = zone;
        return this;
    }

    /**
     * Sets the clock for tokens and new rows; the system's by default.
     *
     * @return this
     */
    public SandboxBuilder clock(InstantSource clock) {
        this.clock = clock;
        return this;
    }

    /**
     * Sets how long tokens are valid; 3 hours by default, 6 for subjects.
     *
     * @param lifetime more than zero
     * @return this
     */
    public SandboxBuilder tokenLifetime(Duration lifetime) {
        this.tokenLifetime = lifetime;
        return this;
    }

    /**
     * Sets whether a write's steps are rolled back when a later one fails; by default they stay, as in FlaskData.
     *
     * @param transactional whether to
     * @return this
     */
    public SandboxBuilder transactional(boolean transactional) {
        this.transactional = transactional;
        return this;
    }

    /**
     * Sets whether the IDP's sign-in requires an API user's token, as its document says; by default it also accepts
     * requests without one, as the newest public client sends. The SDK sends the token.
     *
     * @param required whether the token is required
     * @return this
     */
    public SandboxBuilder idpTokenRequired(boolean required) {
        this.idpTokenRequired = required;
        return this;
    }

    /**
     * Sets whether the customer has the billing reports feature; true by default.
     *
     * @param on whether it has
     * @return this
     */
    public SandboxBuilder billingReports(boolean on) {
        this.billingReports = on;
        return this;
    }

    /**
     * Sets the data that the sandbox starts with and is reset to; the demo study by default.
     *
     * @return this
     */
    public SandboxBuilder seed(Seed seed) {
        this.seed = seed;
        return this;
    }

    /**
     * Uses an existing PostgreSQL database, 15 or newer and with encoding UTF8, instead of its own PostgreSQL. The
     * database must be empty or made by a sandbox with this seed, whose data are then kept. The sandbox creates schemas
     * there and leaves them in place. One sandbox at a time.
     *
     * @param url its address, {@code jdbc:postgresql://host:port/database?user=...}; a password is better in pgpass than here
     */
    public SandboxBuilder jdbcUrl(String url) {
        this.jdbcUrl = url;
        return this;
    }

    /**
     * Makes it differ from the FlaskData that is inferred, to test a client against a FlaskData that does. By default it
     * doesn't differ.
     *
     * @param profile names of deviations separated by commas, such as {@code zone,window-end-included}; or a JSON array
     *     of names and definitions. The sandbox's documentation lists them
     * @return this
     * @throws IllegalArgumentException when a name is not known or a definition can't be read
     */
    public SandboxBuilder deviating(String profile) {
        this.deviations = Deviation.profile(profile);
        return this;
    }

    /**
     * Starts it.
     *
     * @return the sandbox, to be closed
     * @throws IllegalArgumentException when a port is invalid, or the given database is not empty and not made with
     *     this seed, or in use by another sandbox
     * @throws IOException when a port is in use or PostgreSQL can't be started or reached
     */
    public Sandbox start() throws IOException {
        Databases databases = databases();
        // PostgreSQL takes most of a start's time; the listeners are made meanwhile, and who calls early waits for
        // it.
        CompletableFuture<Void> made = CompletableFuture.runAsync(() -> {
            try {
                databases.open();
            } catch (SQLException e) {
                throw new CompletionException(e);
            }
        });
        List<AutoCloseable> opened = new ArrayList<>(List.of(databases));
        boolean started = false;
        try {
            Sandbox sandbox = listen(databases, opened);
            made.join();
            started = true;
            return sandbox;
        } catch (CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IOException("The sandbox's databases can't be made: " + cause.getMessage(), cause);
        } finally {
            if (!started) {
                made.handle((nothing, failure) -> nothing).join();
                closeAll(opened);
            }
        }
    }

    private Databases databases() throws IOException {
        try {
            DatabaseServer server = jdbcUrl == null ? Cluster.OF_THIS_JVM : GivenDatabase.of(jdbcUrl, seed, zone);
            return new Databases(server, seed, zone, transactional);
        } catch (SQLException e) {
            throw new IOException("The given database can't be used: " + e.getMessage(), e);
        }
    }

    private Sandbox listen(Databases databases, List<AutoCloseable> opened) throws IOException {
        Listener api = new Listener(apiPort);
        opened.add(0, api);
        Listener idp = new Listener(idpPort);
        opened.add(0, idp);
        Sessions sessions = new Sessions(databases, clock, tokenLifetime);
        List<Route> apiRoutes = apiRoutes(databases, sessions);
        List<Route> idpRoutes = new IdpOperations(databases, sessions, idpTokenRequired).routes();
        List<Route> routes =
                Stream.concat(apiRoutes.stream(), idpRoutes.stream()).toList();
        PendingFaults faults = new PendingFaults(routes);
        Received received = new Received();
        Resets resets = new Resets();
        Runnable reset = () -> resets.reset(
                () -> {
                    databases.drop();
                    faults.clear();
                    received.clear();
                },
                databases::resume);
        Pages pages = new Pages(
                new FrontPage(seed.edcDatabases(), faults, received, reset, routes, api.url(), idp.url()),
                api.url(),
                idp.url());
        Deviating deviating = new Deviating(List.of(api::idle, idp::idle));
        deviating.set(deviations);
        List<Route> control = new ControlOperations(faults, received, reset, deviating).routes();
        List<Route> all = Stream.concat(apiRoutes.stream(), control.stream()).toList();
        api.start(new Dispatcher(all, sessions::user, resets, faults, received, pages::api, deviating));
        idp.start(new Dispatcher(idpRoutes, sessions::user, resets, faults, received, pages::idp, deviating));
        Set<String> paths = routes.stream().map(Route::path).collect(Collectors.toUnmodifiableSet());
        return new Sandbox(databases, seed.edcDatabases(), paths, api, idp, faults, received, reset);
    }

    private static void closeAll(List<AutoCloseable> opened) throws IOException {
        for (AutoCloseable each : opened) {
            try {
                each.close();
            } catch (Exception e) {
                throw new IOException("What was started could not be stopped", e);
            }
        }
    }

    List<Route> apiRoutes(Databases databases, Sessions sessions) {
        return Stream.of(
                        new AuthOperations(databases, sessions).routes(),
                        new EdcOperations(databases, zone, clock).routes(),
                        new CrfOperations(databases, zone, clock).routes(),
                        formsRoutes(databases),
                        new CustomerOperations(databases, zone, billingReports).routes(),
                        new RandomizationOperations(databases, clock).routes())
                .flatMap(List::stream)
                .toList();
    }

    private List<Route> formsRoutes(Databases databases) {
        FormsChain forms = new FormsChain(databases);
        FormsSteps steps = new FormsSteps(FormsIds.random());
        return Stream.of(
                        new FormsOperations(forms, clock, steps).routes(),
                        new FilterOperations(forms).routes(),
                        new LinkOperations(forms, clock, steps).routes(),
                        new ViewerOperations(forms, clock, steps).routes(),
                        new DataServerOperations(forms).routes(),
                        new StudyOperations(forms, clock).routes(),
                        new StudyUserOperations(forms).routes(),
                        new DeviceOperations(forms, clock).routes())
                .flatMap(List::stream)
                .toList();
    }
}
