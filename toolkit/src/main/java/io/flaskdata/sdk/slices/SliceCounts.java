package io.flaskdata.sdk.slices;

import java.util.List;

/**
 * The row counts of a {@link SlicedExtract}.
 *
 * @param rows how many rows of each slice, in the slices' order
 */
public record SliceCounts(List<Long> rows) {
    /**
     * Keeps a copy.
     *
     * @param rows how many rows of each slice, in the slices' order
     */
    public SliceCounts {
        rows = List.copyOf(rows);
    }

    /**
     * How many rows there were in all.
     *
     * @return the sum
     */
    public long total() {
        return rows.stream().mapToLong(Long::longValue).sum();
    }
}
