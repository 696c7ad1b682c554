package io.flaskdata.sdk.rows;

import io.flaskdata.sdk.errors.FlaskDataException;
import io.flaskdata.sdk.internal.Arguments;
import io.flaskdata.sdk.internal.http.StreamCall;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A file that an extract is written into, row by row as rows arrive, in constant memory. Immutable: each method returns
 * a new one; {@link #writeCsv}, {@link #writeJsonLines} and {@link #write} make the call.
 *
 * <p>The file appears under its name once the last row has arrived and the file and its {@link Manifest} are forced to
 * disk; until then both have temporary names in the same folder. After a failure neither is there, and an existing file
 * and manifest are unchanged. While one thread or process writes a file, all others are refused. (A killed process
 * leaves hidden files that end in {@code .part} and {@code .lock}; the next writer of the file deletes them.) Where the
 * file system has owners, only the file's owner may read it.
 */
public final class ExtractFile {
    private static final String GUARDED =
            "guarded against formulas: an apostrophe before some cells is not the server's";

    private final Path file;
    private final StreamCall call;
    private final @Nullable RowProgress progress;
    private final List<String> columns;
    private final CsvRows.Style style;
    private final boolean replacing;

    private ExtractFile(
            Path file,
            StreamCall call,
            @Nullable RowProgress progress,
            List<String> columns,
            CsvRows.Style style,
            boolean replacing) {
        this.file = file;
        this.call = call;
        this.progress = progress;
        this.columns = columns;
        this.style = style;
        this.replacing = replacing;
    }

    static ExtractFile of(Path file, StreamCall call, @Nullable RowProgress progress) {
        return new ExtractFile(Arguments.notNull(file, "file"), call, progress, List.of(), CsvRows.Style.PLAIN, false);
    }

    /**
     * Replaces an existing file and its manifest; by default an existing file is refused.
     *
     * @return the file, to be replaced
     */
    public ExtractFile replacing() {
        return new ExtractFile(file, call, progress, columns, style, true);
    }

    /**
     * Sets the columns of a CSV file, for rows that differ in their columns: a row that lacks one gets an empty cell, a
     * row with any other column is refused. By default the first row's columns are the file's and every row must have
     * the same ones. JSON lines need no columns.
     *
     * @param names the header, in its order
     * @throws IllegalArgumentException when there is none, or one is blank or named twice
     */
    public ExtractFile columns(String... names) {
        List<String> checked = List.of(names);
        checked.forEach(name -> Arguments.notBlank(name, "names"));
        if (checked.isEmpty() || new LinkedHashSet<>(checked).size() < checked.size()) {
            throw new IllegalArgumentException("names must have at least one column, each only once");
        }
        return new ExtractFile(file, call, progress, checked, style, replacing);
    }

    /**
     * Begins a CSV file with a byte order mark: without one, Excel reads the file in the system's legacy charset and
     * garbles Hebrew. JSON lines never have one.
     */
    public ExtractFile byteOrderMark() {
        return new ExtractFile(file, call, progress, columns, new CsvRows.Style(true, style.guarded()), replacing);
    }

    /**
     * Keeps spreadsheets from reading a CSV file's cells, header included, as formulas: an apostrophe is put before
     * each cell that begins, with or without white space before it, with {@code =}, {@code +}, {@code -}, {@code @} or
     * their full-width forms, or with a tab or line break. Plain numbers such as {@code -5.10} are unchanged. The
     * file's values then differ from the server's, as its manifest's note says. JSON lines are never changed.
     *
     * @return the file, guarded
     */
    public ExtractFile guardedAgainstFormulas() {
        return new ExtractFile(file, call, progress, columns, new CsvRows.Style(style.mark(), true), replacing);
    }

    /**
     * Writes CSV: RFC 4180 in UTF-8, a header first, CRLF after each row, a byte order mark only after {@link
     * #byteOrderMark()}. Null is an empty cell, the empty string is {@code ""}; numbers keep their digits; arrays and
     * objects are JSON text. In a file of one column null is an empty line, which some programs skip. An extract
     * without rows whose columns were not set makes a file without a header.
     *
     * @return what the file is
     * @throws IllegalStateException when a row's columns are not the file's
     * @throws UncheckedIOException when the file exists, is being written, or can't be written
     * @throws FlaskDataException as the extract's {@code open()} and {@link RowStream#next()} do
     */
    public Manifest writeCsv() {
        return write(new Plain(Manifest.Format.CSV, style));
    }

    /**
     * Writes JSON lines: UTF-8, one object a line, its members in the server's order, every value as received.
     *
     * @return what the file is
     * @throws UncheckedIOException when the file exists, is being written, or can't be written
     * @throws FlaskDataException as the extract's {@code open()} and {@link RowStream#next()} do
     */
    public Manifest writeJsonLines() {
        return write(new Plain(Manifest.Format.JSON_LINES, style));
    }

    /**
     * Compares what this file would be asked with what a manifest says was asked. Makes no call.
     *
     * @param manifest of a file that an earlier run wrote
     * @param format the format that would be written
     * @return the names of what differs, such as {@code table}, {@code fromDate} or {@code columns}, without values;
     *     empty when the manifest's file is what this one would be, with the server's rows as they were then
     */
    public List<String> differences(Manifest manifest, RowFormat format) {
        List<String> names =
                new ArrayList<>(manifest.source().differences(call.call().request()));
        if (manifest.content().format() != format.format()) {
            names.add("format");
        }
        Map<String, Object> mine = Objects.requireNonNullElse(options(format), Map.of());
        Map<String, Object> theirs =
                Objects.requireNonNullElse(manifest.content().options(), Map.of());
        Set<String> all = new TreeSet<>(mine.keySet());
        all.addAll(theirs.keySet());
        all.stream()
                .filter(each -> !Objects.equals(mine.get(each), theirs.get(each)))
                .forEach(names::add);
        return names;
    }

    /**
     * Compares as {@link #differences(Manifest, RowFormat)} does, for {@link #writeCsv} and {@link #writeJsonLines}.
     *
     * @param manifest of a file that an earlier run wrote
     * @param format CSV or JSON lines
     * @return the names of what differs
     */
    public List<String> differences(Manifest manifest, Manifest.Format format) {
        return differences(manifest, new Plain(format, style));
    }

    private @Nullable Map<String, Object> options(RowFormat format) {
        Map<String, Object> options = new TreeMap<>(format.options());
        if (format.format() != Manifest.Format.JSON_LINES && !columns.isEmpty()) {
            options.put("columns", columns);
        }
        return options.isEmpty() ? null : options;
    }

    /**
     * Writes another format, such as those of {@code flaskdata-formats}. {@link #byteOrderMark()} and {@link
     * #guardedAgainstFormulas()} are for CSV alone.
     *
     * @param format the format, with its options
     * @return what the file is
     * @throws IllegalStateException when a row's columns are not the file's, or a value doesn't fit the format
     * @throws UncheckedIOException when the file exists, is being written, or can't be written
     * @throws FlaskDataException as the extract's {@code open()} and {@link RowStream#next()} do
     */
    public Manifest write(RowFormat format) {
        Manifest.Format name = Arguments.notNull(format, "format").format();
        try (KeptFile kept = KeptFile.create(file, replacing, call.clock())) {
            try (RowStream rows = RowStream.of(call, progress);
                    RowFormat.Output output = format.open(kept.out(), columns)) {
                long count = 0;
                while (rows.hasNext()) {
                    output.write(rows.next());
                    count++;
                }
                String note = output.finish();
                return kept.commit(rows.request(), name, count, note, options(format));
            }
        } catch (IOException e) {
            throw notWritten(e);
        }
    }

    /** CSV and JSON lines. */
    private record Plain(Manifest.Format format, CsvRows.Style style) implements RowFormat {
        @Override
        public Map<String, Object> options() {
            Map<String, Object> options = new TreeMap<>();
            if (format == Manifest.Format.CSV && style.mark()) {
                options.put("byteOrderMark", true);
            }
            if (format == Manifest.Format.CSV && style.guarded()) {
                options.put("guardedAgainstFormulas", true);
            }
            return options;
        }

        @Override
        public Output open(OutputStream out, List<String> columns) throws IOException {
            boolean csv = format == Manifest.Format.CSV;
            RowWriter writer = csv ? new CsvRows(out, columns, style) : new JsonLines(out);
            return new Output() {
                @Override
                public void write(Row row) throws IOException {
                    writer.write(row);
                }

                @Override
                public @Nullable String finish() throws IOException {
                    writer.flush();
                    return csv && style.guarded() ? GUARDED : null;
                }

                @Override
                public void close() throws IOException {
                    writer.close();
                }
            };
        }
    }

    private static UncheckedIOException notWritten(IOException e) {
        String reason = e instanceof CharacterCodingException
                ? "a value has an unpaired surrogate, which UTF-8 can't encode"
                : e.getClass().getSimpleName() + ", " + e.getMessage();
        return new UncheckedIOException("The file can't be written: " + reason, e);
    }

    @Override
    public String toString() {
        return "ExtractFile[" + file + "]";
    }
}
