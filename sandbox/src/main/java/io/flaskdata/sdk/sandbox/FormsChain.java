package io.flaskdata.sdk.sandbox;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Runs a request's steps over the platform's database and, where a CRF is linked to it, the EDC's. */
final class FormsChain {
    private final Databases databases;
    /** Chains go one after the other, or two could see a CRF open that one of them closes, and tell the EDC in another order. */
    private final ReentrantLock one = new ReentrantLock();

    FormsChain(Databases databases) {
        this.databases = databases;
    }

    /** A request's steps. */
    @FunctionalInterface
    interface Steps<T> {
        T run(FormsLookup lookup) throws SQLException;
    }

    <T> T run(@Nullable User user, String module, Steps<T> steps) throws SQLException {
        one.lock();
        try (Connection platform = databases.platform();
                EdcSide edc = new EdcSide(databases)) {
            return databases.chain(platform, db -> {
                T result = steps.run(new FormsLookup(db, edc, user, module));
                edc.commit();
                return result;
            });
        } finally {
            one.unlock();
        }
    }

    /** Reads rows that are many: PostgreSQL gives them bit by bit only within a transaction. */
    @FunctionalInterface
    interface Reading {
        void run(FormsLookup lookup) throws SQLException, IOException;
    }

    void stream(@Nullable User user, String module, Reading reading) throws SQLException, IOException {
        try (Connection platform = databases.platform();
                EdcSide edc = new EdcSide(databases)) {
            platform.setAutoCommit(false);
            reading.run(new FormsLookup(platform, edc, user, module));
        }
    }

    /** The EDC's databases that a chain has written to; in a transactional sandbox what isn't committed goes back. */
    static final class EdcSide implements AutoCloseable {
        private final Databases databases;
        private final Map<String, Connection> open = new HashMap<>();

        private EdcSide(Databases databases) {
            this.databases = databases;
        }

        Connection database(String name) throws SQLException {
            Connection known = open.get(name);
            if (known != null) {
                return known;
            }
            Connection connection = databases.edc(name);
            open.put(name, connection);
            connection.setAutoCommit(!databases.transactional());
            return connection;
        }

        private void commit() throws SQLException {
            for (Connection connection : open.values()) {
                if (!connection.getAutoCommit()) {
                    connection.commit();
                }
            }
        }

        @Override
        public void close() throws SQLException {
            for (Connection connection : open.values()) {
                connection.close();
            }
        }
    }
}
