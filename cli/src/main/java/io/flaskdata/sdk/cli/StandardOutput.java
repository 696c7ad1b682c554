package io.flaskdata.sdk.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import io.flaskdata.sdk.rows.Row;
import io.flaskdata.sdk.rows.RowSource;
import io.flaskdata.sdk.rows.RowStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Rows for a pipe, in the same form as in a file. What fails on the way has already been written in part. */
final class StandardOutput {
    private StandardOutput() {}

    static long write(Output target, Format format, List<String> columns, RowSource source) {
        OutputStream out = new BufferedOutputStream(target, 64 * 1024);
        try (RowStream rows = source.open()) {
            long count = switch (format) {
                case JSONL -> lines(rows, target, out);
                case CSV -> csv(rows, columns, target, out);
                default ->
                    throw new IllegalArgumentException("Standard output takes csv or jsonl: name a file with -o");
            };
            out.flush();
            target.check();
            return count;
        } catch (IOException e) {
            throw new UncheckedIOException("The rows can't be written: " + e.getMessage(), e);
        }
    }

    private static long lines(RowStream rows, Output target, OutputStream out) throws IOException {
        long count = 0;
        while (rows.hasNext()) {
            looked(target, count);
            out.write(rows.next().line());
            out.write('\n');
            count++;
        }
        return count;
    }

    /** Nobody reads on: the rest isn't fetched. */
    private static void looked(Output target, long count) {
        if (count % 1000 == 0 && target.checkError()) {
            target.check();
        }
    }

    private static long csv(RowStream rows, List<String> columns, Output target, OutputStream out) throws IOException {
        CsvWriter csv = CsvWriter.builder()
                .quoteStrategy(QuoteStrategies.EMPTY)
                .lineDelimiter(LineDelimiter.CRLF)
                .build(new OutputStreamWriter(out, StandardCharsets.UTF_8.newEncoder()));
        List<String> header = columns;
        long count = 0;
        while (rows.hasNext()) {
            looked(target, count);
            Row row = rows.next();
            if (count == 0) {
                header = header.isEmpty() ? row.columns() : header;
                csv.writeRecord(header);
            }
            if (!header.containsAll(row.columns())) {
                throw new IllegalArgumentException(
                        "A row has other columns than the first: name all with --columns, or use jsonl");
            }
            CsvWriter.CsvWriterRecord record = csv.writeRecord();
            for (String column : header) {
                record.writeField(row.has(column) ? row.string(column) : null);
            }
            record.endRecord();
            count++;
        }
        csv.flush();
        return count;
    }
}
