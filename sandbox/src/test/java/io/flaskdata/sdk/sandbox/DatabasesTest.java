package io.flaskdata.sdk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DatabasesTest {
    private final List<Connection> opened = new ArrayList<>();
    private Runnable whileConnecting = () -> {};

    /** A database keeps its name through a reset, as a given one's schema does. */
    private final DatabaseServer server = new DatabaseServer() {
        @Override
        public String make(Seed seed, String database) {
            return "postgres";
        }

        @Override
        public Connection connect(String made) throws SQLException {
            whileConnecting.run();
            Connection db = Cluster.OF_THIS_JVM.connect(made);
            opened.add(db);
            return db;
        }

        @Override
        public void drop(String made) {}

        @Override
        public void leave(Iterable<String> made) {}
    };

    @Test
    void aRequestThatAResetOvertakesWhileItConnectsHasNoConnectionToTheDataOfAfterIt() throws Exception {
        Databases databases = new Databases(server, Seed.none(), false);
        databases.requestBegins();
        databases.platform().close();
        whileConnecting = databases::reset;
        assertThatThrownBy(databases::platform)
                .isInstanceOfSatisfying(
                        ApiError.class, e -> assertThat(e.status()).isEqualTo(503));
        assertThat(opened.get(1).isClosed()).isTrue();

        whileConnecting = () -> {};
        assertThatThrownBy(databases::platform).isInstanceOf(ApiError.class);
        databases.requestEnds();
        databases.platform().close();
        assertThat(opened).hasSize(3);
    }
}
