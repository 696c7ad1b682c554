package io.flaskdata.sdk.sandbox;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
    private final ReentrantLock templates = new ReentrantLock();
    private final Set<String> made = new HashSet<>();
    private final Set<String> firsts = ConcurrentHashMap.newKeySet();

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
            InitDb.run(data);
            EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("fsync", "off")
                    .setServerConfig("synchronous_commit", "off")
                    .setServerConfig("full_page_writes", "off")
                    .setServerConfig("wal_level", "minimal")
                    .setServerConfig("max_wal_senders", "0")
                    .setServerConfig("max_connections", "200")
                    .start();
            return new Cluster(postgres);
        } catch (IOException | IllegalStateException e) {
            throw new IOException("PostgreSQL can't be started here: " + firstLine(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("PostgreSQL's start was interrupted", e);
        }
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage())
                .lines()
                .findFirst()
                .orElse(e.getClass().getSimpleName());
    }

    /** In a session of its own where there is the command for it, else it would end with a process group that is killed. */
    private static void startWatchdog(Path data) throws IOException {
        String start =
                "command -v setsid >/dev/null && exec setsid sh -c \"$0\" sh \"$1\"; exec sh -c \"$0\" sh \"$1\"";
        new ProcessBuilder("sh", "-c", start, WATCHDOG, data.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /**
     * Makes a database of its own for a sandbox, as its seed has it. Only from the second one on is a template worth its time:
     * most programs have one sandbox.
     */
    String copy(String name) throws SQLException {
        String copy = "sandbox" + copies.incrementAndGet() + "_" + name;
        if (firsts.add(name)) {
            create(copy, null);
            seed(copy, name);
        } else {
            create(copy, template(name));
        }
        return copy;
    }

    void drop(String database) throws SQLException {
        administer("DROP DATABASE " + Sql.quoted(database) + " WITH (FORCE)");
    }

    private String template(String name) throws SQLException {
        templates.lock();
        try {
            String template = "template_" + name;
            if (!made.contains(name)) {
                create(template, null);
                seed(template, name);
                made.add(name);
            }
            return template;
        } finally {
            templates.unlock();
        }
    }

    private void seed(String database, String name) throws SQLException {
        try (Connection db = connect(database)) {
            db.setAutoCommit(false);
            Seed.write(name, db);
            db.commit();
        }
    }

    Connection connect(String database) throws SQLException {
        return postgres.getDatabase("postgres", database).getConnection();
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
