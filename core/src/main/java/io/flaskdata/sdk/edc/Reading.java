package io.flaskdata.sdk.edc;

import io.flaskdata.sdk.errors.FlaskDataException;
import io.flaskdata.sdk.internal.Arguments;
import io.flaskdata.sdk.rows.Row;
import io.flaskdata.sdk.rows.RowProgress;
import io.flaskdata.sdk.rows.RowStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A read of a table with typed rows. Immutable: each method returns a new one; a terminal operation makes the call.
 * {@link #extract()} has more options.
 *
 * <p>Operation {@code POST /edc/study/extract-data}; contract: documented, the tables and their columns inferred.
 *
 * @param <T> a row
 */
public final class Reading<T> {
    private final Extract extract;
    private final Predicate<Row> kept;
    private final Function<Row, T> shape;
    private final @Nullable RowProgress progress;

    private Reading(Extract extract, Predicate<Row> kept, Function<Row, T> shape, @Nullable RowProgress progress) {
        this.extract = extract;
        this.kept = kept;
        this.shape = shape;
        this.progress = progress;
    }

    static <T> Reading<T> of(Extract extract, Function<Row, T> shape) {
        return new Reading<>(extract, row -> true, shape, null);
    }

    /** Filters rows on the client, because the server can only compare for equality. */
    Reading<T> keeping(Predicate<Row> kept) {
        return new Reading<>(extract, kept, shape, progress);
    }

    private Reading<T> over(Extract changed) {
        return new Reading<>(changed, kept, shape, progress);
    }

    /**
     * Keeps rows with this value in this column.
     *
     * @param column the column's name
     * @throws IllegalArgumentException when the column name is invalid or has a filter already
     */
    public Reading<T> where(String column, String value) {
        return over(extract.where(column, value));
    }

    /**
     * Starts a window on {@code date_updated}, which rows that were never edited don't have.
     *
     * @param start sent with milliseconds, rounded down
     * @throws IllegalArgumentException when the window ends before it starts
     */
    public Reading<T> updatedFrom(Instant start) {
        return over(extract.updatedFrom(start));
    }

    /**
     * Ends a window on {@code date_updated}, which rows that were never edited don't have.
     *
     * @param end sent with milliseconds, rounded up
     * @throws IllegalArgumentException when the window ends before it starts
     */
    public Reading<T> updatedBefore(Instant end) {
        return over(extract.updatedBefore(end));
    }

    /**
     * Sorts by a column, ascending.
     *
     * @param column the column's name
     * @throws IllegalArgumentException when the column name is invalid
     */
    public Reading<T> sortedBy(String column) {
        return over(extract.sortedBy(column));
    }

    /**
     * Sets a listener that is told how many rows have been read, those left out here included.
     *
     * @param progress told between rows; replaces another one
     */
    public Reading<T> withProgress(RowProgress progress) {
        return new Reading<>(extract, kept, shape, Arguments.notNull(progress, "progress"));
    }

    /**
     * The same rows, untyped: for files, slices and further request members. Makes no call.
     *
     * @return the extract; on the table {@code study} it has both studies and sites
     */
    public Extract extract() {
        return extract;
    }

    /**
     * Makes the call and passes each row to the consumer as it arrives, in constant memory.
     *
     * @param consumer called once for each row
     * @return the number of rows passed
     * @throws FlaskDataException as {@link Extract#open()} and {@link RowStream#next()} do
     */
    public long forEach(Consumer<? super T> consumer) {
        long handed = 0;
        try (RowStream rows = (progress == null ? extract : extract.withProgress(progress)).open()) {
            while (rows.hasNext()) {
                Row row = rows.next();
                if (kept.test(row)) {
                    consumer.accept(shape.apply(row));
                    handed++;
                }
            }
        }
        return handed;
    }

    /**
     * Makes the call and returns all rows; for small tables.
     *
     * @throws FlaskDataException as {@link Extract#open()} and {@link RowStream#next()} do
     */
    public List<T> toList() {
        List<T> all = new ArrayList<>();
        forEach(all::add);
        return List.copyOf(all);
    }

    @Override
    public String toString() {
        return "Reading[" + extract + "]";
    }
}
