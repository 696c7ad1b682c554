package io.flaskdata.sdk.rows;

import io.flaskdata.sdk.call.DeferredCall;
import io.flaskdata.sdk.errors.FlaskDataException;
import io.flaskdata.sdk.errors.RejectedException;
import io.flaskdata.sdk.internal.Arguments;
import io.flaskdata.sdk.internal.http.StreamCall;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A source of rows. Immutable; each terminal operation makes a new call. */
public abstract class RowSource {
    private final StreamCall call;
    private final @Nullable RowProgress progress;

    /**
     * For the SDK's own packages.
     *
     * @param call the call that gives the rows
     */
    protected RowSource(DeferredCall call) {
        this(StreamCall.of(call), null);
    }

    private RowSource(StreamCall call, @Nullable RowProgress progress) {
        this.call = call;
        this.progress = progress;
    }

    /**
     * The same rows, with a listener that is told how many have been read, whatever the terminal operation. Choose it
     * last, right before that operation.
     *
     * @param progress told between rows; replaces another one
     */
    public final RowSource withProgress(RowProgress progress) {
        return new RowSource(call, Arguments.notNull(progress, "progress")) {};
    }

    /**
     * Makes the call, fetches the whole answer into a temporary file that only its owner can read, then returns its
     * rows. For slow consumers: the server closes a connection that is not being read. Closing the stream deletes the
     * file.
     *
     * @return the rows, to be closed
     * @throws FlaskDataException when the call fails
     * @throws java.io.UncheckedIOException when the temporary folder can't be used
     */
    public final RowStream openFetched() {
        return SpilledRows.of(call, progress);
    }

    /**
     * For the SDK's own packages.
     *
     * @param call the call that gives the rows
     * @return its rows, to be read
     */
    public static RowSource of(DeferredCall call) {
        return new RowSource(call) {};
    }

    /**
     * Makes the call and returns its rows as a stream.
     *
     * @return the rows, to be closed
     * @throws RejectedException when the server refuses, such as an unknown table or column; {@code serverText()} says
     *     which
     * @throws FlaskDataException for any other failure
     */
    public final RowStream open() {
        return RowStream.of(call, progress);
    }

    /**
     * Makes the call and passes each row to the consumer as it arrives, in constant memory.
     *
     * @param consumer called once for each row
     * @return how many rows there were
     * @throws FlaskDataException as {@link #open()} and {@link RowStream#next()} do
     */
    public final long forEach(Consumer<? super Row> consumer) {
        return open().forEachRow(consumer);
    }

    /**
     * Makes the call and returns all rows; for small tables.
     *
     * @throws FlaskDataException as {@link #open()} and {@link RowStream#next()} do
     */
    public final List<Row> toList() {
        List<Row> rows = new ArrayList<>();
        forEach(rows::add);
        return List.copyOf(rows);
    }

    /**
     * Makes the call and writes the rows as CSV as they arrive. The file must not exist; {@link #toFile(Path)} has
     * options.
     *
     * @return the file's manifest, also written beside it
     * @throws java.io.UncheckedIOException when the file exists or can't be written
     * @throws FlaskDataException as {@link #open()} and {@link RowStream#next()} do
     */
    public final Manifest writeCsv(Path file) {
        return toFile(file).writeCsv();
    }

    /**
     * Makes the call and writes the rows as JSON lines as they arrive. The file must not exist; {@link #toFile(Path)}
     * has options.
     *
     * @return the file's manifest, also written beside it
     * @throws java.io.UncheckedIOException when the file exists or can't be written
     * @throws FlaskDataException as {@link #open()} and {@link RowStream#next()} do
     */
    public final Manifest writeJsonLines(Path file) {
        return toFile(file).writeJsonLines();
    }

    /**
     * A file to write the rows into. Makes no call yet.
     *
     * @param file the file to write
     * @return the file's options, then its terminal operations
     */
    public final ExtractFile toFile(Path file) {
        return ExtractFile.of(file, call, progress);
    }
}
