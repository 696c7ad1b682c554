package io.flaskdata.sdk.cli.sync;

import io.flaskdata.sdk.changes.internal.KeyedLine;
import io.flaskdata.sdk.changes.internal.RunCursor;
import io.flaskdata.sdk.changes.internal.SortedRun;
import io.flaskdata.sdk.cli.sync.Staging.Staged;
import io.flaskdata.sdk.rows.JsonLinesReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Walks through what was fetched and what the mirror has, both in the order of their keys. */
final class Merge implements Closeable {
    private final Mirror mirror;
    private final Staging staging;
    private final Staging.Journal journal;
    private final MirrorState before;
    private Mirror.@Nullable Publication publication;

    Merge(Mirror mirror, Staging staging, Staging.Journal journal, MirrorState before) {
        this.mirror = mirror;
        this.staging = staging;
        this.journal = journal;
        this.before = before;
    }

    /** A table's new state, or the very old one when nothing changed; and what is told of it. */
    record Outcome(MirrorState.Table state, SyncReport.Table result) {}

    /** What a pair of rows with one key is. */
    private interface Pairs {
        void of(Mirror.@Nullable Current was, @Nullable KeyedLine is) throws IOException;
    }

    private static void walk(SortedRun sorted, Mirror.CurrentRows current, Pairs pairs) throws IOException {
        try (RunCursor source = new RunCursor(sorted)) {
            Mirror.Current was = current.next();
            KeyedLine is = source.head();
            while (was != null || is != null) {
                int order = was == null ? 1 : is == null ? -1 : Arrays.compareUnsigned(was.key(), is.key());
                pairs.of(order <= 0 ? was : null, order >= 0 ? is : null);
                if (order >= 0) {
                    source.advance();
                }
                Mirror.Current next = order <= 0 ? current.next() : was;
                if (order <= 0 && next != null && was != null && Arrays.compareUnsigned(was.key(), next.key()) > 0) {
                    throw new IOException("The mirror's rows are not in the order of their keys: it was changed by"
                            + " another program; mirror into a new place");
                }
                was = next;
                is = source.head();
            }
        }
    }

    /** Whether two lines are the same row: the order of members and the spelling of text don't matter. */
    private static final class Spelling {
        private final JsonLinesReader reader = new JsonLinesReader(null);
        private final Canonical canonical = new Canonical();

        byte[] of(byte[] line) throws IOException {
            return canonical.of(reader.row(line));
        }

        boolean same(byte[] one, byte[] other) throws IOException {
            return Arrays.equals(one, other) || Arrays.equals(of(one), of(other));
        }
    }

    Outcome table(SourceTable table, Staged staged, MirrorState.@Nullable Table was) throws IOException {
        boolean full = staged.since() == null;
        List<String> had = was == null ? List.of() : was.columns();
        List<String> appeared = SyncReport.without(staged.columns(), had);
        if (was != null && appeared.isEmpty() && (full ? holds(was, staged) : staged.rows() == 0)) {
            return new Outcome(was, result(table, was.rows(), new long[3], staged, had, List.of()));
        }
        if (publication == null) {
            publication = mirror.begin(journal.run(), journal.at(), before);
        }
        Set<String> columns = new LinkedHashSet<>(full && staged.rows() > 0 ? List.of() : had);
        columns.addAll(staged.columns());
        long[] counts = new long[3];
        Spelling spelling = new Spelling();
        Canonical.Sum digest = new Canonical().new Sum(was == null ? null : was.digest());
        try (Mirror.TableWriter writer = publication.table(table, List.copyOf(columns), was);
                Mirror.CurrentRows current = was == null ? none() : mirror.current(table, was)) {
            walk(staging.sorted(staged), current, (row, is) -> {
                if (row != null && (is == null ? !full : spelling.same(row.line(), is.line()))) {
                    writer.keep(row);
                    return;
                }
                counts[row == null ? 0 : is == null ? 2 : 1]++;
                if (row != null) {
                    digest.remove(spelling.of(row.line()));
                    writer.end(row, is == null);
                }
                if (is != null) {
                    digest.add(spelling.of(is.line()));
                    writer.insert(is.key(), is.line());
                }
            });
            long rows = (was == null ? 0 : was.rows()) + counts[0] - counts[2];
            if (full && (rows != staged.rows() || !digest.hex().equals(staged.digest()))) {
                throw new IOException("The mirror's rows of " + table.name() + " are not those of its state: run"
                        + " flaskdata sync --verify, and bring the mirror back from a backup");
            }
            SyncReport.Table result = result(table, rows, counts, staged, had, appeared);
            if (was != null && counts[0] + counts[1] + counts[2] == 0 && appeared.isEmpty()) {
                return new Outcome(was, result);
            }
            long versions = (was == null ? 0 : was.versions()) + counts[0] + counts[1];
            return new Outcome(
                    new MirrorState.Table(
                            table.key(),
                            List.copyOf(columns),
                            rows,
                            digest.hex(),
                            full
                                    ? staged.updated()
                                    : Staging.later(was == null ? null : was.updated(), staged.updated()),
                            journal.run(),
                            versions,
                            writer.finished()),
                    result);
        }
    }

    /** Rows with the same digest are the same rows, so there is nothing to compare. */
    private static boolean holds(MirrorState.Table was, Staged staged) {
        return was.rows() == staged.rows() && was.digest().equals(staged.digest());
    }

    private static SyncReport.Table result(
            SourceTable table, long rows, long[] counts, Staged staged, List<String> had, List<String> appeared) {
        List<String> gone = staged.rows() == 0 ? List.of() : SyncReport.without(had, staged.columns());
        return new SyncReport.Table(
                table.name(),
                rows,
                counts[0],
                counts[1],
                counts[2],
                staged.since(),
                had.isEmpty() ? List.of() : appeared,
                gone,
                null);
    }

    private static Mirror.CurrentRows none() {
        return new Mirror.CurrentRows() {
            @Override
            public Mirror.@Nullable Current next() {
                return null;
            }

            @Override
            public void close() {}
        };
    }

    void commit(MirrorState after) throws IOException {
        if (publication != null) {
            publication.commit(after);
        }
    }

    static SyncReport.Verified verified(
            String table, Staged staged, SortedRun sorted, Mirror.CurrentRows rows, MirrorState.Table state)
            throws IOException {
        long[] counts = new long[4];
        Spelling spelling = new Spelling();
        Canonical.Sum digest = new Canonical().new Sum(null);
        List<String> keys = new ArrayList<>();
        try (rows) {
            walk(sorted, rows, (was, is) -> {
                if (was != null) {
                    digest.add(spelling.of(was.line()));
                    counts[3]++;
                }
                if (was == null || is == null || !spelling.same(was.line(), is.line())) {
                    counts[was == null ? 0 : is == null ? 1 : 2]++;
                    byte[] key = was != null ? was.key() : is != null ? is.key() : new byte[0];
                    if (keys.size() < 5 && !state.key().isEmpty()) {
                        keys.add(new String(key, StandardCharsets.UTF_8).strip().replace('\n', ','));
                    }
                }
            });
        }
        boolean own = counts[3] == state.rows() && digest.hex().equals(state.digest());
        return new SyncReport.Verified(
                table,
                staged.rows(),
                staged.digest(),
                counts[3],
                digest.hex(),
                counts[0],
                counts[1],
                counts[2],
                keys,
                own
                        ? null
                        : "the mirror's rows are not those of its state: bring it back from a backup, or mirror into a new place");
    }

    @Override
    public void close() throws IOException {
        if (publication != null) {
            publication.close();
        }
    }
}
