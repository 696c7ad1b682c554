package io.flaskdata.sdk.changes;

import io.flaskdata.sdk.changes.internal.ExternalSort;
import io.flaskdata.sdk.changes.internal.KeyedLine;
import io.flaskdata.sdk.changes.internal.MergedLines;
import io.flaskdata.sdk.json.internal.Json;
import io.flaskdata.sdk.rows.CsvParser;
import io.flaskdata.sdk.rows.JsonLinesReader;
import io.flaskdata.sdk.rows.Manifest;
import io.flaskdata.sdk.rows.Row;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A written extract, as lines with keys. */
record Snapshot(String which, Path file, Manifest manifest) {
    static Snapshot verified(String which, Path file) {
        Manifest manifest = Manifest.beside(file);
        switch (manifest.content().format()) {
            case CSV, JSON_LINES -> manifest.verify(file);
            case ZIP ->
                throw new IllegalArgumentException(
                        "The " + which + " file is a zip: only written extracts are compared");
            case PARQUET, EXCEL, DATASET_JSON, XPORT ->
                throw new IllegalArgumentException(
                        "The " + which + " file is neither CSV nor JSON lines: compare those");
        }
        return new Snapshot(which, file, manifest);
    }

    MergedLines sorted(List<String> key, Path folder, int bufferBytes) throws IOException {
        ExternalSort sort = new ExternalSort(Files.createDirectory(folder.resolve(which)), bufferBytes);
        long rows = switch (manifest.content().format()) {
            case CSV -> addCsv(sort, key);
            case JSON_LINES -> addLines(sort, key);
            case ZIP, PARQUET, EXCEL, DATASET_JSON, XPORT ->
                throw new IOException("The " + which + " file is neither CSV nor JSON lines");
        };
        Long written = manifest.content().rows();
        if (written == null || written != rows) {
            throw new IOException("The " + which + " file has " + rows + " rows, by its manifest " + written);
        }
        return sort.merged();
    }

    private long addLines(ExternalSort sort, List<String> key) throws IOException {
        JsonLinesReader reader = new JsonLinesReader(null);
        long rows = 0;
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                sort.add(keyed(reader.row(line.getBytes(StandardCharsets.UTF_8)), key));
                rows++;
            }
        }
        return rows;
    }

    private long addCsv(ExternalSort sort, List<String> key) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            CsvParser csv = new CsvParser(in);
            for (Row row = csv.next(); row != null; row = csv.next()) {
                sort.add(keyed(row, key));
            }
            return csv.rows();
        }
    }

    private KeyedLine keyed(Row row, List<String> key) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String column : key) {
            String json = row.has(column) ? row.json(column) : "null";
            if (json.equals("null")) {
                throw new IllegalArgumentException(
                        "columns can't be the key: a row of the " + which + " file has no value in " + column);
            }
            text.append(normalised(json, row, column)).append('\n');
        }
        return new KeyedLine(Json.utf8(text.toString()), row.line());
    }

    /** Text with escapes written in one way, which contains no line feed. */
    private static String normalised(String json, Row row, String column) {
        boolean isText = json.startsWith("\"");
        boolean escapedInOneWay = json.chars().allMatch(c -> c >= ' ' && c < 0x7f && c != '\\');
        return isText && !escapedInOneWay ? Json.GSON.toJson(row.required(column)) : json;
    }
}
