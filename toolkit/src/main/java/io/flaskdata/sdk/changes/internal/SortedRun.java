package io.flaskdata.sdk.changes.internal;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

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

    /** Writes several runs as one and deletes their files. */
    static SortedRun merged(Path file, MergedLines lines) throws IOException {
        long count = 0;
        try (DataOutputStream out = output(file);
                lines) {
            for (KeyedLine line = lines.head(); line != null; line = lines.head()) {
                line.write(out);
                lines.advance();
                count++;
            }
        }
        return new SortedRun(file, count);
    }

    private static DataOutputStream output(Path file) throws IOException {
        return new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER));
    }
}
