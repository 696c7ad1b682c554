package io.flaskdata.sdk.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;

/** What each database begins with. */
final class Seed {
    private Seed() {}

    /** Into an empty database; omdena's is demo's with a few differences. */
    static void write(String database, Connection db) throws SQLException {
        try {
            if (database.equals(Cluster.PLATFORM)) {
                scripts(db, "platform.sql", "customer.sql");
                new FormsSeed(db).write();
                scripts(db, "customer-seed.sql");
                return;
            }
            scripts(db, "edc.sql", "edc-audit.sql", "edc-design.sql", "edc-views.sql");
            new EdcSeed(db).write();
            scripts(db, "edc-oddities.sql");
            if (database.equals("omdena")) {
                scripts(db, "edc-omdena.sql");
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("The seed can't be read", e);
        }
    }

    private static void scripts(Connection db, String... names) throws SQLException, IOException {
        for (String name : names) {
            try (InputStream in = Seed.class.getResourceAsStream(name);
                    var statement = db.createStatement()) {
                if (in == null) {
                    throw new IOException(name + " is missing from the jar");
                }
                statement.execute(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
    }
}
