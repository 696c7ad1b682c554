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
 * One CSV file of a {@link CsvArchive}: single-pass, not thread-safe, readable until the archive moves to its next
 * file. Each value is text: an empty cell is null, {@code ""} is the empty string; {@link Row} converts numbers, dates
 * and instants. A row with more or fewer cells than the header is an error; an empty file has no columns and no rows.
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
     * The file's path in the zip, with {@code /} as separator. It is relative and never contains {@code ..}, but it may
     * contain characters that some systems do not allow in file names, such as a colon, and two names may differ only
     * in case.
     */
    public String name() {
        return name;
    }

    /**
     * The CRF: the path without {@code .csv} (contract: inferred). Folders are kept, because a slash may be part of a
     * CRF's name and two folders may hold files of the same name.
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
     * @return the column names; empty for an empty file
     * @throws ProtocolViolationException when a file of a downloaded zip is invalid
     * @throws java.io.UncheckedIOException when a file of a zip on disk is invalid
     */
    public List<String> columns() {
        return Objects.requireNonNull(archive.reading(this, () -> parser().columns()));
    }

    /**
     * Reads ahead to the next row.
     *
     * @return false after the last row
     * @throws ProtocolViolationException when a file of a downloaded zip is invalid
     * @throws java.io.UncheckedIOException when a file of a zip on disk is invalid
     * @throws IllegalStateException when the archive is closed or has moved to another file
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
     * @throws ProtocolViolationException when a file of a downloaded zip is invalid
     * @throws java.io.UncheckedIOException when a file of a zip on disk is invalid
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
     * Passes every row to the consumer.
     *
     * @param consumer called once for each row
     * @return how many rows there were
     * @throws ProtocolViolationException when a file of a downloaded zip is invalid
     * @throws java.io.UncheckedIOException when a file of a zip on disk is invalid
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
