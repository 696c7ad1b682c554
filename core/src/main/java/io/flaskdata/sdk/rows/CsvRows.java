package io.flaskdata.sdk.rows;

import java.io.IOException;
import java.io.OutputStream;
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

    private final OutputStream out;
    private final CsvCells cells;
    private final Style style;
    private final boolean columnsGiven;
    private List<String> header;
    private @Nullable List<String> checked;
    /** Where the header's columns are among those checked; negative where they are not. */
    private int[] positions = {};

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
        if (style.mark()) {
            out.write("\ufeff".getBytes(StandardCharsets.UTF_8));
        }
        this.out = out;
        this.cells = new CsvCells(out);
        this.style = style;
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
            positions = header.stream().mapToInt(columns::indexOf).toArray();
            checked = columns;
        }
        for (int position : positions) {
            if (position < 0) {
                cells.none();
            } else if (style.guarded() || !row.writePlain(position, cells)) {
                write(row.text(position));
            }
        }
        cells.endLine();
    }

    private void writeHeader() throws IOException {
        for (String column : header) {
            write(column);
        }
        cells.endLine();
    }

    private void write(@Nullable String cell) throws IOException {
        String text = guarded(cell);
        if (text == null) {
            cells.none();
        } else {
            cells.text(text);
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
        cells.flush();
        out.flush();
    }

    @Override
    public void close() throws IOException {
        try (out) {
            cells.flush();
        }
    }
}
