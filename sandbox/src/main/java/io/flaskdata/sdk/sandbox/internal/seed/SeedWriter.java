package io.flaskdata.sdk.sandbox.internal.seed;

import io.flaskdata.sdk.sandbox.internal.base.Sql;
import io.flaskdata.sdk.sandbox.seed.Seed;
import io.flaskdata.sdk.sandbox.seed.StudyDesign;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.Optional;

/**
 * Writes the seed into an empty database or schema.
 *
 * @param zone where a day begins at midnight
 * @param schema the schema that the connection writes into
 * @param audit the schema, made here, of what writes an EDC database's audit log
 */
public record SeedWriter(Connection db, ZoneId zone, String schema, String audit) {
    private static final String PLAIN_VIEW =
            "'crf_' || lower(regexp_replace(c.name, '[\\x01-\\x2f\\x3a-\\x40\\x5b-\\x5e\\x60\\x7b-\\x7f]+', '_', 'g'))";

    /** The name of CRF c's view, with letters of any script; PostgreSQL has no name of more than 63 bytes. */
    public static final String CRF_VIEW = "CASE WHEN octet_length(" + PLAIN_VIEW + ") > 63 THEN left(" + PLAIN_VIEW
            + ", 12) || '_' || c.crf_id ELSE " + PLAIN_VIEW + " END";

    /** A database that is the sandbox's alone. */
    public static SeedWriter of(Connection db, ZoneId zone) {
        return new SeedWriter(db, zone, "public", "audit");
    }

    public void write(Seed seed, String database) throws SQLException {
        Sql.inZone(db, zone);
        try {
            if (database.equals(Sql.PLATFORM)) {
                platform(seed);
                return;
            }
            scripts(seed, "edc.sql", "edc-audit.sql", "edc-people.sql");
            Optional<StudyDesign> own = seed.studies().stream()
                    .filter(each -> each.edcDatabase().equals(database))
                    .findFirst();
            if (own.isPresent()) {
                EdcDesign design = new EdcDesign(db, own.get(), zone);
                design.write();
                scripts(seed, "edc-structure.sql", "edc-views.sql");
                design.subjects();
            } else if (seed.demo()) {
                demo(seed, database);
            } else {
                scripts(seed, "edc-views.sql");
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("The seed can't be read", e);
        }
    }

    private void platform(Seed seed) throws SQLException, IOException, GeneralSecurityException {
        scripts(seed, "platform.sql", "customer.sql");
        new FormsSeed(db).write(seed);
        if (seed.moreSubjects() > 0) {
            scripts(seed, "forms-large.sql");
        }
        scripts(seed, "customer-seed.sql");
    }

    /** Database omdena is demo with a few differences. */
    private void demo(Seed seed, String database) throws SQLException, IOException {
        scripts(seed, "edc-demo.sql", "edc-structure.sql", "edc-views.sql");
        new EdcSeed(db, zone).write();
        scripts(seed, "edc-oddities.sql");
        if (database.equals("omdena")) {
            scripts(seed, "edc-omdena.sql");
        } else if (seed.moreSubjects() > 0) {
            scripts(seed, "edc-large.sql");
        }
    }

    private void scripts(Seed seed, String... names) throws SQLException, IOException {
        for (String name : names) {
            try (InputStream in = SeedWriter.class.getResourceAsStream(name);
                    var statement = db.createStatement()) {
                if (in == null) {
                    throw new IOException(name + " is missing from the jar");
                }
                statement.execute(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                        .replace("@crf-view@", CRF_VIEW)
                        .replace("@schema@", schema)
                        .replace("@audit@", audit)
                        .replace("@count@", String.valueOf(seed.moreSubjects())));
            }
        }
    }
}
