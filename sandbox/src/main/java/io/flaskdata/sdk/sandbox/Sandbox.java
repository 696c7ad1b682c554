package io.flaskdata.sdk.sandbox;

import io.flaskdata.sdk.sandbox.http.Faults;
import io.flaskdata.sdk.sandbox.http.ReceivedRequest;
import io.flaskdata.sdk.sandbox.internal.base.Users;
import io.flaskdata.sdk.sandbox.internal.database.Databases;
import io.flaskdata.sdk.sandbox.internal.http.Listener;
import io.flaskdata.sdk.sandbox.internal.http.Received;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A running FlaskData of your own, on loopback, over a real PostgreSQL 15: an API address and an IDP address, the demo
 * study as seed. Several in one JVM share the PostgreSQL and don't see each other's data.
 *
 * <p>It behaves as far as anyone outside FlaskData can know; the header {@code x-sandbox-grade} of each answer says whether
 * that is documented, observed or inferred.
 */
public final class Sandbox implements AutoCloseable {
    /** An API role user, who sees everything. */
    public static final String API_USER = Users.API;

    /** A user of the demo study. */
    public static final String STUDY_USER = Users.STUDY;

    /** A user of the demo study's site 001. */
    public static final String SITE_USER = Users.SITE;

    /** Subject 001-001 of the demo study, and of the study 6670398 that the documentation's examples name. */
    public static final String SUBJECT_USER = Users.SUBJECT;

    /** Every sandbox user's password. */
    public static final String PASSWORD = Users.PASSWORD;

    private final Databases databases;
    private final Map<String, String> edcDatabases;
    private final Set<String> operations;
    private final Listener api;
    private final Listener idp;
    private final Faults faults;
    private final Received received;
    private final Runnable reset;

    Sandbox(
            Databases databases,
            Map<String, String> edcDatabases,
            Set<String> operations,
            Listener api,
            Listener idp,
            Faults faults,
            Received received,
            Runnable reset) {
        this.databases = databases;
        this.edcDatabases = edcDatabases;
        this.operations = operations;
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
    public static SandboxBuilder builder() {
        return new SandboxBuilder();
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
        return edcDatabases;
    }

    /**
     * The operations that it serves.
     *
     * @return their paths as the documents have them, such as {@code /flask/link/{linkId}}
     */
    public Set<String> operations() {
        return operations;
    }

    /**
     * What was called since this was last asked of which something is inferred; for a test framework's own strict mode.
     *
     * @return the operations, each with what is inferred of it, in words
     */
    public List<String> takeInferred() {
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
}
