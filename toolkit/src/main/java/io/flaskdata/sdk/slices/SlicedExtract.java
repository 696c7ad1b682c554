package io.flaskdata.sdk.slices;

import io.flaskdata.sdk.edc.Extract;
import io.flaskdata.sdk.errors.FlaskDataException;
import io.flaskdata.sdk.errors.FlaskDataException.Details;
import io.flaskdata.sdk.errors.IncompleteExtractException;
import io.flaskdata.sdk.internal.Arguments;
import io.flaskdata.sdk.rows.Row;
import io.flaskdata.sdk.rows.RowProgress;
import io.flaskdata.sdk.rows.RowStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An extract in slices that each stay under the server's limits. A few slices are requested at a time, and rows are
 * passed on in the slices' order, in constant memory: a slice waits for its turn in a temporary file that only its
 * owner may read and that is deleted when no longer needed. Immutable.
 *
 * <p>Operation {@code POST /edc/study/extract-data}, once for each slice; contract: documented. FlaskData has no
 * snapshot across calls: rows edited meanwhile can come twice, and only {@link #expecting(long)} detects rows that are
 * in no slice.
 */
public final class SlicedExtract {
    private static final int FEW = 3;
    private static final int MOST = 16;

    private final Extract whole;
    private final List<Slice> slices;
    private final boolean dates;
    private final int atOnce;
    private final OptionalLong expected;
    private final @Nullable RowProgress progress;

    private SlicedExtract(
            Extract whole,
            List<Slice> slices,
            boolean dates,
            int atOnce,
            OptionalLong expected,
            @Nullable RowProgress progress) {
        this.progress = progress;
        this.whole = whole;
        this.slices = slices;
        this.dates = dates;
        this.atOnce = atOnce;
        this.expected = expected;
    }

    /**
     * Cuts an extract into slices, one for each value of a column. Rows with other values are in no slice; {@link
     * #expecting(long)} detects them.
     *
     * @param column a column of text or numbers, such as {@code site} or {@code subject}
     * @param values all values of the column
     * @return the slices, to be read
     * @throws IllegalArgumentException when the column name is invalid or has a filter already, or there are no values,
     *     an empty value or duplicate values
     * @throws IllegalStateException when the extract is of a function, whose filters are not known
     */
    public static SlicedExtract byValues(Extract whole, String column, String... values) {
        requireTable(whole);
        return new SlicedExtract(whole, Slice.byValues(whole, column, values), false, FEW, OptionalLong.empty(), null);
    }

    /**
     * Cuts an extract into windows of {@code date_updated}: before the first boundary, between each two, and from the
     * last on. Rows without {@code date_updated}, those never edited, are in no window; {@link #andRowsNeverUpdated()}
     * adds them.
     *
     * @param boundaries whole milliseconds, each later than the one before
     * @return the slices, to be read
     * @throws IllegalArgumentException when there is no boundary, or they are finer than a millisecond or out of order
     * @throws IllegalStateException when the extract has a window already, or is of a function
     */
    public static SlicedExtract byDates(Extract whole, Instant... boundaries) {
        requireTable(whole);
        if (whole.hasWindow()) {
            throw new IllegalStateException("The extract has a window already");
        }
        return new SlicedExtract(whole, Slice.byDates(whole, boundaries), true, FEW, OptionalLong.empty(), null);
    }

    private static void requireTable(Extract whole) {
        if (whole.table().endsWith("()")) {
            throw new IllegalStateException("A function can't be sliced: what its filters do is not known");
        }
    }

    /**
     * Sets how many slices are requested at a time; 3 by default. One more may wait on disk.
     *
     * @param slices from 1 to 16
     * @throws IllegalArgumentException when it is not
     */
    public SlicedExtract atOnce(int slices) {
        return new SlicedExtract(
                this.whole, this.slices, dates, Arguments.between(slices, 1, MOST, "slices"), expected, progress);
    }

    /**
     * Adds a first slice of the rows without {@code date_updated}, those never edited, which are in no window of dates.
     * No filter can request them, so the slice reads the whole extract and drops the other rows. If that exceeds the
     * server's limits, use {@link #byValues} instead.
     *
     * @throws IllegalStateException when the slices are not windows of dates
     */
    public SlicedExtract andRowsNeverUpdated() {
        if (!dates) {
            throw new IllegalStateException("Only windows of dates leave out rows that were never updated");
        }
        List<Slice> more = new ArrayList<>();
        // First, because a row edited meanwhile moves to the last window and must not be missed in both.
        more.add(Slice.neverUpdated(whole));
        more.addAll(slices);
        return new SlicedExtract(whole, List.copyOf(more), false, atOnce, expected, progress);
    }

    /**
     * Sets the expected total of rows, from an unsliced extract or another count.
     *
     * @param rows the number
     * @throws IllegalArgumentException when it is negative
     */
    public SlicedExtract expecting(long rows) {
        if (rows < 0) {
            throw new IllegalArgumentException("rows must not be negative");
        }
        return new SlicedExtract(whole, slices, dates, atOnce, OptionalLong.of(rows), progress);
    }

    /**
     * Sets a listener that is told the rows passed on and the bytes arrived, of all slices together. It is called by one
     * thread at a time: those that fetch slices, and the one that {@link #forEach} is called on. The total is known once
     * every slice has begun to arrive and the server has stated each length. An exception ends the extract, at the
     * latest when the slice's turn comes.
     *
     * @param progress replaces another one
     */
    public SlicedExtract withProgress(RowProgress progress) {
        return new SlicedExtract(whole, slices, dates, atOnce, expected, Arguments.notNull(progress, "progress"));
    }

    /**
     * Makes the calls and passes each row to the consumer.
     *
     * @param consumer called once for each row, on this thread
     * @return how many rows each slice had
     * @throws IncompleteExtractException when the total is not the expected one, after all rows were passed on, or when
     *     a slice has a row that was not requested
     * @throws CancellationException when this thread is interrupted; its flag stays set
     * @throws java.io.UncheckedIOException when a slice can't be kept on the disk
     * @throws FlaskDataException as {@link Extract#open()} and {@link RowStream#next()} do, for the first slice that
     *     fails; the others are cancelled
     */
    public SliceCounts forEach(Consumer<? super Row> consumer) {
        List<Long> counts = new ArrayList<>();
        SlicesProgress told = progress == null ? null : new SlicesProgress(progress, slices.size());
        try (SlicesAhead ahead = new SlicesAhead(slices, atOnce, told)) {
            for (Slice slice : slices) {
                try (RowStream rows = ahead.take()) {
                    long count = 0;
                    while (rows.hasNext()) {
                        Row row = rows.next();
                        if (slice.own().test(row)) {
                            consumer.accept(row);
                            count++;
                            if (told != null) {
                                told.passedOn();
                            }
                        }
                    }
                    counts.add(count);
                }
            }
        }
        SliceCounts result = new SliceCounts(counts);
        if (expected.isPresent() && expected.getAsLong() != result.total()) {
            throw new IncompleteExtractException(
                    "the slices have " + result.total() + " rows, not " + expected.getAsLong() + ".",
                    Details.notSent("edc.extractData"));
        }
        return result;
    }
}
