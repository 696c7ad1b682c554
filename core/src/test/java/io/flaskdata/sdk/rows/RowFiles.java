package io.flaskdata.sdk.rows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes rows into a file as an extract would. */
public final class RowFiles {
    private RowFiles() {}

    /** Gives how many rows there were. */
    public static long write(Path file, Manifest.Format format, Iterable<Row> rows) throws IOException {
        long count = 0;
        try (var out = Files.newOutputStream(file);
                RowWriter writer = format == Manifest.Format.CSV
                        ? new CsvRows(out, List.of(), CsvRows.Style.PLAIN)
                        : new JsonLines(out)) {
            for (Row row : rows) {
                writer.write(row);
                count++;
            }
        }
        return count;
    }
}
