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
 * A local FlaskData server on loopback, backed by a real PostgreSQL 15, with an API address, an IDP address and the
 * demo study as seed. Several sandboxes in one JVM share the PostgreSQL but not their data.
 *
 * <p>It behaves like FlaskData as far as anyone outside can know; the header {@code x-sandbox-grade} of each answer
 * says whether that behaviour is documented, observed or inferred.
 */
public final class Sandbox implements AutoCloseable {
    /** A user with the API role, who sees everything. */
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

    /** A builder for a sandbox with other settings. */
    public static SandboxBuilder builder() {
        return new SandboxBuilder();
    }

    /** The address of the API, with data server and features below it. */
    public URI apiUrl() {
        return api.url();
    }

    /** The address of the identity provider. */
    public URI idpUrl() {
        return idp.url();
    }

    /** The faults to inject: {@code sandbox.faults().next("/edc/subjects/create-subject", Fault.disconnectAfter())}. */
    public Faults faults() {
        return faults;
    }

    /**
     * The requests received for operations since the start or the last reset: at most the last 10,000, fewer when their
     * bodies together exceed 32 million characters.
     *
     * @return the requests, oldest first
     */
    public List<ReceivedRequest> requests() {
        return received.list();
    }

    /**
     * The EDC databases, each with a description.
     *
     * @return descriptions by database name, as in the {@code EDC} header
     */
    public Map<String, String> edcDatabases() {
        return edcDatabases;
    }

    /**
     * The operations it serves.
     *
     * @return their paths as the documents have them, such as {@code /flask/link/{linkId}}
     */
    public Set<String> operations() {
        return operations;
    }

    /**
     * The operations with inferred behaviour that were called since the last call of this method; for a test
     * framework's own strict mode.
     *
     * @return the operations, each with a description of what is inferred
     */
    public List<String> takeInferred() {
        return received.takeInferred();
    }

    /** Resets to the seed: discards all data, sessions, faults and received requests of this sandbox. */
    public void reset() {
        reset.run();
    }

    /**
     * A connection to one of this sandbox's databases, for tests that read or change data below the API (no operation
     * deletes a row, for example).
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
