package io.flaskdata.sdk.cli.sync;

import com.google.gson.reflect.TypeToken;
import io.flaskdata.sdk.cli.sync.Staging.Staged;
import io.flaskdata.sdk.errors.RejectedException;
import io.flaskdata.sdk.rows.RowProgress;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Mirrors tables: fetches all, then publishes what differs, at once. */
public final class Sync implements Closeable {
    /** When each table was last compared as a whole; kept only where windows are used. */
    static final String FULL = "full.json";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Mirror mirror;
    private final Staging staging;
    private final Options options;
    private final InstantSource clock;
    private final Watch watch;

    private Sync(Mirror mirror, Staging staging, Options options, InstantSource clock, Watch watch) {
        this.mirror = mirror;
        this.staging = staging;
        this.options = options;
        this.clock = clock;
        this.watch = watch;
    }

    /**
     * How to mirror.
     *
     * @param source which FlaskData, and which database or study in it
     * @param resumeWithin how old a stopped run may be to be gone on with; zero for never
     * @param fullEvery how long only edited rows are asked for after a table was compared as a whole; null for never
     * @param overlap how far a window begins before the latest edit that the mirror has
     * @param accepted tables whose lost columns, or lost rows when all are, are believed
     */
    public record Options(
            String source,
            Duration resumeWithin,
            @Nullable Duration fullEvery,
            Duration overlap,
            Set<String> accepted) {}

    /** Is told what happens. */
    public interface Watch {
        /** A table is fetched now. */
        RowProgress fetching(String table);

        /** Something is done: a word for it, and what belongs to it. */
        void done(String event, Map<String, ? extends @Nullable Object> what);
    }

    /** A mirror in a folder, locked for this process. */
    public static Sync toFolder(Path folder, Options options, InstantSource clock, Watch watch) throws IOException {
        Staging staging = Staging.locked(folder.resolve(".sync"), folder.toString());
        return opened(staging, () -> FolderMirror.open(folder, options.source()), options, clock, watch);
    }

    /**
     * A mirror in a database, locked for this process.
     *
     * @param work a folder for what is fetched
     * @param connections makes a connection
     * @param schema of the views; the history's is {@code <schema>_history}
     */
    public static Sync toDatabase(
            Path work, Connections connections, String schema, Options options, InstantSource clock, Watch watch)
            throws IOException {
        Staging staging = Staging.locked(work, "schema " + schema);
        return opened(staging, () -> JdbcMirror.open(connections, schema, options.source()), options, clock, watch);
    }

    /** A database's connections. */
    @FunctionalInterface
    public interface Connections {
        Connection connect() throws SQLException;
    }

    /** Makes a mirror, once its lock is held. */
    interface Opening {
        Mirror open() throws IOException;
    }

    static Sync opened(Staging staging, Opening opening, Options options, InstantSource clock, Watch watch)
            throws IOException {
        Mirror mirror = null;
        try {
            mirror = opening.open();
            return new Sync(mirror, staging, options, clock, watch);
        } finally {
            if (mirror == null) {
                staging.close();
            }
        }
    }

    /** The key that a table's rows are known by in the mirror; null when it isn't there. */
    public @Nullable List<String> key(String table) throws IOException {
        MirrorState.Table known = mirror.state().tables().get(table);
        return known == null ? null : known.key();
    }

