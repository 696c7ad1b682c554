package io.flaskdata.sdk.changes.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** The lines of several {@link SortedRun}s in the order of their keys; closing deletes the runs. */
public final class MergedLines implements AutoCloseable {
    private final List<SortedRun> runs;
    private final List<RunCursor> cursors = new ArrayList<>();
    private final PriorityQueue<RunCursor> heads = new PriorityQueue<>(
            Comparator.comparing(cursor -> Objects.requireNonNull(cursor.head()), KeyedLine.BY_KEY));

    MergedLines(List<SortedRun> runs) throws IOException {
        this.runs = runs;
        try {
            for (SortedRun run : runs) {
                RunCursor cursor = new RunCursor(run);
                cursors.add(cursor);
                if (cursor.head() != null) {
                    heads.add(cursor);
                }
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** The line it is at, null after the last. */
    public @Nullable KeyedLine head() {
        RunCursor first = heads.peek();
        return first == null ? null : first.head();
    }

    /** Goes to the next line, if there was one. */
    public void advance() throws IOException {
        RunCursor first = heads.poll();
        if (first != null) {
            first.advance();
            if (first.head() != null) {
                heads.add(first);
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (RunCursor cursor : cursors) {
            cursor.close();
        }
        for (SortedRun run : runs) {
            Files.deleteIfExists(run.file());
        }
    }
}
