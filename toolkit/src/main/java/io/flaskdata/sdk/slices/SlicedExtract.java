package io.flaskdata.sdk.slices;

import io.flaskdata.sdk.edc.Extract;
import io.flaskdata.sdk.errors.FlaskDataException;
import io.flaskdata.sdk.errors.FlaskDataException.Details;
import io.flaskdata.sdk.errors.IncompleteExtractException;
import io.flaskdata.sdk.internal.Arguments;
import io.flaskdata.sdk.rows.Row;
import io.flaskdata.sdk.rows.RowStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/**
 * An extract in parts that each stay under the server's limits. A few are asked for at a time, and their rows handed on in
 * the slices' order, in constant memory: a slice waits for its turn in a file in the folder for temporary files, which only
 * its owner may read and which is deleted when the rows were handed on, or not needed any more. Immutable.
 *
 * <p>Operation {@code POST /edc/study/extract-data}, once for each slice; contract: documented. FlaskData has no snapshot
 * over several calls: rows that are edited meanwhile can come twice, and only {@link #expecting(long)} notices rows that no
 * slice has.
 */
public final class SlicedExtract {
    private static final int FEW = 3;
    private static final int MOST = 16;

    private final Extract whole;
    private final List<Slice> slices;
    private final boolean dates;
    private final int atOnce;
    private final OptionalLong expected;

    private SlicedExtract(Extract whole, List<Slice> slices, boolean dates, int atOnce, OptionalLong expected) {
        this.whole = whole;
        this.slices = slices;
        this.dates = dates;
        this.atOnce = atOnce;
        this.expected = expected;
    }

    /**
     * Cuts an extract into parts, one for each value of a column, to stay under the server's limits. Rows with other values
     * are in no part: {@link #expecting(long)} notices them.
     *
     * @param column a column of text or numbers, such as {@code site} or {@code subject}
     * @param values all values that there are
     * @return the parts, to be read
     * @throws IllegalArgumentException when the column can't be one or has a filter already, or the values are none, empty or
     *     distinct
     * @throws IllegalStateException when the extract is of a function, whose filters nobody outside knows
     */
    public static SlicedExtract byValues(Extract whole, String column, String... values) {
        requireTable(whole);
        return new SlicedExtract(whole, Slice.byValues(whole, column, values), false, FEW, OptionalLong.empty());
    }

    /**
     * Cuts an extract into windows of {@code date_updated}: up to the first boundary, between each two, and from the last on.
     * Rows without {@code date_updated}, those that were never edited, are in no window: {@link #andRowsNeverUpdated()} adds
     * them.
     *
     * @param boundaries whole milliseconds, each later than the one before
     * @return the parts, to be read
     * @throws IllegalArgumentException when the boundaries are none, finer than a millisecond, or out of order
     * @throws IllegalStateException when the extract has a window already, or is of a function
     */
    public static SlicedExtract byDates(Extract whole, Instant... boundaries) {
        requireTable(whole);
        if (whole.hasWindow()) {
            throw new IllegalStateException("The extract has a window already");
        }
        return new SlicedExtract(whole, Slice.byDates(whole, boundaries), true, FEW, OptionalLong.empty());
    }

    private static void requireTable(Extract whole) {
        if (whole.table().endsWith("()")) {
            throw new IllegalStateException("A function can't be sliced: what its filters do is not known");
        }
    }

    /**
     * Sets how many slices are asked for at a time; 3 by default. One more may wait on the disk.
     *
     * @param slices from 1 to 16
     * @throws IllegalArgumentException when it is not
     */
    public SlicedExtract atOnce(int slices) {
        return new SlicedExtract(
                this.whole, this.slices, dates, Arguments.between(slices, 1, MOST, "slices"), expected);
    }

    /**
     * Adds a slice, the first, of the rows without {@code date_updated}: those that were never edited, which no window of
     * dates has. No filter can ask for them: the slice is the whole extract without a window, of which the other rows are
     * left out here. Where that is more than the server gives, use {@link #byValues} instead.
     *
     * @throws IllegalStateException when the slices are not windows of dates
     */
    public SlicedExtract andRowsNeverUpdated() {
        if (!dates) {
            throw new IllegalStateException("Only windows of dates leave out rows that were never updated");
        }
        List<Slice> more = new ArrayList<>();
        // First, because a row that is edited meanwhile moves to the last window and must not be missed in both.
        more.add(Slice.neverUpdated(whole));
        more.addAll(slices);
        return new SlicedExtract(whole, List.copyOf(more), false, atOnce, expected);
    }

    /**
     * Says how many rows the slices must have in all, from an extract that was not sliced or another count.
     *
     * @param rows the number
     * @throws IllegalArgumentException when it is negative
     */
    public SlicedExtract expecting(long rows) {
        if (rows < 0) {
            throw new IllegalArgumentException("rows must not be negative");
        }
        return new SlicedExtract(whole, slices, dates, atOnce, OptionalLong.of(rows));
    }

    /**
     * Makes the calls and hands over each row.
     *
     * @param consumer called once for each row, on this thread
     * @return how many rows each slice had
     * @throws IncompleteExtractException when the slices don't have as many rows as expected, after all were handed over;
     *     or when a slice holds a row that was not asked for
     * @throws CancellationException when this thread is interrupted; its flag stays set
     * @throws java.io.UncheckedIOException when a slice can't be kept on the disk
     * @throws FlaskDataException as {@link Extract#open()} and {@link RowStream#next()} do, for the first slice that fails;
     *     the others are given up
     */
    public SliceCounts forEach(Consumer<? super Row> consumer) {
        List<Long> counts = new ArrayList<>();
        try (SlicesAhead ahead = new SlicesAhead(slices, atOnce)) {
            for (Slice slice : slices) {
                try (RowStream rows = ahead.take()) {
                    long count = 0;
                    while (rows.hasNext()) {
                        Row row = rows.next();
                        if (slice.own().test(row)) {
                            consumer.accept(row);
                            count++;
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
