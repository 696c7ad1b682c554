package io.flaskdata.sdk.sandbox.internal.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flaskdata.sdk.sandbox.internal.base.ApiError;
import io.flaskdata.sdk.sandbox.seed.Seed;
import java.sql.Connection;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class DatabasesTest {
    @Test
    void nothingIsOpenedWhileAResetIsUnderWay() throws Exception {
        try (Databases databases = new Databases(Cluster.OF_THIS_JVM, Seed.none(), ZoneOffset.UTC, false);
                Connection before = databases.platform()) {
            databases.drop();
            assertThat(before.isValid(1)).isFalse();
            assertThatThrownBy(databases::platform)
                    .isInstanceOfSatisfying(
                            ApiError.class, e -> assertThat(e.status()).isEqualTo(503));
            databases.resume();
            databases.platform().close();
        }
    }
}
