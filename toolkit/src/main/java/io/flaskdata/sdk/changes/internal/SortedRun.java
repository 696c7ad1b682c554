package io.flaskdata.sdk.changes.internal;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;

/** Lines in the order of their keys in a temporary file. */
public record SortedRun(Path file, long lines) {
    static final int BUFFER = 16 * 1024;

    static SortedRun of(Path file, List<KeyedLine> sorted) throws IOException {
        try (DataOutputStream out = output(file)) {
            for (KeyedLine line : sorted) {
                line.write(out);
            }
        }
        return new SortedRun(file, sorted.size());
    }

    /** Merges several runs into one and deletes their files. */
    static SortedRun merged(Path file, List<SortedRun> runs) throws IOException {
        List<RunCursor> cursors = new ArrayList<>();
        try (DataOutputStream out = output(file)) {
            for (SortedRun run : runs) {
                cursors.add(new RunCursor(run));
            }
            merge(cursors, out);
        } finally {
            for (RunCursor cursor : cursors) {
                cursor.close();
            }
        }
        for (SortedRun run : runs) {
            Files.delete(run.file);
        }
        return new SortedRun(file, runs.stream().mapToLong(SortedRun::lines).sum());
    }

    private static void merge(List<RunCursor> cursors, DataOutputStream out) throws IOException {
        PriorityQueue<RunCursor> heads = new PriorityQueue<>(
                Comparator.comparing(cursor -> Objects.requireNonNull(cursor.head()), KeyedLine.BY_KEY));
        cursors.stream().filter(cursor -> cursor.head() != null).forEach(heads::add);
        for (RunCursor cursor = heads.poll(); cursor != null; cursor = heads.poll()) {
            Objects.requireNonNull(cursor.head()).write(out);
            cursor.advance();
            if (cursor.head() != null) {
                heads.add(cursor);
            }
        }
    }

    private static DataOutputStream output(Path file) throws IOException {
        return new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER));
    }
}
