package io.flaskdata.sdk.sandbox.internal.database;

import io.flaskdata.sdk.sandbox.internal.base.Sql;
import io.flaskdata.sdk.sandbox.internal.seed.SeedWriter;
import io.flaskdata.sdk.sandbox.seed.Seed;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * An existing database, in which each of the sandbox's databases is a permanent schema. It must be empty or made by a
 * sandbox with the same seed, and is used by one sandbox at a time.
 */
public final class GivenDatabase implements DatabaseServer {
    /** Increased when the tables change, so that an older sandbox's data is refused instead of misread. */
    private static final int VERSION = 2;

    private static final String MARK = "flaskdata_sandbox";
    private static final String NAME = "flaskdata-sandbox";
    private static final int OLDEST = 15;
    /** An arbitrary number; the lock is per database. */
    private static final long LOCK = 0x466c61736bL;

    private final String url;
    /** Holds the lock. */
    private final Connection claim;

    private final int claimPid;

    private GivenDatabase(String url, Connection claim, int claimPid) {
        this.url = url;
        this.claim = claim;
        this.claimPid = claimPid;
    }

    /**
     * Claims the database.
     *
     * @throws IllegalArgumentException when the address is not PostgreSQL's, or the database is not empty or belongs to
     *     another sandbox
     */
    public static GivenDatabase of(String url, Seed seed, ZoneId zone) throws SQLException {
        if (!url.startsWith("jdbc:postgresql:") || Driver.parseURL(url, null) == null) {
            throw new IllegalArgumentException(
                    "A database's address is like jdbc:postgresql://localhost:5432/trial?user=me.");
        }
        Connection claim = connect(url, null);
        boolean taken = false;
        try {
            String name = claim.getCatalog();
            refuse(claim, seed + " in " + zone, "Database " + name);
            int pid = Sql.insert(claim, "SELECT pg_backend_pid()");
            taken = true;
            return new GivenDatabase(url, claim, pid);
        } finally {
            if (!taken) {
                release(claim);
            }
        }
    }

    private static void refuse(Connection db, String seed, String name) throws SQLException {
        if (db.getMetaData().getDatabaseMajorVersion() < OLDEST) {
            throw new IllegalArgumentException(name + " is not of PostgreSQL " + OLDEST + " or newer.");
        }
        if (!"UTF8"
                .equals(Sql.value(
                        db,
                        "SELECT pg_encoding_to_char(encoding) FROM pg_database WHERE datname = current_database()"))) {
            throw new IllegalArgumentException(name + " does not have the encoding UTF8.");
        }
        if (!Objects.equals(true, Sql.value(db, "SELECT pg_try_advisory_lock(?)", LOCK))) {
            throw new IllegalArgumentException(name + " is in use by another sandbox.");
        }
        String mine = VERSION + " " + seed;
        boolean marked = Sql.exists(db, "SELECT 1 FROM pg_class WHERE oid = to_regclass(?)", MARK + ".seed");
        if (marked && Sql.exists(db, "SELECT 1 FROM " + MARK + ".seed WHERE seed = ?", mine)) {
            return;
        }
        if (Sql.exists(
                db,
                "SELECT 1 FROM pg_namespace n WHERE nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema' AND nspname <> ? AND (nspname <> 'public'"
                        + " OR EXISTS (SELECT 1 FROM pg_class c WHERE relnamespace = n.oid) OR EXISTS (SELECT 1 FROM pg_proc WHERE pronamespace = n.oid))",
                marked ? MARK : "")) {
            throw new IllegalArgumentException(name
                    + (marked
                            ? " was made by a sandbox of another version, with another seed or in another zone; it is left as it is."
                            : " is neither empty nor a sandbox's; it is left as it is."));
        }
        if (marked) {
            // A failed first start left only the marker.
            Sql.update(db, "UPDATE " + MARK + ".seed SET seed = ?", mine);
            return;
        }
        try (var statement = db.createStatement()) {
            statement.execute("CREATE SCHEMA " + MARK
                    + " CREATE TABLE seed (seed text NOT NULL, made timestamptz NOT NULL DEFAULT now())");
        }
        Sql.update(db, "INSERT INTO " + MARK + ".seed (seed) VALUES (?)", mine);
    }

    /** The schemas of a database: its own, and the one for its audit log or the customer's tables. */
    private static List<String> schemas(String made) {
        return made.equals(Sql.PLATFORM) ? List.of(made, "customer") : List.of("edc_" + made, "audit_" + made);
    }

    private static Connection connect(String url, @Nullable String schema) throws SQLException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setCurrentSchema(schema);
        source.setApplicationName(NAME);
        return source.getConnection();
    }

    @Override
    public String make(Seed seed, ZoneId zone, String database) throws SQLException {
        List<String> schemas = schemas(database);
        try (Connection db = connect(database)) {
            if (!Sql.exists(db, "SELECT 1 FROM pg_namespace WHERE nspname = ?", schemas.get(0))) {
                db.setAutoCommit(false);
                try (var statement = db.createStatement()) {
                    statement.execute("CREATE SCHEMA " + Sql.quoted(schemas.get(0)));
                }
                new SeedWriter(db, zone, schemas.get(0), schemas.get(1)).write(seed, database);
                db.commit();
            }
        }
        return database;
    }

    @Override
    public Connection connect(String made) throws SQLException {
        return connect(url, schemas(made).get(0));
    }

    @Override
    public void drop(String made) throws SQLException {
        List<String> schemas = schemas(made);
        try (Connection db = connect(url, null);
                var statement = db.createStatement()) {
            // Otherwise a streaming extract would block it.
            Sql.rows(
                    db,
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
                            + " AND application_name = ? AND usename = current_user AND pid NOT IN (pg_backend_pid(), ?)",
                    NAME,
                    claimPid);
            statement.execute(
                    "DROP SCHEMA " + Sql.quoted(schemas.get(0)) + ", " + Sql.quoted(schemas.get(1)) + " CASCADE");
        }
    }

    /** Leaves the data in place. */
    @Override
    public void leave(Iterable<String> made) throws SQLException {
        release(claim);
    }

    /** PostgreSQL notices a closed connection a moment later, when the next sandbox may already be starting. */
    private static void release(Connection claim) throws SQLException {
        try (claim) {
            Sql.rows(claim, "SELECT pg_advisory_unlock_all()");
        }
    }
}
