package io.flaskdata.sdk.sandbox;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The one PostgreSQL of this JVM, with the seed as template databases. */
final class Cluster {
    static final List<String> EDC_DATABASES = List.of("demo", "omdena");
    static final String PLATFORM = "flaskdata";

    /**
     * Ends PostgreSQL and removes its data when this JVM is gone, kill -9 included: then the pipe it reads closes. The
     * pid is read first, because a clean stop removes the file.
     */
    private static final String WATCHDOG = """
            trap '' INT TERM HUP
            cat >/dev/null
            if [ -f "$1/postmaster.pid" ]; then
              pid=$(head -n 1 "$1/postmaster.pid")
              kill -QUIT "$pid" 2>/dev/null
              n=0
              while kill -0 "$pid" 2>/dev/null && [ $n -lt 100 ]; do sleep 0.1; n=$((n+1)); done
            fi
            rm -rf "$1"
            """;

    private static final ReentrantLock LOCK = new ReentrantLock();
    private static @Nullable Cluster shared;

    private final EmbeddedPostgres postgres;
    private final AtomicInteger copies = new AtomicInteger();

    private Cluster(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    static Cluster get() throws IOException {
        LOCK.lock();
        try {
            Cluster cluster = shared;
            if (cluster == null) {
                cluster = start();
                shared = cluster;
            }
            return cluster;
        } finally {
            LOCK.unlock();
        }
    }

    private static Cluster start() throws IOException {
        Path data = Files.createTempDirectory("flaskdata-sandbox-");
        try {
            startWatchdog(data);
            EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(true)
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("fsync", "off")
                    .setServerConfig("synchronous_commit", "off")
                    .setServerConfig("max_connections", "200")
                    .start();
            Cluster cluster = new Cluster(postgres);
            cluster.seed();
            return cluster;
        } catch (IOException | IllegalStateException | SQLException | GeneralSecurityException e) {
            throw new IOException("PostgreSQL can't be started here: " + firstLine(e), e);
        }
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage())
                .lines()
                .findFirst()
                .orElse(e.getClass().getSimpleName());
    }

    private static void startWatchdog(Path data) throws IOException {
        new ProcessBuilder("sh", "-c", WATCHDOG, "sh", data.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private void seed() throws SQLException, IOException, GeneralSecurityException {
        create(template("demo"), null);
        try (Connection db = connect(template("demo"))) {
            db.setAutoCommit(false);
            for (String script : List.of("edc.sql", "edc-audit.sql", "edc-design.sql", "edc-views.sql")) {
                script(db, script);
            }
            new EdcSeed(db).write();
            script(db, "edc-oddities.sql");
            db.commit();
        }
        create(template("omdena"), template("demo"));
        try (Connection db = connect(template("omdena"))) {
            script(db, "edc-omdena.sql");
        }
        create(template(PLATFORM), null);
        try (Connection db = connect(template(PLATFORM))) {
            script(db, "platform.sql");
            script(db, "customer.sql");
            new FormsSeed(db).write();
            script(db, "customer-seed.sql");
        }
    }

    private static void script(Connection db, String resource) throws SQLException, IOException {
        try (InputStream in = Cluster.class.getResourceAsStream(resource);
                var statement = db.createStatement()) {
            if (in == null) {
                throw new IOException(resource + " is missing from the jar");
            }
            statement.execute(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** A copy of every seeded database, by the name clients know. */
    Map<String, String> copy() throws SQLException {
        int number = copies.incrementAndGet();
        Map<String, String> names = new java.util.HashMap<>();
        for (String name : List.of("demo", "omdena", PLATFORM)) {
            names.put(name, "sandbox" + number + "_" + name);
            create("sandbox" + number + "_" + name, template(name));
        }
        return Map.copyOf(names);
    }

    void drop(Map<String, String> copy) throws SQLException {
        for (String database : copy.values()) {
            administer("DROP DATABASE " + Sql.quoted(database) + " WITH (FORCE)");
        }
    }

    Connection connect(String database) throws SQLException {
        return postgres.getDatabase("postgres", database).getConnection();
    }

    private static String template(String name) {
        return "template_" + name;
    }

    private void create(String database, @Nullable String template) throws SQLException {
        administer("CREATE DATABASE " + Sql.quoted(database)
                + (template == null ? "" : " TEMPLATE " + Sql.quoted(template)));
    }

    private void administer(String sql) throws SQLException {
        try (Connection db = connect("postgres");
                var statement = db.createStatement()) {
            statement.execute(sql);
        }
    }
}
