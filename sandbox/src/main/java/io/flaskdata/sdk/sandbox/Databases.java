package io.flaskdata.sdk.sandbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One sandbox's own copies of the databases. */
final class Databases implements AutoCloseable {
    private final DatabaseServer server;
    private final Seed seed;
    /** A database is made when it is first opened. */
    private final Map<String, String> made = new HashMap<>();

    private final ReentrantLock lock = new ReentrantLock();
    private long resets;
    /** How many resets there had been when the request began that this thread is at. */
    private final ThreadLocal<Long> begun = new ThreadLocal<>();

    private final boolean transactional;

    Databases(DatabaseServer server, Seed seed, boolean transactional) {
        this.server = server;
        this.seed = seed;
        this.transactional = transactional;
    }

    /** A chain of steps. */
    @FunctionalInterface
    interface Chain<T> {
        T run(Connection db) throws SQLException;
    }

    /** Makes those that a sandbox needs at once: the others can wait until they are opened, unless that takes long or they stay. */
    void open() throws SQLException {
        platform().close();
        if (server instanceof GivenDatabase || seed.moreSubjects() > 0) {
            for (String name : seed.edcDatabases().keySet()) {
                open(name).close();
            }
        }
    }

    Connection platform() throws SQLException {
        return open(SeedWriter.PLATFORM);
    }

    Connection edc(@Nullable String database) throws SQLException {
        if (database == null || database.isBlank()) {
            throw new ApiError(400, "[edc] parameter(s) is required.");
        }
        if (!seed.edcDatabases().containsKey(database)) {
            throw ApiError.badRequest("edc", "Database " + database + " not found.");
        }
        return open(database);
    }

    /** The EDC's, each with what it holds. */
    Map<String, String> edc() {
        return seed.edcDatabases();
    }

    boolean transactional() {
        return transactional;
    }

    /** Steps of a write: each stays when a later one fails, unless the sandbox was started transactional. */
    <T> T chain(Connection db, Chain<T> chain) throws SQLException {
        Steps.chainBegins();
        if (!transactional) {
            return chain.run(db);
        }
        db.setAutoCommit(false);
        boolean done = false;
        try {
            T result = chain.run(db);
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
        // A reset since then has not seen this connection, and what has the name now may be the data of after it.
        if (wereReset()) {
            db.close();
            throw ApiError.reset();
        }
        return db;
    }

    /** What this thread opens until {@link #requestEnds} is the data that are there now, or nothing. */
    void requestBegins() {
        lock.lock();
        try {
            begun.set(resets);
        } finally {
            lock.unlock();
        }
    }

    /** Since this thread's request began. */
    boolean wereReset() {
        lock.lock();
        try {
            Long before = begun.get();
            return before != null && before != resets;
        } finally {
            lock.unlock();
        }
    }

    void requestEnds() {
        begun.remove();
    }

    private String made(String name) throws SQLException {
        lock.lock();
        try {
            if (wereReset()) {
                throw ApiError.reset();
            }
            String database = made.get(name);
            if (database == null) {
                database = server.make(seed, name);
                made.put(name, database);
            }
            return database;
        } finally {
            lock.unlock();
        }
    }

    /** The next to open a database gets it as the seed has it. */
    void reset() {
        lock.lock();
        try {
            resets++;
            for (var each = made.values().iterator(); each.hasNext(); each.remove()) {
                server.drop(each.next());
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The sandbox's databases can't be dropped", e);
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
