package io.flaskdata.sdk.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What each database begins with. */
final class Seed {
    private Seed() {}

    /** Into an empty database; omdena's is written over a copy of demo's. */
    static void write(String database, Connection db) throws SQLException {
        try {
            switch (database) {
                case "demo" -> {
                    scripts(db, List.of("edc.sql", "edc-audit.sql", "edc-design.sql", "edc-views.sql"));
                    new EdcSeed(db).write();
                    scripts(db, List.of("edc-oddities.sql"));
                }
                case "omdena" -> scripts(db, List.of("edc-omdena.sql"));
                default -> {
                    scripts(db, List.of("platform.sql", "customer.sql"));
                    new FormsSeed(db).write();
                    scripts(db, List.of("customer-seed.sql"));
                }
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("The seed can't be read", e);
        }
    }

    private static void scripts(Connection db, List<String> names) throws SQLException, IOException {
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
