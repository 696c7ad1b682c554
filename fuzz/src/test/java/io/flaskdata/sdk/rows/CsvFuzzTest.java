package io.flaskdata.sdk.rows;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.flaskdata.sdk.fuzz.StrictJson;
import io.flaskdata.sdk.json.internal.BrokenAnswerException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** A CSV that is read has Apache Commons CSV's cells, and written again and read again has them still. */
class CsvFuzzTest {
    private static final CSVFormat RFC_4180 =
            CSVFormat.RFC4180.builder().setIgnoreEmptyLines(false).get();

    @FuzzTest
    void fuzz(byte[] data) throws IOException {
        List<Row> rows = new ArrayList<>();
        CsvParser parser;
        try {
            parser = new CsvParser(new ByteArrayInputStream(data));
            for (Row row = parser.next(); row != null; row = parser.next()) {
                rows.add(row);
            }
        } catch (BrokenAnswerException e) {
            return;
        }
        String text = StrictJson.utf8(data, 0);
        if (text == null) {
            throw new AssertionError("read what is no UTF-8");
        }
        compare(parser.columns(), rows, text.startsWith("\ufeff") ? text.substring(1) : text);
        again(parser.columns(), rows);
    }

    private static void compare(List<String> columns, List<Row> rows, String text) {
        List<List<String>> others = new ArrayList<>();
        try (CSVParser parser = CSVParser.parse(new StringReader(text), RFC_4180)) {
            for (CSVRecord record : parser) {
                others.add(Arrays.asList(record.values()));
            }
        } catch (IOException | UncheckedIOException e) {
            throw new AssertionError("Commons CSV refuses it", e);
        }
        List<List<String>> ours = new ArrayList<>();
        if (!columns.isEmpty()) {
            ours.add(columns);
        }
        for (Row row : rows) {
            ours.add(columns.stream()
                    .map(column -> row.string(column) == null ? "" : row.string(column))
                    .toList());
        }
        if (!ours.equals(others)) {
            throw new AssertionError(ours + ", by Commons CSV " + others);
        }
    }

    private static void again(List<String> columns, List<Row> rows) throws IOException {
        if (columns.isEmpty()) {
            return;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (CsvRows csv = new CsvRows(out, columns, CsvRows.Style.PLAIN)) {
            for (Row row : rows) {
                csv.write(row);
            }
        }
        CsvParser parser = new CsvParser(new ByteArrayInputStream(out.toByteArray()));
        for (Row row : rows) {
            Row read = parser.next();
            for (String column : columns) {
                @Nullable String value = row.string(column);
                if (read == null || !Set.of(value + "").contains(read.string(column) + "")) {
                    throw new AssertionError(column + " was " + value + ", and is " + read);
                }
            }
        }
        if (parser.next() != null) {
            throw new AssertionError("more rows than were written");
        }
    }
}
