package io.flaskdata.sdk.cli.sync;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import io.flaskdata.sdk.changes.internal.ExternalSort;
import io.flaskdata.sdk.changes.internal.KeyedLine;
import io.flaskdata.sdk.changes.internal.RunCursor;
import io.flaskdata.sdk.changes.internal.SortedRun;
import io.flaskdata.sdk.rows.Row;
import io.flaskdata.sdk.rows.RowProgress;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The work folder: the lock of a mirror, and the tables that the current run has fetched, each sorted by key. What a
 * killed run had fetched completely is there for the next one.
 */
final class Staging implements Closeable {
    static final Gson JSON = new GsonBuilder().disableHtmlEscaping().create();

    private static final String JOURNAL = "run.json";
    private static final int SORT_BUFFER = 8 << 20;
    private static final String UPDATED = "date_updated";

    private final Path folder;
    private final FileChannel lock;
    private Journal journal = new Journal(0, "", "", 0, List.of());

    private Staging(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * A table as fetched.
     *
     * @param since the start of its window; null when all of it was fetched
     * @param digest of its rows
     * @param updated the latest {@code date_updated}
     */
    record Staged(
            String table,
            List<String> key,
            @Nullable String since,
            long rows,
            String digest,
            List<String> columns,
            @Nullable String updated,
            String at) {}

    /** A run that isn't done: its number and time, what was asked for, on which state of the mirror. */
    record Journal(long run, String at, String request, long basedOn, List<Staged> tables) {}

    /** Locks a mirror for this process. */
    static Staging locked(Path folder, String mirror) throws IOException {
        Files.createDirectories(folder);
        FileChannel channel =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = null;
        try {
            held = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Held by this process: the same answer.
        }
        if (held == null) {
            channel.close();
            throw new IllegalStateException("Another sync is writing " + mirror
                    + ": let it end, or stop it; nothing was read or written by this one");
        }
        return new Staging(folder, channel);
    }

    /** Takes up a run that was stopped, if it is this one and not too old; else begins a new one. */
    Journal begin(MirrorState state, String request, Instant now, Duration within) throws IOException {
        Path file = folder.resolve(JOURNAL);
        if (Files.exists(file)) {
            Journal left = read(file);
            if (left != null
                    && left.basedOn == state.run()
                    && left.request.equals(request)
                    && !Instant.parse(left.at).plus(within).isBefore(now)
                    && !Instant.parse(left.at).isAfter(now)
                    && !within.isZero()) {
                journal = left;
                return left;
            }
        }
        clear();
        String at = Sync.text(
                state.at().isEmpty() || now.isAfter(Instant.parse(state.at()))
                        ? now
                        : Instant.parse(state.at()).plusMillis(1));
        journal = new Journal(state.run() + 1, at, request, state.run(), List.of());
        return journal;
    }

    /** A torn journal is one of a run that had nothing yet, or lost it: it begins again. */
    private static @Nullable Journal read(Path file) throws IOException {
        try {
            return JSON.fromJson(Files.readString(file), Journal.class);
        } catch (JsonParseException e) {
            return null;
        }
    }

    @Nullable
    Staged kept(SourceTable table) {
        return journal.tables.stream()
                .filter(each -> each.table.equals(table.name()) && Files.exists(file(each)))
                .findFirst()
                .orElse(null);
    }

    /** Fetches a table, sorts it by key on the disk, and notes it as fetched. */
    Staged fetch(SourceTable table, @Nullable Instant since, Instant now, RowProgress progress)
            throws IOException, SyncProblem {
        Path own = folder.resolve("sort-" + table.name());
        delete(own);
        ExternalSort sort = new ExternalSort(Files.createDirectory(own), SORT_BUFFER);
        Fetched fetched = new Fetched(table, sort);
        long rows = table.rows().apply(since).withProgress(progress).forEach(fetched::add);
        if (fetched.problem != null) {
            throw new SyncProblem(fetched.problem);
        }
        SortedRun sorted = sort.sorted();
        refuseRepeated(table, sorted);
        Staged staged = new Staged(
                table.name(),
                table.key(),
                since == null ? null : Sync.text(since),
                rows,
                fetched.digest.hex(),
                List.copyOf(fetched.columns),
                fetched.updated,
                Sync.text(now));
        Files.move(sorted.file(), file(staged), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        force(file(staged));
        delete(own);
        List<Staged> tables = new ArrayList<>(journal.tables);
        tables.removeIf(each -> each.table.equals(table.name()));
        tables.add(staged);
        journal = new Journal(journal.run, journal.at, journal.request, journal.basedOn, tables);
        replace(folder.resolve(JOURNAL), JSON.toJson(journal));
        return staged;
    }

    /** What is learnt of the rows while they arrive. */
    private static final class Fetched {
        private final SourceTable table;
        private final ExternalSort sort;
        private final Canonical canonical = new Canonical();
        private final Canonical.Sum digest = canonical.new Sum(null);
        private final Set<String> columns = new LinkedHashSet<>();
        private List<String> last = List.of();
        private @Nullable String updated;
        private @Nullable String problem;

        Fetched(SourceTable table, ExternalSort sort) {
            this.table = table;
            this.sort = sort;
        }

        void add(Row row) {
            if (!last.equals(row.columns())) {
                last = row.columns();
                columns.addAll(last);
                problem = problem != null ? problem : wrong(table, last);
            }
            if (problem != null) {
                return;
            }
            byte[] spelled = canonical.of(row);
            digest.add(spelled);
            String edited = row.has(UPDATED) ? row.string(UPDATED) : null;
            updated = later(updated, edited);
            try {
                sort.add(new KeyedLine(canonical.key(row, table.key(), spelled), row.line()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Two rows with one key would be one row of the mirror: a row lost. */
    private static void refuseRepeated(SourceTable table, SortedRun sorted) throws IOException, SyncProblem {
        if (table.key().isEmpty()) {
            return;
        }
        byte[] last = null;
        try (RunCursor rows = new RunCursor(sorted)) {
            for (KeyedLine row = rows.head(); row != null; row = rows.head()) {
                if (Arrays.equals(last, row.key())) {
                    throw new SyncProblem("two rows have the same " + String.join(", ", table.key())
                            + ", which is to be their key: name another one with --key " + table.name()
                            + "=COLUMN,COLUMN, or --key " + table.name() + "=* for the whole row");
                }
                last = row.key();
                rows.advance();
            }
        }
    }

    private static @Nullable String wrong(SourceTable table, List<String> columns) {
        for (String column : table.key()) {
            if (!columns.contains(column)) {
                return "its rows have no column " + column + ", which is to be their key: name another one with --key "
                        + table.name() + "=COLUMN, or --key " + table.name() + "=* for the whole row";
            }
        }
        return columns.stream()
                .filter(FolderMirror.OWN::contains)
                .findFirst()
                .map(own -> "it has a column " + own + ", a name that the mirror needs for itself")
                .orElse(null);
    }

    /** Of two instants as text; what isn't an instant says nothing. */
    static @Nullable String later(@Nullable String one, @Nullable String other) {
        return other == null || (one != null && one.compareTo(other) >= 0) ? one : other;
    }

    /** A folder in this one, under the same lock, for what is no run. */
    Staging apart() throws IOException {
        Staging apart = new Staging(Files.createDirectories(folder.resolve("verify")), lock);
        apart.clear();
        return apart;
    }

    SortedRun sorted(Staged staged) {
        return new SortedRun(file(staged), staged.rows());
    }

    private Path file(Staged staged) {
        return folder.resolve(staged.table() + ".sorted");
    }

    Path folder() {
        return folder;
    }

    /** Forgets the run: it is done, or not to be taken up. */
    void clear() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            for (Path each : all.toList()) {
                String name = each.getFileName().toString();
                if (!name.equals("lock") && !name.equals(Sync.FULL)) {
                    delete(each);
                }
            }
        }
    }

    private static void delete(Path path) throws IOException {
        if (Files.exists(path)) {
            try (Stream<Path> walk = Files.walk(path)) {
                for (Path each : walk.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }

    static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Replaces a small file: it has the old text or the new one, whenever the machine stops. */
    static void replace(Path file, String text) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.write(part, text.getBytes(StandardCharsets.UTF_8));
        force(part);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            force(folder);
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
