package io.flaskdata.sdk.rows;

import io.flaskdata.sdk.call.DeferredCall;
import io.flaskdata.sdk.errors.FlaskDataException;
import io.flaskdata.sdk.errors.RejectedException;
import io.flaskdata.sdk.internal.http.StreamCall;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What gives rows. Immutable; each of the last words makes the call, anew each time. */
public abstract class RowSource {
    private final StreamCall call;

    /**
     * For the client's parts.
     *
     * @param call the call that gives the rows
     */
    protected RowSource(DeferredCall call) {
        this.call = StreamCall.of(call);
    }

    /**
     * Makes the call, fetches its whole answer into a temporary file that only its owner can read, then gives its rows.
     * For rows that are used slowly: the server ends an answer that it can't send on. Closing the stream deletes the file.
     *
     * @return the rows, to be closed
     * @throws FlaskDataException when the call fails
     * @throws java.io.UncheckedIOException when the folder for temporary files can't be used
     */
    public final RowStream openFetched() {
        return SpilledRows.of(call);
    }

    /**
     * For the client's parts.
     *
     * @param call the call that gives the rows
     * @return its rows, to be read
     */
    public static RowSource of(DeferredCall call) {
        return new RowSource(call) {};
    }

    /**
     * Makes the call and leaves the rows to be read.
     *
     * @return the rows, to be closed
     * @throws RejectedException when the server refuses: an unknown table or column; {@code serverText()} says which
     * @throws FlaskDataException for any other failure
     */
    public final RowStream open() {
        return RowStream.of(call);
    }

    /**
     * Makes the call and hands over each row as it arrives, in constant memory.
     *
     * @param consumer called once for each row
     * @return how many rows there were
     * @throws FlaskDataException as {@link #open()} and {@link RowStream#next()} do
     */
    public final long forEach(Consumer<? super Row> consumer) {
        return open().forEachRow(consumer);
    }

    /**
     * Makes the call and keeps all rows: for small tables.
     *
     * @throws FlaskDataException as {@link #open()} and {@link RowStream#next()} do
     */
    public final List<Row> toList() {
        List<Row> rows = new ArrayList<>();
        forEach(rows::add);
        return List.copyOf(rows);
    }

    /**
     * Makes the call and writes the rows as CSV while they arrive. The file must not exist; {@link #toFile(Path)} has
     * the choices.
     *
     * @param file where to
     * @return what the file is, as it also stands beside it
     * @throws java.io.UncheckedIOException when the file exists or can't be written
     * @throws FlaskDataException as {@link #open()} and {@link RowStream#next()} do
     */
    public final Manifest writeCsv(Path file) {
        return toFile(file).writeCsv();
    }

    /**
     * Makes the call and writes the rows as JSON lines while they arrive. The file must not exist; {@link
     * #toFile(Path)} has the choices.
     *
     * @param file where to
     * @return what the file is, as it also stands beside it
     * @throws java.io.UncheckedIOException when the file exists or can't be written
     * @throws FlaskDataException as {@link #open()} and {@link RowStream#next()} do
     */
    public final Manifest writeJsonLines(Path file) {
        return toFile(file).writeJsonLines();
    }

    /**
     * A file to write the rows into. Makes no call yet.
     *
     * @param file where to
     * @return the file, to be described and then written
     */
    public final ExtractFile toFile(Path file) {
        return ExtractFile.of(file, call);
    }
}
