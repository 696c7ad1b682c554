package io.flaskdata.sdk.sandbox.internal.forms;

import io.flaskdata.sdk.sandbox.internal.base.Steps;
import io.flaskdata.sdk.sandbox.internal.database.Databases;
import io.flaskdata.sdk.sandbox.internal.http.Exchange;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** Runs a request's steps over the platform's database and, where a CRF is linked to it, the EDC's. */
public final class FormsChain {
    private final Databases databases;
    /**
     * Chains run one at a time; otherwise two could see a CRF open that one of them closes, or write to the EDC in a
     * different order.
     */
    private final ReentrantLock one = new ReentrantLock();

    public FormsChain(Databases databases) {
        this.databases = databases;
    }

    /** A request's steps or reads. */
    @FunctionalInterface
    public interface Chain<T> {
        T run(FormsLookup lookup) throws SQLException;
    }

    public <T> T run(Exchange exchange, String module, Chain<T> chain) throws SQLException {
        Steps steps = exchange.steps();
        one.lock();
        try (Connection platform = databases.platform();
                EdcSide edc = new EdcSide(databases, steps)) {
            return databases.chain(platform, steps, db -> {
                T result = chain.run(new FormsLookup(db, edc, exchange.anyUser(), module));
                edc.commit();
                return result;
            });
        } finally {
            one.unlock();
        }
    }

    /** Reads a snapshot without waiting for chains; like FlaskData, it sees what a running chain has done so far. */
    public <T> T read(Exchange exchange, String module, Chain<T> reading) throws SQLException {
        try (Connection platform = databases.platform();
                EdcSide edc = new EdcSide(databases, exchange.steps())) {
            platform.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            platform.setAutoCommit(false);
            return reading.run(new FormsLookup(platform, edc, exchange.anyUser(), module));
        }
    }

    /** Reads many rows, which PostgreSQL streams only within a transaction. */
    @FunctionalInterface
    public interface Reading {
        void run(FormsLookup lookup) throws SQLException, IOException;
    }

    public void stream(Exchange exchange, String module, Reading reading) throws SQLException, IOException {
        try (Connection platform = databases.platform();
                EdcSide edc = new EdcSide(databases, exchange.steps())) {
            platform.setAutoCommit(false);
            reading.run(new FormsLookup(platform, edc, exchange.anyUser(), module));
        }
    }

    /**
     * The EDC databases that a chain has written to; in a transactional sandbox, uncommitted writes are rolled back.
     */
    static final class EdcSide implements AutoCloseable {
        private final Databases databases;
        private final Steps steps;
        private final Map<String, Connection> open = new HashMap<>();

        private EdcSide(Databases databases, Steps steps) {
            this.databases = databases;
            this.steps = steps;
        }

        Connection database(String name) throws SQLException {
            Connection known = open.get(name);
            if (known != null) {
                return known;
            }
            Connection connection = steps.over(databases.edc(name));
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
