package io.flaskdata.sdk.sandbox;

import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A running FlaskData of your own, on loopback, over a real PostgreSQL 15: an API address and an IDP address, the demo
 * study as seed. Several in one JVM share the PostgreSQL and don't see each other's data.
 *
 * <p>It behaves as far as anyone outside FlaskData can know; the header {@code x-sandbox-grade} of each answer says whether
 * that is documented, observed or inferred.
 */
public final class Sandbox implements AutoCloseable {
    /** An API role user, who sees everything. */
    public static final String API_USER = "api@sandbox.flaskdata.test";

    /** A user of the demo study. */
    public static final String STUDY_USER = "study@sandbox.flaskdata.test";

    /** A user of the demo study's site 001. */
    public static final String SITE_USER = "site@sandbox.flaskdata.test";

    /** Subject 001-001 of the demo study, and of the study 6670398 that the documentation's examples name. */
    public static final String SUBJECT_USER = "subject@sandbox.flaskdata.test";

    /** Every sandbox user's password. */
    public static final String PASSWORD = "sandbox";

    private final Databases databases;
    private final Listener api;
    private final Listener idp;
    private final Faults faults;
    private final Received received;
    private final Runnable reset;

    private Sandbox(Databases databases, Listener api, Listener idp, Faults faults, Received received, Runnable reset) {
        this.databases = databases;
        this.api = api;
        this.idp = idp;
        this.faults = faults;
        this.received = received;
        this.reset = reset;
    }

    /**
     * Starts a sandbox on free ports.
     *
     * @return the sandbox, to be closed
     * @throws IOException when PostgreSQL can't be started
     */
    public static Sandbox start() throws IOException {
        return builder().start();
    }

    /**
     * Settings for a sandbox.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The address of the API, with data server and features below it.
     *
     * @return the address
     */
    public URI apiUrl() {
        return api.url();
    }

    /**
     * The address of the identity provider.
     *
     * @return the address
     */
    public URI idpUrl() {
        return idp.url();
    }

    /**
     * What is to go wrong: {@code sandbox.faults().next("/edc/subjects/create-subject", Fault.disconnectAfter())}.
     *
     * @return the faults
     */
    public Faults faults() {
        return faults;
    }

    /**
     * The requests received for operations since the start or the last reset: the last 10,000 at most, and fewer when
     * their bodies have more than 32 million characters together.
     *
     * @return the requests, oldest first
     */
    public List<ReceivedRequest> requests() {
        return received.list();
    }

    /**
     * The EDC databases there are, each with what it holds, in words.
     *
     * @return the databases' names, as the {@code EDC} header has them, and what they hold
     */
    public Map<String, String> edcDatabases() {
        return databases.edc();
    }

    List<String> takeInferred() {
        return received.takeInferred();
    }

    /** Back to the seed: all data, sessions, faults and received requests of this sandbox are forgotten. */
    public void reset() {
        reset.run();
    }

    /**
     * A connection to one of this sandbox's databases, for tests that look or change below the API: no operation deletes a
     * row, say.
     *
     * @param database an EDC database: {@code demo}, {@code omdena} or one of your own studies
     * @return a connection, to be closed
     * @throws SQLException when it can't be opened
     */
    public Connection connect(String database) throws SQLException {
        return databases.edc(database);
    }

    /** Stops listening and drops this sandbox's databases; PostgreSQL itself ends with the JVM. */
    @Override
    public void close() {
        api.close();
        idp.close();
        databases.close();
    }

    /** What a sandbox can be told. */
    public static final class Builder {
        private int apiPort;
        private int idpPort;
        private ZoneId zone = ZoneId.of("Asia/Jerusalem");
        private InstantSource clock = InstantSource.system();
        private @Nullable Duration tokenLifetime;
        private boolean transactional;
        private boolean billingReports = true;
        private Seed seed = Seed.standard();
        private @Nullable String jdbcUrl;

        private Builder() {}

        /**
         * The API's port; 0, the default, for any free one.
         *
         * @param port the port
         * @return this
         */
        public Builder apiPort(int port) {
            this.apiPort = port;
            return this;
        }

        /**
         * The IDP's port; 0, the default, for any free one.
         *
         * @param port the port
         * @return this
         */
        public Builder idpPort(int port) {
            this.idpPort = port;
            return this;
        }

        /**
         * The server's time zone, by which dates are shifted; Asia/Jerusalem by default.
         *
         * @param zone the zone
         * @return this
         */
        public Builder zone(ZoneId zone) {
            this.zone = zone;
            return this;
        }

        /**
         * The clock for tokens and new rows; the system's by default.
         *
         * @param clock the clock
         * @return this
         */
        public Builder clock(InstantSource clock) {
            this.clock = clock;
            return this;
        }

        /**
         * How long tokens live; 3 hours, 6 for subjects, by default.
         *
         * @param lifetime more than zero
         * @return this
         */
        public Builder tokenLifetime(Duration lifetime) {
            this.tokenLifetime = lifetime;
            return this;
        }

        /**
         * Undoes the steps of a write when a later one fails; by default they stay, as FlaskData's chains leave them.
         *
         * @param transactional whether to
         * @return this
         */
        public Builder transactional(boolean transactional) {
            this.transactional = transactional;
            return this;
        }

        /**
         * Whether the customer has the feature of billing reports, as some do and some don't; by default it has.
         *
         * @param on whether it has
         * @return this
         */
        public Builder billingReports(boolean on) {
            this.billingReports = on;
            return this;
        }

        /**
         * What the sandbox begins with, and is reset to; the demo study by default.
         *
         * @param seed the seed
         * @return this
         */
        public Builder seed(Seed seed) {
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
        public Builder jdbcUrl(String url) {
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
                DatabaseServer server = jdbcUrl == null ? Cluster.OF_THIS_JVM : GivenDatabase.of(jdbcUrl, seed);
                return new Databases(server, seed, transactional);
            } catch (SQLException e) {
                throw new IOException("The given database can't be used: " + e.getMessage(), e);
            }
        }

        private Sandbox listen(Databases databases, List<AutoCloseable> opened) throws IOException {
            Sessions sessions = new Sessions(databases, clock, tokenLifetime);
            List<Route> apiRoutes = apiRoutes(databases, sessions);
            List<Route> idpRoutes = new IdpOperations(databases, sessions).routes();
            Faults faults = new Faults(
                    Stream.concat(apiRoutes.stream(), idpRoutes.stream()).toList());
            Received received = new Received();
            Runnable reset = () -> {
                databases.reset();
                faults.clear();
                received.clear();
            };
            List<Route> control = new ControlOperations(faults, received, reset).routes();
            Pages pages = new Pages(apiRoutes, idpRoutes);
            Listener api = new Listener(
                    apiPort,
                    Stream.concat(apiRoutes.stream(), control.stream()).toList(),
                    sessions,
                    faults,
                    received,
                    pages::api);
            opened.add(0, api);
            Listener idp = new Listener(idpPort, idpRoutes, sessions, faults, received, pages::idp);
            opened.add(0, idp);
            Sandbox sandbox = new Sandbox(databases, api, idp, faults, received, reset);
            pages.open(sandbox);
            return sandbox;
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
                            new Randomization(databases, clock).routes())
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
}
