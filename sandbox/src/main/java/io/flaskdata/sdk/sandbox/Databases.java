package io.flaskdata.sdk.sandbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One sandbox's own copies of the databases. */
final class Databases implements AutoCloseable {
    private final Cluster cluster;
    /** A database is copied when it is first opened. */
    private final Map<String, String> copies = new HashMap<>();

    private final ReentrantLock lock = new ReentrantLock();
    private final boolean transactional;

    Databases(Cluster cluster, boolean transactional) {
        this.cluster = cluster;
        this.transactional = transactional;
    }

    /** A chain of steps. */
    @FunctionalInterface
    interface Chain<T> {
        T run(Connection db) throws SQLException;
    }

    Connection platform() throws SQLException {
        return open(Cluster.PLATFORM);
    }

    Connection edc(@Nullable String database) throws SQLException {
        if (database == null || database.isBlank()) {
            throw new ApiError(400, "[edc] parameter(s) is required.");
        }
        if (!Cluster.EDC_DATABASES.contains(database)) {
            throw ApiError.badRequest("edc", "Database " + database + " not found.");
        }
        return open(database);
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
        return cluster.connect(copy(name));
    }

    private String copy(String name) throws SQLException {
        lock.lock();
        try {
            String copy = copies.get(name);
            if (copy == null) {
                copy = cluster.copy(name);
                copies.put(name, copy);
            }
            return copy;
        } finally {
            lock.unlock();
        }
    }

    /** The next to open a database gets a new copy of the seed. */
    void reset() {
        close();
    }

    @Override
    public void close() {
        lock.lock();
        try {
            for (String copy : copies.values()) {
                cluster.drop(copy);
            }
            copies.clear();
        } catch (SQLException e) {
            throw new IllegalStateException("The sandbox's databases were not dropped", e);
        } finally {
            lock.unlock();
        }
    }
}
