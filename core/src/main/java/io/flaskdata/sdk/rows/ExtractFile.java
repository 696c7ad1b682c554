package io.flaskdata.sdk.rows;

import io.flaskdata.sdk.errors.FlaskDataException;
import io.flaskdata.sdk.internal.Arguments;
import io.flaskdata.sdk.internal.RowContext;
import io.flaskdata.sdk.internal.http.StreamCall;
import io.flaskdata.sdk.internal.http.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import okhttp3.ResponseBody;
import retrofit2.Call;

/**
 * A file that an extract is written into, row by row as they arrive, in constant memory. Immutable; each step gives a new
 * one, the last word makes the call.
 *
 * <p>The file appears under its name when the last row has arrived and was forced to the disk; until then it has a
 * temporary name in the same folder, and after a failure it is gone. (A process
 * that was killed leaves a hidden file that ends in {@code .part}.) Its {@link Manifest} is written beside it, after it.
 * Where the file system has owners, only the file's owner may read it.
 */
public final class ExtractFile {
    private final Path file;
    private final Supplier<Call<ResponseBody>> calls;
    private final RowContext context;
    private final InstantSource clock;
    private final List<String> columns;
    private final boolean replacing;

    private ExtractFile(
            Path file,
            Supplier<Call<ResponseBody>> calls,
            RowContext context,
            InstantSource clock,
            List<String> columns,
            boolean replacing) {
        this.file = file;
        this.calls = calls;
        this.context = context;
        this.clock = clock;
        this.columns = columns;
        this.replacing = replacing;
    }

    static ExtractFile of(Path file, StreamCall call) {
        return new ExtractFile(
                Arguments.notNull(file, "file"), call.calls(), call.context(), call.clock(), List.of(), false);
    }

    /**
     * Replaces a file of that name, and its manifest; without it one that exists is refused.
     *
     * @return the file, to be replaced
     */
    public ExtractFile replacing() {
        return new ExtractFile(file, calls, context, clock, columns, true);
    }

    /**
     * Names the columns of a CSV file beforehand, for rows of several shapes: a row without one of them gets an empty
     * cell, a row with any other is refused. Without it the first row's columns are the file's and every row must have
     * the same ones. JSON lines need no columns.
     *
     * @param names the header, in its order
     * @return the file with these columns
     * @throws IllegalArgumentException when there is none, or one is blank or named twice
     */
    public ExtractFile columns(String... names) {
        List<String> checked = List.of(names);
        checked.forEach(name -> Arguments.notBlank(name, "names"));
        if (checked.isEmpty() || new LinkedHashSet<>(checked).size() < checked.size()) {
            throw new IllegalArgumentException("names must hold each column once, and one at least");
        }
        return new ExtractFile(file, calls, context, clock, checked, replacing);
    }

    /**
     * Writes CSV: RFC 4180 in UTF-8 without a byte order mark, CRLF after each row, a header first. Null is an empty
     * cell, the empty string {@code ""}; numbers keep their digits; arrays and objects are JSON text. Null in a
     * file of one column is an empty line, which some programs skip. An extract without rows whose columns were not named
     * makes an empty file.
     *
     * @return what the file is
     * @throws IllegalStateException when a row has other columns than the file
     * @throws UncheckedIOException when the file exists or can't be written
     * @throws FlaskDataException as the extract's {@code open()} and {@link RowStream#next()} do
     */
    public Manifest writeCsv() {
        return write(Manifest.Format.CSV);
    }

    /**
     * Writes JSON lines: UTF-8, one object a line, its members in the server's order, every value as it came.
     *
     * @return what the file is
     * @throws UncheckedIOException when the file exists or can't be written
     * @throws FlaskDataException as the extract's {@code open()} and {@link RowStream#next()} do
     */
    public Manifest writeJsonLines() {
        return write(Manifest.Format.JSON_LINES);
    }

    private Manifest write(Manifest.Format format) {
        try (KeptFile kept = KeptFile.create(file, replacing, clock)) {
            Call<ResponseBody> call = calls.get();
            try (RowStream rows = RowStream.over(call.request(), Transport.answer(call), context);
                    RowWriter writer = format == Manifest.Format.CSV
                            ? new CsvRows(kept.out(), columns)
                            : new JsonLines(kept.out())) {
                long count = 0;
                while (rows.hasNext()) {
                    writer.write(rows.next());
                    count++;
                }
                writer.flush();
                return kept.commit(call.request(), format, count);
            }
        } catch (IOException e) {
            throw notWritten(e);
        } catch (UncheckedIOException e) {
            // The CSV library's wrapping
            throw notWritten(Objects.requireNonNull(e.getCause()));
        }
    }

    private static UncheckedIOException notWritten(IOException e) {
        String reason = e instanceof CharacterCodingException
                ? "a value holds half of a surrogate pair, which UTF-8 can't"
                : e.getClass().getSimpleName() + ", " + e.getMessage();
        return new UncheckedIOException("The file can't be written: " + reason, e);
    }

    @Override
    public String toString() {
        return "ExtractFile[" + file + "]";
    }
}