    /** Brings the mirror up to the source. */
    public SyncReport run(List<SourceTable> tables) throws IOException {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        MirrorState before = mirror.state();
        Staging.Journal journal = staging.begin(before, request(tables), now, options.resumeWithin());
        Map<String, Instant> full = lastFull();
        watch.done(
                "started",
                Map.of("run", journal.run(), "resumed", journal.tables().size()));
        Map<String, Staged> fetched = new LinkedHashMap<>();
        List<SyncReport.Table> results = new ArrayList<>();
        Map<String, String> problems = new LinkedHashMap<>();
        for (SourceTable table : tables) {
            try {
                Staged staged = fetched(table, before.tables().get(table.name()), full.get(table.name()), now);
                String problem = problem(table, staged, before.tables().get(table.name()));
                if (problem != null) {
                    throw new SyncProblem(problem);
                }
                fetched.put(table.name(), staged);
            } catch (SyncProblem e) {
                problems.put(table.name(), said(e));
                watch.done("table-problem", Map.of("table", table.name(), "problem", said(e)));
            } catch (RejectedException e) {
                if (table.optional() && !before.tables().containsKey(table.name())) {
                    watch.done("absent", Map.of("table", table.name()));
                    continue;
                }
                problems.put(table.name(), refused(before.tables().get(table.name())));
                watch.done("table-problem", Map.of("table", table.name(), "problem", refused(null)));
            }
        }
        boolean changed = publish(tables, fetched, problems, before, journal, results);
        staging.clear();
        noteFull(full, fetched, now);
        SyncReport report = new SyncReport(
                journal.run(), journal.at(), changed, journal.tables().size(), results);
        watch.done("ended", Map.of("run", journal.run(), "changed", changed));
        return report;
    }

    private static String said(SyncProblem e) {
        return String.valueOf(e.getMessage());
    }

    private static String refused(MirrorState.@Nullable Table before) {
        return "the server refuses it: is it renamed, or not there? flaskdata tables lists what is there"
                + (before == null ? "" : "; its " + before.rows() + " rows stay in the mirror as they were");
    }

    private String request(List<SourceTable> tables) {
        StringBuilder text = new StringBuilder(options.source());
        tables.forEach(each -> text.append('\n').append(each.name()).append(' ').append(each.key()));
        return text.append('\n').append(options.fullEvery()).toString();
    }

    private Staged fetched(
            SourceTable table, MirrorState.@Nullable Table before, @Nullable Instant lastFull, Instant now)
            throws IOException, SyncProblem {
        Staged kept = staging.kept(table);
        if (kept != null) {
            watch.done("kept", Map.of("table", table.name(), "rows", kept.rows(), "fetched", kept.at()));
            return kept;
        }
        Instant since = since(table, before, lastFull, now);
        long start = clock.millis();
        Staged staged = staging.fetch(table, since, now, watch.fetching(table.name()));
        Map<String, @Nullable Object> what = new LinkedHashMap<>();
        what.put("table", table.name());
        what.put("rows", staged.rows());
        what.put("since", staged.since());
        what.put("milliseconds", clock.millis() - start);
        watch.done("fetched", what);
        return staged;
    }

    /** The start of a table's window; null when all of it is to be fetched. */
    private @Nullable Instant since(
            SourceTable table, MirrorState.@Nullable Table before, @Nullable Instant lastFull, Instant now) {
        Duration every = options.fullEvery();
        if (every == null || before == null || before.updated() == null || lastFull == null || !table.windowed()) {
            return null;
        }
        try {
            return lastFull.plus(every).isAfter(now)
                    ? Instant.parse(before.updated()).minus(options.overlap())
                    : null;
        } catch (DateTimeParseException e) {
            // Not an instant: this table has no windows.
            return null;
        }
    }

    /** Why what was fetched can't be believed as it is; null when it can. */
    private @Nullable String problem(SourceTable table, Staged staged, MirrorState.@Nullable Table before) {
        if (before == null) {
            return null;
        }
        if (!before.key().equals(table.key())) {
            return "its rows are known by " + named(before.key()) + " in the mirror, not by " + named(table.key())
                    + ": ask for that key, or mirror into a new place";
        }
        List<String> gone = SyncReport.without(before.columns(), staged.columns());
        String accept = "; if that is meant, say --accept " + table.name() + " once: the history keeps what was there";
        if (options.accepted().contains(table.name())) {
            return null;
        }
        if (staged.rows() == 0 && staged.since() == null && before.rows() > 0) {
            return "all its " + before.rows() + " rows are gone from the source; the mirror keeps them" + accept;
        }
        return staged.rows() == 0 || gone.isEmpty()
                ? null
                : "it has no column " + String.join(", ", gone) + " any more; the mirror stays as it was" + accept;
    }

    private static String named(List<String> key) {
        return key.isEmpty() ? "the whole row" : String.join(", ", key);
    }

