package io.flaskdata.sdk.rows;

import io.flaskdata.sdk.internal.Sha256Stream;
import io.flaskdata.sdk.json.internal.Json;
import java.io.IOException;
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
public final class Snapshots {
    private Snapshots() {}

    public static Row row(List<String> columns, @Nullable Object... values) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            members.put(columns.get(i), values[i]);
        }
        return row(Json.GSON.toJson(members));
    }

    public static Row row(String json) {
        try {
            return new JsonLinesReader(null).row(json.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Path write(Path file, Manifest.Format format, Iterable<Row> rows) throws IOException {
        return write(file, format, rows, Map.of("tableName", "cc_event_data"));
    }

    public static Path write(Path file, Manifest.Format format, Iterable<Row> rows, Map<String, Object> request)
            throws IOException {
        long count = RowFiles.write(file, format, rows);
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
                new Manifest.Content("file", format, count, written.bytes(), written.sha256(), null));
        Files.writeString(Manifest.path(file), manifest.json());
        return file;
    }
}
