package io.flaskdata.sdk.rows;

import io.flaskdata.sdk.errors.ProtocolViolationException;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One CSV file of a {@link CsvArchive}: single-pass, for one thread, until the archive goes on to its next file. Each value
 * is text: an empty cell is null, {@code ""} the empty string; {@link Row} reads numbers, dates and instants. A row with
 * more or fewer cells than the header is an error; an empty file has no columns and no rows.
 */
public final class CsvFile implements Iterator<Row> {
    private final CsvArchive archive;
    private final String name;
    private @Nullable CsvParser parser;
    private @Nullable Row next;
    private boolean ended;

    CsvFile(CsvArchive archive, String name) {
        this.archive = archive;
        this.name = name;
    }

    /**
     * The file's name in the zip, folders included, {@code /} between them. It is neither absolute nor leads up, but may
     * hold characters that some systems don't allow in a file's name, such as a colon, and two may differ in case only.
     */
    public String name() {
        return name;
    }

    /**
     * The CRF: the name without {@code .csv} (contract: inferred). Folders stay, since a slash may as well be part of a
     * CRF's name, and so files of one name in two folders stay two.
     */
    public String crf() {
        return isCsv(name) ? name.substring(0, name.length() - 4) : name;
    }

    static boolean isCsv(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(".csv");
    }

    /**
     * The header.
     *
     * @return the names of the columns; none of an empty file
     * @throws ProtocolViolationException when the file is not what it should be, of an answer
     * @throws java.io.UncheckedIOException when it is not, of a file on the disk
     */
    public List<String> columns() {
        return Objects.requireNonNull(archive.reading(this, () -> parser().columns()));
    }

    /**
     * Whether another row follows; reads it.
     *
     * @return false after the last row
     * @throws ProtocolViolationException when the file is not what it should be, of an answer
     * @throws java.io.UncheckedIOException when it is not, of a file on the disk
     * @throws IllegalStateException when the archive is closed or went on
     */
    @Override
    public boolean hasNext() {
        if (next == null && !ended) {
            next = archive.reading(this, () -> parser().next());
            ended = next == null;
        }
        return next != null;
    }

    /**
     * The next row.
     *
     * @throws NoSuchElementException after the last
     * @throws ProtocolViolationException when the file is not what it should be, of an answer
     * @throws java.io.UncheckedIOException when it is not, of a file on the disk
     */
    @Override
    public Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException("There are no more rows");
        }
        Row row = Objects.requireNonNull(next);
        next = null;
        return row;
    }

    /**
     * Hands every row to the consumer.
     *
     * @param consumer called once for each row
     * @return how many rows there were
     * @throws ProtocolViolationException when the file is not what it should be, of an answer
     * @throws java.io.UncheckedIOException when it is not, of a file on the disk
     */
    public long forEachRow(Consumer<? super Row> consumer) {
        long rows = 0;
        for (; hasNext(); rows++) {
            consumer.accept(next());
        }
        return rows;
    }

    private CsvParser parser() throws IOException {
        if (parser == null) {
            parser = archive.parser(name);
        }
        return parser;
    }

    @Override
    public String toString() {
        return "CsvFile" + (parser == null ? "" : parser.columns());
    }
}