    private boolean publish(
            List<SourceTable> tables,
            Map<String, Staged> fetched,
            Map<String, String> problems,
            MirrorState before,
            Staging.Journal journal,
            List<SyncReport.Table> results)
            throws IOException {
        Map<String, MirrorState.Table> after = new TreeMap<>(before.tables());
        boolean changed = false;
        try (Merge merge = new Merge(mirror, staging, journal, before)) {
            for (SourceTable table : tables) {
                MirrorState.Table was = before.tables().get(table.name());
                Staged staged = fetched.get(table.name());
                if (staged == null && !problems.containsKey(table.name())) {
                    continue;
                }
                if (staged == null) {
                    results.add(SyncReport.Table.failed(table.name(), was, problems.get(table.name())));
                    continue;
                }
                Merge.Outcome outcome = merge.table(table, staged, was);
                after.put(table.name(), outcome.state());
                changed |= outcome.state() != was;
                results.add(outcome.result());
                watch.done("compared", outcome.result().members());
            }
            if (changed) {
                merge.commit(new MirrorState(MirrorState.FORMAT, before.source(), journal.run(), journal.at(), after));
                watch.done("published", Map.of("run", journal.run()));
            }
        }
        return changed;
    }

    private Map<String, Instant> lastFull() throws IOException {
        Path file = staging.folder().resolve(FULL);
        Map<String, Instant> last = new TreeMap<>();
        if (options.fullEvery() != null && Files.exists(file)) {
            Map<String, String> read =
                    Staging.JSON.fromJson(Files.readString(file), new TypeToken<Map<String, String>>() {}.getType());
            read.forEach((table, at) -> last.put(table, Instant.parse(at)));
        }
        return last;
    }

    private void noteFull(Map<String, Instant> last, Map<String, Staged> fetched, Instant now) throws IOException {
        if (options.fullEvery() == null || fetched.values().stream().noneMatch(each -> each.since() == null)) {
            return;
        }
        Map<String, String> noted = new TreeMap<>();
        last.forEach((table, at) -> noted.put(table, text(at)));
        fetched.forEach((table, staged) -> {
            if (staged.since() == null) {
                noted.put(table, text(now));
            }
        });
        Staging.replace(staging.folder().resolve(FULL), Staging.JSON.toJson(noted));
    }

    /**
     * Copies each table of a folder that changed into {@code parquet/TABLE.parquet}, with all versions of its rows.
     *
     * @return the tables that were written
     */
    public List<String> parquet(Path folder) throws IOException {
        List<String> written = new ParquetCopies(folder).write(mirror.state());
        watch.done("parquet", Map.of("tables", written));
        return written;
    }

    /** Compares the mirror with the source and changes nothing. */
    public List<SyncReport.Verified> verify(List<SourceTable> tables) throws IOException {
        MirrorState state = mirror.state();
        List<SyncReport.Verified> results = new ArrayList<>();
        Staging apart = staging.apart();
        for (SourceTable table : tables) {
            SyncReport.Verified verified = verified(table, state.tables().get(table.name()), apart);
            watch.done("verified", verified.members());
            results.add(verified);
        }
        apart.clear();
        Files.delete(apart.folder());
        return results;
    }

    private SyncReport.Verified verified(SourceTable table, MirrorState.@Nullable Table state, Staging apart)
            throws IOException {
        if (state == null) {
            return SyncReport.Verified.not(table.name(), "the mirror doesn't have it: sync it first");
        }
        String damage = mirror.damage(table.name(), state);
        if (damage != null) {
            return SyncReport.Verified.not(
                    table.name(), damage + ": bring it back from a backup, or mirror into a new place");
        }
        try {
            Staged staged = apart.fetch(
                    new SourceTable(table.name(), state.key(), false, false, table.rows()),
                    null,
                    clock.instant(),
                    watch.fetching(table.name()));
            return Merge.verified(table.name(), staged, apart.sorted(staged), mirror.current(table, state), state);
        } catch (SyncProblem e) {
            return SyncReport.Verified.not(table.name(), said(e));
        } catch (RejectedException e) {
            return SyncReport.Verified.not(table.name(), refused(state));
        }
    }

    static String text(Instant instant) {
        return TIME.format(instant);
    }

    @Override
    public void close() throws IOException {
        try (staging) {
            mirror.close();
        }
    }
}
