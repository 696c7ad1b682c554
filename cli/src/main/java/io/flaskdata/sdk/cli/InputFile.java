package io.flaskdata.sdk.cli;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a CSV file with a header, or of JSON lines, in UTF-8, one at a time. An empty cell is no value; a JSON
 * null blanks an item. Numbers keep their digits.
 */
final class InputFile implements Iterator<InputFile.Line>, Closeable {
    /**
     * A row.
     *
     * @param number the line it begins at, from 1
     * @param values by column
     */
    record Line(long number, Map<String, @Nullable Object> values) {
        /** A value that must be text. */
        @Nullable
        String text(String column) {
            Object value = values.get(column);
            return value == null ? null : value.toString();
        }
    }

    private final Path file;
    private final BufferedReader in;
    private final @Nullable Iterator<CsvRecord> records;
    private List<String> header = List.of();
    private long number;
    private @Nullable Line next;

    private InputFile(Path file, BufferedReader in, @Nullable Character separator) throws IOException {
        this.file = file;
        this.in = in;
        in.mark(1);
        if (in.read() != '\ufeff') {
            in.reset();
        }
        this.records = separator != null
                ? CsvReader.builder()
                        .fieldSeparator(separator)
                        .skipEmptyLines(false)
                        .allowMissingFields(true)
                        .allowExtraFields(true)
                        .ofCsvRecord(in)
                        .iterator()
                : null;
        if (records != null) {
            header = header();
        }
        next = read();
    }

    static InputFile open(Path file, char separator) {
        String name = String.valueOf(file.getFileName());
        boolean csv = name.endsWith(".csv");
        if (!csv && !name.endsWith(".jsonl") && !name.endsWith(".ndjson")) {
            throw new IllegalArgumentException(
                    file + " must be named .csv, .jsonl or .ndjson, so that its format is known");
        }
        try {
            BufferedReader in = new BufferedReader(
                    new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8.newDecoder()));
            return new InputFile(file, in, csv ? separator : null);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    static RuntimeException unreadable(Path file, IOException e) {
        return e instanceof java.nio.charset.CharacterCodingException
                ? new IllegalArgumentException(
                        file + " is not in UTF-8: save it as \"CSV UTF-8\", or convert it with iconv; nothing was sent",
                        e)
                : new UncheckedIOException(file + " can't be read: " + e.getMessage(), e);
    }

    private List<String> header() {
        CsvRecord first = record();
        List<String> names = first == null ? List.of() : first.getFields();
        Set<String> seen = new HashSet<>();
        if (names.size() == 1 && names.get(0).matches(".*[;\t|].*")) {
            throw wrong(1, null, "the header is one cell: name what separates cells with --separator, such as ';'");
        }
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).isBlank() || !seen.add(names.get(i))) {
                throw wrong(1, "column " + (i + 1), names.get(i).isBlank() ? "has no name" : "is named as another one");
            }
        }
        if (names.isEmpty()) {
            throw wrong(1, null, "there is no header");
        }
        return List.copyOf(names);
    }

    /** Null after the last. */
    private @Nullable CsvRecord record() {
        try {
            return records != null && records.hasNext() ? records.next() : null;
        } catch (CsvParseException e) {
            throw wrong(number + 1, null, "is no valid CSV, at this line or after it");
        } catch (UncheckedIOException e) {
            throw unreadable(file, Objects.requireNonNull(e.getCause()));
        }
    }

    private @Nullable Line read() throws IOException {
        return records == null ? json() : csv();
    }

    private @Nullable Line csv() {
        CsvRecord record = record();
        if (record == null) {
            return null;
        }
        number = record.getStartingLineNumber();
        if (record.getFieldCount() != header.size()) {
            throw wrong(number, null, "has " + record.getFieldCount() + " cells, the header has " + header.size());
        }
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (int i = 0; i < header.size(); i++) {
            if (!record.getField(i).isEmpty()) {
                values.put(header.get(i), sendable(header.get(i), record.getField(i)));
            }
        }
        return new Line(number, values);
    }

    private @Nullable Line json() throws IOException {
        String line = in.readLine();
        number++;
        if (line == null) {
            return null;
        }
        try {
            JsonReader reader = new JsonReader(new StringReader(line));
            reader.setStrictness(Strictness.STRICT);
            if (reader.peek() != JsonToken.BEGIN_OBJECT) {
                throw wrong(number, null, "must be one JSON object");
            }
            Map<String, @Nullable Object> values = object(reader, null);
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw wrong(number, null, "must be one JSON object");
            }
            return new Line(number, values);
        } catch (MalformedJsonException | java.io.EOFException e) {
            throw wrong(number, null, "is no valid JSON object");
        }
    }

    /** A member that is there twice would lose a value. */
    private Map<String, @Nullable Object> object(JsonReader reader, @Nullable String column) throws IOException {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        reader.beginObject();
        while (reader.hasNext()) {
            String name = reader.nextName();
            String place = column == null ? name : column;
            if (members.containsKey(name)) {
                throw wrong(number, place, "is there twice");
            }
            members.put(name, plain(reader, place));
        }
        reader.endObject();
        return members;
    }

    private @Nullable Object plain(JsonReader reader, String column) throws IOException {
        switch (reader.peek()) {
            case BEGIN_OBJECT:
                return object(reader, column);
            case BEGIN_ARRAY:
                List<@Nullable Object> list = new ArrayList<>();
                reader.beginArray();
                while (reader.hasNext()) {
                    list.add(plain(reader, column));
                }
                reader.endArray();
                return list;
            case BOOLEAN:
                return reader.nextBoolean();
            case NUMBER:
                return number(reader.nextString(), column);
            case NULL:
                reader.nextNull();
                return null;
            default:
                return sendable(column, reader.nextString());
        }
    }

    private BigDecimal number(String text, String column) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw wrong(number, column, "the number's exponent is too large");
        }
    }

    /** PostgreSQL can't store NUL, so a server that has it would fail halfway. */
    private String sendable(String column, String text) {
        if (text.indexOf('\0') >= 0) {
            throw wrong(number, column, "has a NUL character");
        }
        return text;
    }

    /** A CSV file must have a column that every row needs. */
    void requireColumn(String column, boolean given) {
        if (records != null && !given && !header.contains(column)) {
            throw wrong(1, null, "there is no column " + column);
        }
    }

    /** Bad input, with its place and without its value. */
    IllegalArgumentException wrong(long line, @Nullable String column, String what) {
        return new IllegalArgumentException(place(line, column) + ": " + what + "; nothing was sent");
    }

    String place(long line, @Nullable String column) {
        return file + ", line " + line + (column == null ? "" : ", " + column);
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public Line next() {
        Line current = next;
        if (current == null) {
            throw new NoSuchElementException();
        }
        try {
            next = read();
        } catch (IOException e) {
            throw unreadable(file, e);
        }
        return current;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
