package io.flaskdata.sdk.formats;

import io.flaskdata.sdk.internal.AtomicFile;
import io.flaskdata.sdk.internal.Sha256Stream;
import io.flaskdata.sdk.rows.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file of rows from anywhere; for the rows of one call, {@link io.flaskdata.sdk.rows.ExtractFile#write} also writes a
 * manifest. The file appears, complete and forced to disk, with {@link #finish()}; closed without it, nothing is left and
 * a file that was there is unchanged. It has one writer at a time, across processes. For one thread.
 */
public final class TypedFile implements AutoCloseable {
    private final AtomicFile file;
    private final TypedOutput output;
    private final int columns;
    private long rows;

    private TypedFile(AtomicFile file, TypedOutput output, int columns) {
        this.file = file;
        this.output = output;
        this.columns = columns;
    }

    /**
     * What was written.
     *
     * @param rows how many rows
     * @param bytes the file's size
     * @param sha256 the SHA-256 of its bytes, in lower-case hexadecimal
     * @param note what the format couldn't hold, by column; null when there is nothing
     */
    public record Written(
            long rows, long bytes, String sha256, @Nullable String note) {}

    /**
     * Begins a file, which must not exist.
     *
     * @param file the file
     * @param format its format; its types are replaced by the columns'
     * @param columns its columns, in their order
     * @throws IllegalArgumentException when there is no column, or two have one name
     * @throws UncheckedIOException when it exists, is being written, or can't be written
     */
    public static TypedFile create(Path file, TypedFormat format, List<TypedColumn> columns) {
        return begin(file, format, columns, false);
    }

    /**
     * Begins a file, which replaces the one that may be there.
     *
     * @param file the file
     * @param format its format; its types are replaced by the columns'
     * @param columns its columns, in their order
     * @throws IllegalArgumentException when there is no column, or two have one name
     * @throws UncheckedIOException when it is being written, or can't be written
     */
    public static TypedFile replace(Path file, TypedFormat format, List<TypedColumn> columns) {
        return begin(file, format, columns, true);
    }

    private static TypedFile begin(Path file, TypedFormat format, List<TypedColumn> columns, boolean replacing) {
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("columns must have at least one column");
        }
        TypedFormat typed = format.types(ColumnTypes.of(columns));
        List<String> names = columns.stream().map(TypedColumn::name).toList();
        try {
            AtomicFile atomic = AtomicFile.create(file, replacing);
            return new TypedFile(atomic, new TypedOutput(typed, atomic.out(), names), columns.size());
        } catch (IOException e) {
            throw notWritten(e);
        }
    }

    /**
     * Writes a row. A column that it lacks is null.
     *
     * @param row the row
     * @throws IllegalStateException when it has a column that the file lacks, or a value doesn't fit its type
     * @throws UncheckedIOException when the file can't be written
     */
    public void write(Row row) {
        try {
            output.write(row);
            rows++;
        } catch (IOException e) {
            throw notWritten(e);
        }
    }

    /**
     * Writes a row of texts, each as the server sends a value of the column's type: {@code 5}, {@code true}, {@code
     * 2026-01-31}, {@code 2026-01-31T10:00:00Z}.
     *
     * @param values a text or null for each of the file's columns
     * @throws IllegalArgumentException when there are more or fewer than the file has columns
     * @throws IllegalStateException when a value doesn't fit its type
     * @throws UncheckedIOException when the file can't be written
     */
    public void write(List<? extends @Nullable String> values) {
        if (values.size() != columns) {
            throw new IllegalArgumentException("The file has " + columns + " columns, the row " + values.size());
        }
        try {
            output.write(values.toArray(new @Nullable String[0]));
            rows++;
        } catch (IOException e) {
            throw notWritten(e);
        }
    }

    /**
     * Completes the file and gives it its name. Nothing may be written after it.
     *
     * @return what was written
     * @throws UncheckedIOException when the file can't be written, or exists by now and was not to be replaced
     */
    public Written finish() {
        try {
            String note = output.finish();
            Sha256Stream content = file.commit();
            return new Written(rows, content.bytes(), content.sha256(), note);
        } catch (IOException e) {
            throw notWritten(e);
        }
    }

    private static UncheckedIOException notWritten(IOException e) {
        return new UncheckedIOException(
                "The file can't be written: " + e.getClass().getSimpleName() + ", " + e.getMessage(), e);
    }

    @Override
    public void close() {
        try (file) {
            output.close();
        } catch (IOException e) {
            throw notWritten(e);
        }
    }
}
