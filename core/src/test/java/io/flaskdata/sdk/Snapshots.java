package io.flaskdata.sdk;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Files as an extract would have written them. */
final class Snapshots {
    private Snapshots() {}

    static Row row(List<String> columns, @Nullable Object... values) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            members.put(columns.get(i), values[i]);
        }
        return row(Json.GSON.toJson(members));
    }

    static Row row(String json) {
        try {
            return new JsonLinesReader(RowContext.NONE).row(json.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path write(Path file, Manifest.Format format, Iterable<Row> rows) throws IOException {
        return write(file, format, rows, Map.of("tableName", "cc_event_data"));
    }

    static Path write(Path file, Manifest.Format format, Iterable<Row> rows, Map<String, Object> request)
            throws IOException {
        long count = 0;
        try (OutputStream out = Files.newOutputStream(file);
                RowWriter writer = format == Manifest.Format.CSV ? new CsvRows(out, List.of()) : new JsonLines(out)) {
            for (Row row : rows) {
                writer.write(row);
                count++;
            }
        }
        Sha256Stream written = Sha256Stream.of(file);
        Manifest manifest = new Manifest(
                "0",
                new Manifest.Source(
                        "edc.extractData",
                        "address",
                        "demo",
                        request,
                        new Manifest.Contract("edc", "0", null),
                        Instant.EPOCH,
                        Instant.EPOCH,
                        null),
                new Manifest.Content("file", format, count, written.bytes(), written.sha256()));
        Files.writeString(Manifest.path(file), manifest.json());
        return file;
    }
}
