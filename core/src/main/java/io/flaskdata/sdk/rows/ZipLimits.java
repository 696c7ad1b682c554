package io.flaskdata.sdk.rows;

/**
 * How much of a zip is believed: what goes beyond a limit is an error, not a full disk or heap. The defaults are far above
 * what a study's CSV files need.
 *
 * @param entries how many files and folders a zip may hold; 10,000 by default
 * @param bytes how many bytes its files may have in all, unpacked; 16 GiB by default
 * @param ratio how many bytes one packed byte of a file may become; a file's first MiB is free; 250 by default
 * @param cellLength how many characters a cell may have; 1,000,000 by default
 * @param columns how many columns a row may have; 20,000 by default
 * @param depth how many folders a file may lie in; a zip inside the zip is never opened; 8 by default
 */
public record ZipLimits(int entries, long bytes, int ratio, int cellLength, int columns, int depth) {
    /** The defaults. */
    public static final ZipLimits DEFAULT = new ZipLimits(10_000, 16L << 30, 250, 1_000_000, 20_000, 8);

    /** Checks that each is more than zero. */
    public ZipLimits {
        if (entries <= 0 || bytes <= 0 || ratio <= 0 || cellLength <= 0 || columns <= 0 || depth <= 0) {
            throw new IllegalArgumentException("Each limit must be more than zero");
        }
    }

    /**
     * With another limit for entries.
     *
     * @param limit how many files and folders a zip may hold
     * @return the limits
     * @throws IllegalArgumentException when it is not more than zero
     */
    public ZipLimits withEntries(int limit) {
        return new ZipLimits(limit, bytes, ratio, cellLength, columns, depth);
    }

    /**
     * With another limit for bytes.
     *
     * @param limit how many bytes its files may have in all, unpacked
     * @return the limits
     * @throws IllegalArgumentException when it is not more than zero
     */
    public ZipLimits withBytes(long limit) {
        return new ZipLimits(entries, limit, ratio, cellLength, columns, depth);
    }

    /**
     * With another limit for ratio.
     *
     * @param limit how many bytes one packed byte of a file may become; a file's first MiB is free
     * @return the limits
     * @throws IllegalArgumentException when it is not more than zero
     */
    public ZipLimits withRatio(int limit) {
        return new ZipLimits(entries, bytes, limit, cellLength, columns, depth);
    }

    /**
     * With another limit for cellLength.
     *
     * @param limit how many characters a cell may have
     * @return the limits
     * @throws IllegalArgumentException when it is not more than zero
     */
    public ZipLimits withCellLength(int limit) {
        return new ZipLimits(entries, bytes, ratio, limit, columns, depth);
    }

    /**
     * With another limit for columns.
     *
     * @param limit how many columns a row may have
     * @return the limits
     * @throws IllegalArgumentException when it is not more than zero
     */
    public ZipLimits withColumns(int limit) {
        return new ZipLimits(entries, bytes, ratio, cellLength, limit, depth);
    }

    /**
     * With another limit for depth.
     *
     * @param limit how many folders a file may lie in; a zip inside the zip is never opened
     * @return the limits
     * @throws IllegalArgumentException when it is not more than zero
     */
    public ZipLimits withDepth(int limit) {
        return new ZipLimits(entries, bytes, ratio, cellLength, columns, limit);
    }
}
