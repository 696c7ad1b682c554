package io.flaskdata.sdk.rows;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import io.flaskdata.sdk.errors.ProtocolViolationException;
import io.flaskdata.sdk.internal.RowContext;
import io.flaskdata.sdk.json.internal.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import okio.Buffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read and written from the bytes is what is read and written from the text. */
class PlainValuesTest {
    private static final String REST = ",\"rest\":\"" + "-".repeat(64) + "\"}";

    private static List<Row> rows(String json) {
        List<Row> rows = new ArrayList<>();
        try {
            RowDecoder decoder = new RowDecoder(
                    new Buffer().writeUtf8(json), new RowContext(ZoneId.of("UTC")), UnaryOperator.identity());
            while (decoder.advance()) {
                rows.add(decoder.row());
            }
        } catch (IOException e) {
            throw new AssertionError(json, e);
        }
        return rows;
    }

    /** The first row of an answer is read by the scanner, the third as expected; then a text with an escape. */
    private static void assertReadAlike(String value) {
        String plain = "{\"a\":" + value + REST;
        String escaped = value.startsWith("\"") && value.length() > 2
                ? "{\"a\":\"\\u%04x%s".formatted((int) value.charAt(1), value.substring(2)) + REST
                : plain;
        List<Row> rows = rows("[" + String.join(",", plain, plain, plain, escaped) + "]");
        List<Function<Row, @Nullable Object>> readings = List.of(
                row -> row.string("a"),
                row -> row.integer("a"),
                row -> row.decimal("a"),
                row -> row.flag("a"),
                row -> row.instant("a"),
                row -> row.date("a"));
        for (Function<Row, @Nullable Object> reading : readings) {
            String expected = outcome(reading, rows.get(3));
            assertThat(rows)
                    .as(value)
                    .allSatisfy(row -> assertThat(outcome(reading, row)).isEqualTo(expected));
        }
        assertThat(rows.get(2).json("a")).isEqualTo(value);
    }

    /** A decimal's text has its scale. */
    private static String outcome(Function<Row, @Nullable Object> reading, Row row) {
        try {
            Object read = reading.apply(row);
            return read == null ? "null" : read.getClass().getSimpleName() + " " + read;
        } catch (ProtocolViolationException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "7",
                "-7",
                "2147483647",
                "2147483648",
                "-2147483648",
                "-2147483649",
                "9999999999",
                "123456789012345678",
                "1234567890123456789",
                "-0.00",
                "0.5",
                "-12.50",
                "1.10",
                "12345678901234567.8",
                "123456789012345678.9",
                "0.123456789012345678",
                "true",
                "false",
                "null"
            })
    void numbersAndLiterals(String literal) {
        assertReadAlike(literal);
        assertReadAlike('"' + literal + '"');
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "007",
                "+5",
                "5.",
                ".5",
                "-",
                "-.",
                ".",
                "1..2",
                "1.2.3",
                "--1",
                "1e3",
                "1 ",
                "0x1F",
                "TRUE",
                "2026-11-28T06:45:30Z",
                "2026-11-28T06:45:30.120Z",
                "2026-11-28T06:45:30.120123Z",
                "2024-02-29T00:00:00.000Z",
                "2023-02-29T00:00:00.000Z",
                "2026-04-31T00:00:00Z",
                "2026-00-10T00:00:00Z",
                "2026-13-10T00:00:00Z",
                "2026-01-00T00:00:00Z",
                "2026-01-01T24:00:00Z",
                "2026-01-01T24:00:01Z",
                "2026-01-01T23:60:00Z",
                "2016-12-31T23:59:60Z",
                "2026-01-01T23:59:61Z",
                "0000-01-01T00:00:00Z",
                "1949-12-31T22:00:00.000Z",
                "-001-01-01T00:00:00Z",
                "2026-01-01 00:00:00Z",
                "2026-01-01T00:00:00z",
                "2026-01-01T00:00:00.000+",
                "2026-01-01T00:00:00,000Z",
                "2026-1-01T00:00:00.00Z",
                "1950-01-01",
                "2026-01-01T00:00:00.00-Z",
                "1582-10-10T00:00:00.000Z",
                "9999-12-31T23:59:59.999Z"
            })
    void texts(String text) {
        assertReadAlike('"' + text + '"');
    }

    @Test
    void oneCharacterOff() {
        Random random = new Random(20261128);
        List<String> good = List.of("2026-11-28T06:45:30Z", "2026-11-28T06:45:30.120Z", "-1234.5678", "2147483640");
        for (int i = 0; i < 3000; i++) {
            StringBuilder text = new StringBuilder(good.get(i % good.size()));
            text.setCharAt(random.nextInt(text.length()), "0123456789-:.TZ+ e".charAt(random.nextInt(18)));
            assertReadAlike("\"" + text + "\"");
        }
    }

    /** FastCSV wrote the files of versions before. */
    @Test
    void cellsAreWrittenAsFastCsvWritesThem() throws IOException {
        Random random = new Random(20261128);
        List<String> parts =
                List.of(",", "\"", "\r", "\n", "#", "a", "é", "😀", " ", "=", "12.5", "long and plain text");
        List<List<@Nullable String>> table = new ArrayList<>();
        for (int i = 0; i < 4000; i++) {
            table.add(Stream.generate(() -> cell(parts, random)).limit(3).toList());
        }
        table.add(List.of("x".repeat(70_000), "\"".repeat(70_000), "é".repeat(70_000)));
        StringBuilder json = new StringBuilder("[");
        StringWriter expected = new StringWriter();
        CsvWriter peer = CsvWriter.builder()
                .quoteStrategy(QuoteStrategies.EMPTY)
                .lineDelimiter(LineDelimiter.CRLF)
                .build(expected);
        peer.writeRecord("a", "b", "c");
        for (List<@Nullable String> line : table) {
            CsvWriter.CsvWriterRecord written = peer.writeRecord();
            line.forEach(written::writeField);
            written.endRecord();
            json.append(json.length() == 1 ? "" : ",").append("{\"a\":").append(Json.GSON.toJson(line.get(0)));
            json.append(",\"b\":").append(Json.GSON.toJson(line.get(1)));
            json.append(",\"c\":").append(Json.GSON.toJson(line.get(2))).append('}');
        }
        peer.close();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (CsvRows csv = new CsvRows(out, List.of(), CsvRows.Style.PLAIN)) {
            for (Row row : rows(json.append(']').toString())) {
                csv.write(row);
            }
        }
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(expected.toString());
    }

    private static @Nullable String cell(List<String> parts, Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            text.append(
                    parts.get(random.nextInt(random.nextBoolean() ? parts.size() : 1 + random.nextInt(parts.size()))));
        }
        return random.nextInt(8) == 0 ? null : text.toString();
    }
}
