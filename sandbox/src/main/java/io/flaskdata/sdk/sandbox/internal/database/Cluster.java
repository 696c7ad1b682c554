package io.flaskdata.sdk.sandbox.internal.database;

import io.flaskdata.sdk.sandbox.internal.base.Sql;
import io.flaskdata.sdk.sandbox.internal.seed.SeedWriter;
import io.flaskdata.sdk.sandbox.seed.Seed;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The one PostgreSQL of this JVM, started when it is first used, with the seeds' databases as templates. */
public final class Cluster implements DatabaseServer {
    public static final Cluster OF_THIS_JVM = new Cluster();

    /** The system property that names the folder where the data folder is made. */
    public static final String FOLDER = "flaskdata.sandbox.data";

    /** Linux's in-memory folder, where initdb does not wait for a disk. */
    private static final Path MEMORY = Path.of("/dev/shm");
    /** The demo study needs less than a hundred megabytes; containers often have little there. */
    private static final long ROOM = 2L << 30;

    /** Fixed, because the environment's locale could differ or be missing. */
    private static final String LOCALE = "C";

    /**
     * Stops PostgreSQL and removes its data when this JVM ends, even by kill -9, because then the pipe it reads is
     * closed. The pid is read first, because a clean stop removes the file; the folder is removed twice, because an
     * initdb started by the JVM runs on for a moment.
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
            n=0
            while [ $n -lt 10 ]; do rm -rf "$1"; sleep 0.2; n=$((n+1)); done
            """;

    /** Identifies a template database. */
    private record Template(Seed seed, ZoneId zone, String database) {}

    private final ReentrantLock starting = new ReentrantLock();
    private @Nullable EmbeddedPostgres started;
    private final ReentrantLock making = new ReentrantLock();
    private int databases;
    private final Map<Template, String> templates = new HashMap<>();

    private Cluster() {}

    private EmbeddedPostgres postgres(boolean small) throws SQLException {
        starting.lock();
        try {
            EmbeddedPostgres postgres = started;
            if (postgres == null) {
                postgres = start(small);
                started = postgres;
            }
            return postgres;
        } catch (IOException e) {
            throw new SQLException(e.getMessage(), e);
        } finally {
            starting.unlock();
        }
    }

    private static EmbeddedPostgres start(boolean small) throws IOException {
        try {
            HalfUnpacked.clear();
            Path data = Files.createTempDirectory(folder(small), "flaskdata-sandbox-");
            startWatchdog(data);
            return EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setLocaleConfig("locale", LOCALE)
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("fsync", "off")
                    .setServerConfig("synchronous_commit", "off")
                    .setServerConfig("full_page_writes", "off")
                    .setServerConfig("max_wal_size", "32MB")
                    .setServerConfig("wal_level", "minimal")
                    .setServerConfig("max_wal_senders", "0")
                    .setServerConfig("max_connections", "200")
                    // In the data folder, so that it is deleted with it, however PostgreSQL ends.
                    .setServerConfig("dynamic_shared_memory_type", "mmap")
                    .setServerConfig("shared_buffers", "16MB")
                    .start();
        } catch (IOException | IllegalStateException | ExceptionInInitializerError e) {
            throw new IOException("PostgreSQL can't be started here: " + firstLine(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("PostgreSQL's start was interrupted", e);
        }
    }

    /** Only data known to be small is kept in memory. */
    private static Path folder(boolean small) throws IOException {
        String wanted = System.getProperty(FOLDER);
        if (wanted != null) {
            return Path.of(wanted);
        }
        boolean fits =
                small && Files.isWritable(MEMORY) && Files.getFileStore(MEMORY).getUsableSpace() >= ROOM;
        return fits ? MEMORY : Path.of(System.getProperty("java.io.tmpdir"));
    }

    private static String firstLine(Throwable e) {
        Throwable told = e.getMessage() == null && e.getCause() != null ? e.getCause() : e;
        return told.getMessage() == null
                ? told.getClass().getSimpleName()
                : told.getMessage().lines().findFirst().orElse(told.getClass().getSimpleName());
    }

    /** In its own session if setsid is available; otherwise it would end with a killed process group. */
    private static void startWatchdog(Path data) throws IOException {
        String start =
                "command -v setsid >/dev/null && exec setsid sh -c \"$0\" sh \"$@\"; exec sh -c \"$0\" sh \"$@\"";
        new ProcessBuilder("sh", "-c", start, WATCHDOG, data.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    @Override
    public String make(Seed seed, ZoneId zone, String database) throws SQLException {
        postgres(seed.moreSubjects() == 0);
        making.lock();
        try {
            Template template = new Template(seed, zone, database);
            String seeded = templates.get(template);
            if (seeded == null) {
                seeded = seeded(template);
                templates.put(template, seeded);
            }
            return create(database, " TEMPLATE " + Sql.quoted(seeded) + " STRATEGY FILE_COPY");
        } finally {
            making.unlock();
        }
    }

    @Override
    public void drop(String made) throws SQLException {
        administer("DROP DATABASE " + Sql.quoted(made) + " WITH (FORCE)");
    }

    @Override
    public void leave(Iterable<String> all) throws SQLException {
        for (String made : all) {
            drop(made);
        }
    }

    private String seeded(Template template) throws SQLException {
        String made = create(template.database(), "");
        boolean done = false;
        try (Connection db = connect(made)) {
            db.setAutoCommit(false);
            SeedWriter.of(db, template.zone()).write(template.seed(), template.database());
            db.commit();
            done = true;
            return made;
        } finally {
            if (!done) {
                drop(made);
            }
        }
    }

    @Override
    public Connection connect(String made) throws SQLException {
        return postgres(true).getDatabase("postgres", made).getConnection();
    }

    private String create(String database, String how) throws SQLException {
        databases++;
        String made = "sandbox" + databases + "_" + database;
        administer("CREATE DATABASE " + Sql.quoted(made) + how);
        return made;
    }

    private void administer(String sql) throws SQLException {
        try (Connection db = connect("postgres");
                var statement = db.createStatement()) {
            statement.execute(sql);
        }
    }
}
