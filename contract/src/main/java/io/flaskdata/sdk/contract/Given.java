package io.flaskdata.sdk.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.flaskdata.sdk.rows.Row;
import io.flaskdata.sdk.spectools.Shape;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/** What the SDK gave its caller, against the bytes read by another parser. JSON is compared digit for digit. */
final class Given {
    private Given() {}

    /** A file of a zip, as the SDK gave it. */
    record CsvGiven(String name, List<String> columns, List<List<@Nullable String>> rows) {}

    private static Finding differs(String where, String expected, String came) {
        return Finding.of("decoded", where, expected, came);
    }

    /** A value beside the one that the bytes have. */
    static List<Finding> value(String where, JsonNode bytes, @Nullable String given) {
        String expected = bytes.isMissingNode() || bytes.isNull() ? null : bytes.asText();
        return Objects.equals(expected, given)
                ? List.of()
                : List.of(differs(where, Shape.typeOf(bytes), given == null ? "nothing" : "another value"));
    }

    /** A whole document. */
    static List<Finding> json(String where, JsonNode bytes, String given) {
        try {
            JsonNode read = Documents.JSON.readTree(given);
            return read.toString().equals(bytes.toString())
                    ? List.of()
                    : List.of(differs(where, Shape.typeOf(bytes), "other content"));
        } catch (IOException e) {
            return List.of(differs(where, Shape.typeOf(bytes), "no JSON"));
        }
    }

    /** A list's entries; how many there must be, too. */
    static List<Finding> entries(String where, List<JsonNode> bytes, List<String> given) {
        if (bytes.size() != given.size()) {
            return List.of(differs(where, bytes.size() + " entries", given.size() + " entries"));
        }
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            findings.addAll(json(where, bytes.get(i), given.get(i)));
        }
        return findings;
    }

    /** Rows: columns in their order, each value's JSON. */
    static List<Finding> rows(JsonNode bytes, List<Row> given) {
        if (bytes.size() != given.size()) {
            return List.of(differs("", bytes.size() + " rows", given.size() + " rows"));
        }
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            JsonNode expected = bytes.get(i);
            Row row = given.get(i);
            List<String> names = new ArrayList<>();
            expected.fieldNames().forEachRemaining(names::add);
            if (!names.equals(row.columns())) {
                findings.add(differs(
                        "/*",
                        names.size() + " columns in the order sent",
                        row.columns().size() + " columns"));
                continue;
            }
            for (String name : names) {
                findings.addAll(json("/*/" + Names.shown(name), expected.path(name), row.json(name)));
            }
        }
        return findings;
    }

    /** A zip's CSV files. */
    static List<Finding> csvs(byte[] zip, List<CsvGiven> given, int most) {
        List<CsvGiven> expected;
        try {
            expected = csvs(zip, most);
        } catch (IOException e) {
            return List.of(differs("", "a zip", "bytes that another reader refuses"));
        }
        if (expected.size() != given.size()) {
            return List.of(differs("", expected.size() + " files", given.size() + " files"));
        }
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            CsvGiven ours = given.get(i);
            CsvGiven theirs = expected.get(i);
            if (!ours.name().equals(theirs.name()) || !ours.columns().equals(theirs.columns())) {
                findings.add(differs("/*", "the file's name and columns", "others"));
            } else if (!ours.rows().equals(theirs.rows())) {
                findings.add(differs(
                        "/*", theirs.rows().size() + " rows", ours.rows().size() + " rows, or other cells"));
            }
        }
        return findings;
    }

    private static List<CsvGiven> csvs(byte[] zip, int most) throws IOException {
        List<CsvGiven> files = new ArrayList<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip), StandardCharsets.UTF_8)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                List<List<@Nullable String>> lines = lines(new String(in.readAllBytes(), StandardCharsets.UTF_8));
                List<String> columns = lines.isEmpty()
                        ? List.of()
                        : lines.get(0).stream()
                                .map(each -> each == null ? "" : each)
                                .toList();
                List<List<@Nullable String>> rows = lines.isEmpty() ? List.of() : lines.subList(1, lines.size());
                files.add(new CsvGiven(entry.getName(), columns, rows.subList(0, Math.min(most, rows.size()))));
            }
        }
        return files;
    }

    /** RFC 4180, and nothing more. An empty cell without quotes is null. */
    private static List<List<@Nullable String>> lines(String text) {
        List<List<@Nullable String>> lines = new ArrayList<>();
        List<@Nullable String> line = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        boolean wasQuoted = false;
        int start = text.startsWith("\ufeff") ? 1 : 0;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                cell.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
                wasQuoted = true;
            } else if (!quoted && (c == ',' || c == '\n' || c == '\r')) {
                boolean end = c != ',';
                line.add(cell.isEmpty() && !wasQuoted ? null : cell.toString());
                cell.setLength(0);
                wasQuoted = false;
                if (end) {
                    lines.add(line);
                    line = new ArrayList<>();
                    i += c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n' ? 1 : 0;
                }
            } else {
                cell.append(c);
            }
        }
        if (!cell.isEmpty() || wasQuoted || !line.isEmpty()) {
            line.add(cell.isEmpty() && !wasQuoted ? null : cell.toString());
            lines.add(line);
        }
        return lines;
    }
}
