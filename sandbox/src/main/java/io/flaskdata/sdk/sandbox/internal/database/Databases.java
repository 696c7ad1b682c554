package io.flaskdata.sdk.sandbox.internal.database;

import io.flaskdata.sdk.sandbox.internal.base.ApiError;
import io.flaskdata.sdk.sandbox.internal.base.Sql;
import io.flaskdata.sdk.sandbox.internal.base.Steps;
import io.flaskdata.sdk.sandbox.seed.Seed;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One sandbox's own copies of the databases. */
public final class Databases implements AutoCloseable {
    private final DatabaseServer server;
    private final Seed seed;
    private final ZoneId zone;
    private final boolean transactional;
    /** The databases created so far; each is created when first opened. */
    private final Map<String, String> made = new HashMap<>();

    private final ReentrantLock lock = new ReentrantLock();
    private boolean dropped;

    public Databases(DatabaseServer server, Seed seed, ZoneId zone, boolean transactional) {
        this.server = server;
        this.seed = seed;
        this.zone = zone;
        this.transactional = transactional;
    }

    /** A chain of steps. */
    @FunctionalInterface
    public interface Chain<T> {
        T run(Connection db) throws SQLException;
    }

    /**
     * Creates the databases needed at once; the others can wait until they are opened, unless that takes long or they
     * are permanent.
     */
    public void open() throws SQLException {
        platform().close();
        if (server instanceof GivenDatabase || seed.moreSubjects() > 0) {
            for (String name : seed.edcDatabases().keySet()) {
                open(name).close();
            }
        }
    }

    public Connection platform() throws SQLException {
        return open(Sql.PLATFORM);
    }

    public Connection edc(@Nullable String database) throws SQLException {
        if (database == null || database.isBlank()) {
            throw new ApiError(400, "[edc] parameter(s) is required.");
        }
        if (!seed.edcDatabases().containsKey(database)) {
            throw ApiError.badRequest("edc", "Database " + database + " not found.");
        }
        return open(database);
    }

    public boolean transactional() {
        return transactional;
    }

    /** Runs the steps of a write: each stays when a later one fails, unless the sandbox is transactional. */
    public <T> T chain(Connection db, Steps steps, Chain<T> chain) throws SQLException {
        if (!transactional) {
            return chain.run(steps.over(db));
        }
        db.setAutoCommit(false);
        boolean done = false;
        try {
            T result = chain.run(steps.over(db));
            db.commit();
            done = true;
            return result;
        } finally {
            if (!done) {
                db.rollback();
            }
            db.setAutoCommit(true);
        }
    }

    private Connection open(String name) throws SQLException {
        Connection db = server.connect(made(name));
        Sql.inZone(db, zone);
        return db;
    }

    private String made(String name) throws SQLException {
        lock.lock();
        try {
            if (dropped) {
                throw ApiError.reset();
            }
            String database = made.get(name);
            if (database == null) {
                database = server.make(seed, zone, name);
                made.put(name, database);
            }
            return database;
        } finally {
            lock.unlock();
        }
    }

    /** Drops all databases and opens none until {@link #resume}. */
    public void drop() {
        lock.lock();
        try {
            dropped = true;
            for (var each = made.values().iterator(); each.hasNext(); each.remove()) {
                server.drop(each.next());
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The sandbox's databases can't be dropped", e);
        } finally {
            lock.unlock();
        }
    }

    /** From now on a database is opened as in the seed. */
    public void resume() {
        lock.lock();
        try {
            dropped = false;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            server.leave(made.values());
            made.clear();
        } catch (SQLException e) {
            throw new IllegalStateException("The sandbox's databases can't be left", e);
        } finally {
            lock.unlock();
        }
    }
}
