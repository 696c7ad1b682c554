package io.flaskdata.sdk.rows;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** RFC 4180 in UTF-8; null is an empty cell, the empty string is {@code ""}. */
final class CsvRows implements RowWriter {
    private final CsvWriter csv;
    private final boolean columnsGiven;
    private List<String> header;
    private @Nullable List<String> checked;

    /** Without columns the first row's are the header. */
    CsvRows(OutputStream out, List<String> columns) {
        // An encoder of one's own refuses half characters instead of writing question marks.
        this.csv = CsvWriter.builder()
                .quoteStrategy(QuoteStrategies.EMPTY)
                .lineDelimiter(LineDelimiter.CRLF)
                .build(new OutputStreamWriter(out, StandardCharsets.UTF_8.newEncoder()));
        this.columnsGiven = !columns.isEmpty();
        this.header = columns;
        if (columnsGiven) {
            csv.writeRecord(columns);
        }
    }

    @Override
    public void write(Row row) {
        List<String> columns = row.columns();
        if (header.isEmpty()) {
            if (columns.isEmpty()) {
                throw new IllegalStateException("The first row has no columns that could be the file's");
            }
            header = columns;
            csv.writeRecord(header);
        }
        // Rows share their columns' list: each is checked once.
        if (columns != checked) {
            check(columns);
            checked = columns;
        }
        CsvWriter.CsvWriterRecord record = csv.writeRecord();
        for (String column : header) {
            record.writeField(row.has(column) ? row.string(column) : null);
        }
        record.endRecord();
    }

    private void check(List<String> columns) {
        Set<String> known = Set.copyOf(header);
        List<String> unknown =
                columns.stream().filter(column -> !known.contains(column)).toList();
        boolean complete = columnsGiven || columns.size() == header.size();
        if (!unknown.isEmpty() || !complete) {
            throw new IllegalStateException("A row has other columns than the file"
                    + (unknown.isEmpty() ? "" : ", among them " + String.join(", ", unknown))
                    + ": name the file's columns beforehand, or write JSON lines");
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
