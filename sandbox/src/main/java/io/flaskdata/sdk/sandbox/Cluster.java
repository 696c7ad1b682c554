package io.flaskdata.sdk.sandbox;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The one PostgreSQL of this JVM, started when it is first used, with the seeds as template databases. */
final class Cluster implements DatabaseServer {
    static final Cluster OF_THIS_JVM = new Cluster();

    /**
     * Ends PostgreSQL and removes its data when this JVM is gone, kill -9 included: then the pipe it reads closes. The
     * pid is read first, because a clean stop removes the file; what is removed is removed again, because a copy that the JVM had
     * begun goes on for a moment.
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
            while [ $n -lt 10 ]; do rm -rf "$1" "$2"; sleep 0.2; n=$((n+1)); done
            """;

    /** What a template is of. */
    private record Template(Seed seed, String database) {}

    private final ReentrantLock starting = new ReentrantLock();
    private @Nullable EmbeddedPostgres started;
    private final AtomicInteger databases = new AtomicInteger();
    private final ReentrantLock templating = new ReentrantLock();
    private final Map<Template, String> templates = new HashMap<>();
    private final Set<Template> firsts = ConcurrentHashMap.newKeySet();
    private volatile boolean resetsExpected;
    private volatile boolean inMemory;

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

    private EmbeddedPostgres start(boolean small) throws IOException {
        Path data = DataFolder.of(small);
        inMemory = DataFolder.isInMemory(data);
        try {
            Optional<InitDb> initDb = InitDb.here();
            if (initDb.isEmpty()) {
                InitDb.clearHalfUnpacked();
            }
            startWatchdog(data, initDb.map(each -> each.scratch(data)).orElse(data));
            Files.createDirectory(
                    data, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            if (initDb.isPresent()) {
                initDb.get().run(data);
            }
            return EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setLocaleConfig("locale", InitDb.LOCALE)
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("fsync", "off")
                    .setServerConfig("synchronous_commit", "off")
                    .setServerConfig("full_page_writes", "off")
                    // No less than two segments of the library's own initdb.
                    .setServerConfig("max_wal_size", "32MB")
                    .setServerConfig("wal_level", "minimal")
                    .setServerConfig("max_wal_senders", "0")
                    .setServerConfig("max_connections", "200")
                    // In the folder, so that it is gone with it, however PostgreSQL ends.
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

    private static String firstLine(Throwable e) {
        Throwable told = e.getMessage() == null && e.getCause() != null ? e.getCause() : e;
        return told.getMessage() == null
                ? told.getClass().getSimpleName()
                : told.getMessage().lines().findFirst().orElse(told.getClass().getSimpleName());
    }

    /** In a session of its own where there is the command for it, else it would end with a process group that is killed. */
    private static void startWatchdog(Path data, Path scratch) throws IOException {
        String start =
                "command -v setsid >/dev/null && exec setsid sh -c \"$0\" sh \"$@\"; exec sh -c \"$0\" sh \"$@\"";
        new ProcessBuilder("sh", "-c", start, WATCHDOG, data.toString(), scratch.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    void expectResets() {
        resetsExpected = true;
    }

    @Override
    public String make(Seed seed, String database) throws SQLException {
        postgres(seed.moreSubjects() == 0);
        String made = name(database);
        Template template = new Template(seed, database);
        if (!isTemplateWorthItsTime(seed) && firsts.add(template)) {
            seeded(made, template);
        } else {
            create(made, made(template));
        }
        return made;
    }

    /** From the first database on, where there will be resets or a copy costs next to nothing. Most programs have one sandbox. */
    private boolean isTemplateWorthItsTime(Seed seed) {
        return resetsExpected || (inMemory && seed.moreSubjects() == 0);
    }

    private String name(String database) {
        return "sandbox" + databases.incrementAndGet() + "_" + database;
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

    private String made(Template template) throws SQLException {
        templating.lock();
        try {
            String made = templates.get(template);
            if (made == null) {
                made = name(template.database());
                seeded(made, template);
                templates.put(template, made);
            }
            return made;
        } finally {
            templating.unlock();
        }
    }

    private void seeded(String made, Template template) throws SQLException {
        create(made, null);
        boolean done = false;
        try (Connection db = connect(made)) {
            db.setAutoCommit(false);
            SeedWriter.of(db).write(template.seed(), template.database());
            db.commit();
            done = true;
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

    private void create(String database, @Nullable String template) throws SQLException {
        administer("CREATE DATABASE " + Sql.quoted(database)
                + (template == null ? "" : " TEMPLATE " + Sql.quoted(template) + " STRATEGY FILE_COPY"));
    }

    private void administer(String sql) throws SQLException {
        try (Connection db = connect("postgres");
                var statement = db.createStatement()) {
            statement.execute(sql);
        }
    }
}
