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

/** What a sandbox can be told. */
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

    SandboxBuilder() {}

    /**
     * The API's port; 0, the default, for any free one.
     *
     * @param port the port
     * @return this
     */
    public SandboxBuilder apiPort(int port) {
        this.apiPort = port;
        return this;
    }

    /**
     * The IDP's port; 0, the default, for any free one.
     *
     * @param port the port
     * @return this
     */
    public SandboxBuilder idpPort(int port) {
        this.idpPort = port;
        return this;
    }

    /**
     * The server's time zone, by which dates are shifted and days begin; Asia/Jerusalem by default.
     *
     * @param zone the zone
     * @return this
     */
    public SandboxBuilder zone(ZoneId zone) {
        this.zone = zone;
        return this;
    }

    /**
     * The clock for tokens and new rows; the system's by default.
     *
     * @param clock the clock
     * @return this
     */
    public SandboxBuilder clock(InstantSource clock) {
        this.clock = clock;
        return this;
    }

    /**
     * How long tokens live; 3 hours, 6 for subjects, by default.
     *
     * @param lifetime more than zero
     * @return this
     */
    public SandboxBuilder tokenLifetime(Duration lifetime) {
        this.tokenLifetime = lifetime;
        return this;
    }

    /**
     * Undoes the steps of a write when a later one fails; by default they stay, as FlaskData's chains leave them.
     *
     * @param transactional whether to
     * @return this
     */
    public SandboxBuilder transactional(boolean transactional) {
        this.transactional = transactional;
        return this;
    }

    /**
     * Whether the IDP's sign-in asks for an API user's token, as its document says; by default it also takes who sends none, as the
     * newest public client does. The SDK sends the token.
     *
     * @param required whether to ask for it
     * @return this
     */
    public SandboxBuilder idpTokenRequired(boolean required) {
        this.idpTokenRequired = required;
        return this;
    }

    /**
     * Whether the customer has the feature of billing reports, as some do and some don't; by default it has.
     *
     * @param on whether it has
     * @return this
     */
    public SandboxBuilder billingReports(boolean on) {
        this.billingReports = on;
        return this;
    }

    /**
     * What the sandbox begins with, and is reset to; the demo study by default.
     *
     * @param seed the seed
     * @return this
     */
    public SandboxBuilder seed(Seed seed) {
        this.seed = seed;
        return this;
    }

    /**
     * A PostgreSQL database that exists, 15 or newer and of encoding UTF8, instead of a PostgreSQL of its own. It is empty, or a
     * sandbox with this seed made it: then it goes on with its data. What the sandbox makes there are schemas, and they stay. One
     * sandbox at a time.
     *
     * @param url its address, {@code jdbc:postgresql://host:port/database?user=...}; a password is better in pgpass than here
     * @return this
     */
    public SandboxBuilder jdbcUrl(String url) {
        this.jdbcUrl = url;
        return this;
    }

    /**
     * Starts it.
     *
     * @return the sandbox, to be closed
     * @throws IllegalArgumentException when there is no such port; when the given database is not empty and not this seed's, or in use
     *     by another sandbox
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
        List<Route> control = new ControlOperations(faults, received, reset).routes();
        List<Route> all = Stream.concat(apiRoutes.stream(), control.stream()).toList();
        api.start(new Dispatcher(all, sessions::user, resets, faults, received, pages::api));
        idp.start(new Dispatcher(idpRoutes, sessions::user, resets, faults, received, pages::idp));
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
