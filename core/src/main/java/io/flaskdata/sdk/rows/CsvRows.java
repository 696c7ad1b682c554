package io.flaskdata.sdk.rows;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** RFC 4180 in UTF-8; null is an empty cell, the empty string is {@code ""}. */
final class CsvRows implements RowWriter {
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+([.][0-9]+)?([eE][+-]?[0-9]+)?");
    private static final Pattern FORMULA =
            Pattern.compile("[\\t\\r\\n].*|[\\s\\p{Z}]*[=+@\\uff1d\\uff0b\\uff0d\\uff20-].*", Pattern.DOTALL);

    private final CsvWriter csv;
    private final Style style;
    private final boolean columnsGiven;
    private List<String> header;
    private @Nullable List<String> checked;

    /**
     * Options that spreadsheets need.
     *
     * @param mark whether a byte order mark comes first
     * @param guarded whether cells that a spreadsheet would read as formulas are escaped
     */
    record Style(boolean mark, boolean guarded) {
        static final Style PLAIN = new Style(false, false);
    }

    /** Without columns, the first row's columns are the header. */
    CsvRows(OutputStream out, List<String> columns, Style style) throws IOException {
        // This encoder refuses an unpaired surrogate instead of writing a question mark.
        Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8.newEncoder());
        if (style.mark()) {
            text.write('\ufeff');
        }
        this.style = style;
        this.csv = CsvWriter.builder()
                .quoteStrategy(QuoteStrategies.EMPTY)
                .lineDelimiter(LineDelimiter.CRLF)
                .build(text);
        this.columnsGiven = !columns.isEmpty();
        this.header = columns;
        if (columnsGiven) {
            writeHeader();
        }
    }

    @Override
    public void write(Row row) throws IOException {
        List<String> columns = row.columns();
        if (header.isEmpty()) {
            if (columns.isEmpty()) {
                throw new IllegalStateException("The first row has no columns, so the file has no header");
            }
            header = columns;
            writeHeader();
        }
        // Rows share their list of columns, so each list is checked once.
        if (columns != checked) {
            check(columns, row.shownColumns());
            checked = columns;
        }
        try {
            CsvWriter.CsvWriterRecord record = csv.writeRecord();
            for (String column : header) {
                record.writeField(row.has(column) ? guarded(row.string(column)) : null);
            }
            record.endRecord();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void writeHeader() throws IOException {
        try {
            csv.writeRecord(header.stream().map(this::guarded).toList());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private @Nullable String guarded(@Nullable String cell) {
        boolean formula = style.guarded()
                && cell != null
                && FORMULA.matcher(cell).matches()
                && !NUMBER.matcher(cell).matches();
        return formula ? "'" + cell : cell;
    }

    private void check(List<String> columns, List<String> shown) {
        Set<String> known = Set.copyOf(header);
        List<String> unknown = IntStream.range(0, columns.size())
                .filter(i -> !known.contains(columns.get(i)))
                .mapToObj(shown::get)
                .toList();
        boolean complete = columnsGiven || columns.size() == header.size();
        if (!unknown.isEmpty() || !complete) {
            throw new IllegalStateException("A row has other columns than the file"
                    + (unknown.isEmpty() ? "" : ", among them " + String.join(", ", unknown))
                    + ": set the file's columns with columns(...), or write JSON lines");
        }
    }

    @Override
    public void flush() throws IOException {
        csv.flush();
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }
}
