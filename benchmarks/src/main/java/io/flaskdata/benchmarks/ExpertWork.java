package io.flaskdata.benchmarks;

import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an expert's program does with each of the parsers. */
final class ExpertWork {
    private static final int WIDTH = SampleRows.COLUMNS.size();

    private ExpertWork() {}

    /** Every row an array of texts. */
    static Tally texts(Cursor rows, List<String> columns) throws IOException {
        boolean[] wanted = new boolean[WIDTH];
        for (int i = 0; i < WIDTH; i++) {
            wanted[i] = columns.contains(SampleRows.COLUMNS.get(i));
        }
        Tally tally = new Tally();
        while (rows.nextRow()) {
            @Nullable String[] row = new String[WIDTH];
            for (int i = 0; i < WIDTH; i++) {
                rows.column(i);
                if (wanted[i]) {
                    row[i] = rows.text();
                } else {
                    rows.skip();
                }
            }
            rows.endRow();
            tally.rows++;
            for (String value : row) {
                tally.add(value);
            }
        }
        return tally;
    }

    /** The columns that {@link Typed} has, as ints, decimals, instants and flags. */
    static Tally typed(Cursor rows) throws IOException {
        Tally tally = new Tally();
        while (rows.nextRow()) {
            tally.rows++;
            for (int i = 0; i < WIDTH; i++) {
                rows.column(i);
                switch (Typed.KINDS[i]) {
                    case INT -> tally.typed(rows.integer());
                    case DECIMAL -> tally.typed(rows.decimal());
                    case INSTANT -> tally.typed(rows.instant());
                    case FLAG -> tally.typed(rows.flag());
                    case OTHER -> rows.skip();
                }
            }
            rows.endRow();
        }
        return tally;
    }

    /** A file with a header; null is an empty cell. */
    static void csv(Cursor rows, Path file) throws IOException {
        try (Writer out = new BufferedWriter(
                new OutputStreamWriter(Files.newOutputStream(file), StandardCharsets.UTF_8), 1 << 16)) {
            out.write(String.join(",", SampleRows.COLUMNS));
            out.write("\r\n");
            while (rows.nextRow()) {
                for (int i = 0; i < WIDTH; i++) {
                    rows.column(i);
                    if (i > 0) {
                        out.write(',');
                    }
                    cell(out, rows.text());
                }
                rows.endRow();
                out.write("\r\n");
            }
        }
    }

    private static void cell(Writer out, @Nullable String text) throws IOException {
        if (text == null) {
            return;
        }
        boolean quoted = text.isEmpty();
        for (int i = 0; i < text.length() && !quoted; i++) {
            char c = text.charAt(i);
            quoted = c == ',' || c == '"' || c == '\n' || c == '\r';
        }
        if (quoted) {
            out.write('"');
            out.write(text.replace("\"", "\"\""));
            out.write('"');
        } else {
            out.write(text);
        }
    }

    /** Jackson's generator copies each row to a line. */
    static void jsonLines(InputStream in, Path file) throws IOException {
        var factory = new com.fasterxml.jackson.core.JsonFactory();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
                var parser = factory.createParser(in);
                var generator = factory.createGenerator(out)) {
            generator.setRootValueSeparator(new com.fasterxml.jackson.core.io.SerializedString("\n"));
            Cursor.require(parser.nextToken() == com.fasterxml.jackson.core.JsonToken.START_ARRAY);
            while (parser.nextToken() == com.fasterxml.jackson.core.JsonToken.START_OBJECT) {
                generator.copyCurrentStructure(parser);
            }
            Cursor.require(parser.nextToken() == null);
        }
    }
}
