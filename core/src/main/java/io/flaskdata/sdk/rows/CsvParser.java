package io.flaskdata.sdk.rows;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import io.flaskdata.sdk.internal.Redaction;
import io.flaskdata.sdk.internal.RowContext;
import io.flaskdata.sdk.json.internal.BrokenAnswerException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one CSV text: RFC 4180, with or without a byte order mark. An empty cell is null, {@code ""} the empty
 * string. Invalid text is an {@link IOException} that gives the row count and no values.
 */
public final class CsvParser {
    private static final int LEAST_BUFFER = 64 * 1024;

    private final CloseableIterator<@Nullable String[]> records;
    private final Cells cells;
    private final Charset charset;
    private final Columns columns;
    private final RowContext context;
    private long rows;

    /**
     * Reads the header of a file that {@link RowSource#writeCsv} wrote; cells may have any length.
     *
     * @param in the text's bytes
     * @throws IOException when it can't be read or is not valid CSV
     */
    public CsvParser(InputStream in) throws IOException {
        this(in, Integer.MAX_VALUE / 4, Integer.MAX_VALUE, StandardCharsets.UTF_8, RowContext.NONE, Redaction::of);
    }

    CsvParser(
            InputStream in,
            int cellLength,
            int columns,
            Charset charset,
            RowContext context,
            UnaryOperator<String> redaction)
            throws IOException {
        this.charset = charset;
        this.context = context;
        this.cells = new Cells(cellLength, columns);
        BufferedReader text = new BufferedReader(new InputStreamReader(in, charset.newDecoder()));
        try {
            skipByteOrderMark(text);
            this.records = CsvReader.builder()
                    .skipEmptyLines(false)
                    .allowUnclosedQuote(false)
                    .maxBufferSize(Math.max(LEAST_BUFFER, cellLength))
                    .build(cells, text)
                    .iterator();
        } catch (CharacterCodingException e) {
            throw broken("is not " + charset);
        }
        this.columns = header(redaction);
    }

    private static void skipByteOrderMark(BufferedReader text) throws IOException {
        text.mark(1);
        if (text.read() != '\ufeff') {
            text.reset();
        }
    }

    private Columns header(UnaryOperator<String> redaction) throws IOException {
        @Nullable String[] names = record();
        if (names == null) {
            return new Columns(List.of(), redaction);
        }
        if (Arrays.stream(names).anyMatch(name -> name == null || name.isBlank())) {
            throw broken("has a column without a name");
        }
        Columns header = new Columns(Arrays.stream(names).map(String::valueOf).toList(), redaction);
        if (header.hasDuplicates()) {
            throw broken("names a column twice");
        }
        return header;
    }

    /** The header; empty only for an empty text. */
    List<String> columns() {
        return columns.names();
    }

    /**
     * How many rows were read, without the header.
     *
     * @return the count
     */
    public long rows() {
        return rows;
    }

    /**
     * Reads the next row.
     *
     * @return the row, or null after the last
     * @throws IOException when it can't be read or is not valid CSV
     */
    public @Nullable Row next() throws IOException {
        @Nullable String[] values = record();
        if (values == null) {
            return null;
        }
        int expected = columns.size();
        if (values.length != expected) {
            throw broken("has a row of " + values.length + " cells under a header of " + expected);
        }
        rows++;
        return new Row(columns, values, context);
    }

    private @Nullable String @Nullable [] record() throws IOException {
        try {
            @Nullable String[] values = records.hasNext() ? records.next() : null;
            if (cells.breach != null) {
                throw broken(cells.breach);
            }
            return values;
        } catch (CsvParseException e) {
            // Its message shows characters of the text.
            throw broken("is malformed, has rows of several lengths, or a cell longer than " + cells.longest);
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof CharacterCodingException) {
                throw broken("is not " + charset);
            }
            throw e.getCause();
        }
    }

    private BrokenAnswerException broken(String what) {
        return new BrokenAnswerException("the CSV " + what + ", after " + rows + " whole rows");
    }

    /** Tells a quoted empty cell from an unquoted one, which RFC 4180 leaves to the reader. */
    private static final class Cells extends AbstractBaseCsvCallbackHandler<@Nullable String[]> {
        private final int longest;
        private final int most;
        private final List<@Nullable String> values = new ArrayList<>();
        private @Nullable String breach;

        Cells(int longest, int most) {
            this.longest = longest;
            this.most = most;
        }

        @Override
        protected void handleBegin(long line) {
            values.clear();
        }

        @Override
        protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
            if (length > longest) {
                breach = "has a cell of more than " + longest + " characters";
            } else if (index >= most) {
                breach = "has more than " + most + " columns";
            } else {
                values.add(length == 0 && !quoted ? null : new String(buffer, offset, length));
            }
        }

        @Override
        protected void handleEmpty() {
            values.add(null);
        }

        @Override
        protected @Nullable String[] buildRecord() {
            return values.toArray(new String[0]);
        }
    }
}
