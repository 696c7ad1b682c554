package io.flaskdata.sdk.sandbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One sandbox's own copies of the databases. */
final class Databases implements AutoCloseable {
    private final Cluster cluster;
    private final Map<String, String> names;
    private final boolean transactional;

    Databases(Cluster cluster, boolean transactional) throws SQLException {
        this.cluster = cluster;
        this.names = cluster.copy();
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
        return cluster.connect(java.util.Objects.requireNonNull(names.get(name)));
    }

    @Override
    public void close() {
        try {
            cluster.drop(names);
        } catch (SQLException e) {
            throw new IllegalStateException("The sandbox's databases were not dropped", e);
        }
    }
}
