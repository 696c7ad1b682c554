package io.flaskdata.sdk.rows;

/**
 * Limits on a zip: exceeding one is an error instead of a full disk or heap. The defaults are far above what a study's
 * CSV files need. The compression ratio is not limited: an export of mostly empty cells reaches several hundred,
 * deflate itself at most about 1032, and overlapping entries, which alone exceed that, are refused.
 *
 * @param entries how many files and folders a zip may hold; 10,000 by default
 * @param bytes the total unpacked size of its files, and roughly the size of the zip itself; 16 GiB by default
 * @param cellLength how many characters a cell may have; 1,000,000 by default
 * @param columns how many columns a row may have; 20,000 by default
 * @param depth how deep folders may be nested; a zip inside the zip is never opened; 8 by default
 */
public record ZipLimits(int entries, long bytes, int cellLength, int columns, int depth) {
    /** The defaults. */
    public static final ZipLimits DEFAULT = new ZipLimits(10_000, 16L << 30, 1_000_000, 20_000, 8);

    /** Checks that each is more than zero. */
    public ZipLimits {
        if (entries <= 0 || bytes <= 0 || cellLength <= 0 || columns <= 0 || depth <= 0) {
            throw new IllegalArgumentException("Each limit must be more than zero");
        }
    }

    /**
     * Changes the limit for entries.
     *
     * @param limit how many files and folders a zip may hold
     * @throws IllegalArgumentException when it is not more than zero
     */
    public ZipLimits withEntries(int limit) {
        return new ZipLimits(limit, bytes, cellLength, columns, depth);
    }

    /**
     * Changes the limit for bytes.
     *
     * @param limit the total unpacked size of its files, in bytes
     * @throws IllegalArgumentException when it is not more than zero
     */
    public ZipLimits withBytes(long limit) {
        return new ZipLimits(entries, limit, cellLength, columns, depth);
    }

    /**
     * Changes the limit for cellLength.
     *
     * @param limit how many characters a cell may have
     * @throws IllegalArgumentException when it is not more than zero
     */
    public ZipLimits withCellLength(int limit) {
        return new ZipLimits(entries, bytes, limit, columns, depth);
    }

    /**
     * Changes the limit for columns.
     *
     * @param limit how many columns a row may have
     * @throws IllegalArgumentException when it is not more than zero
     */
    public ZipLimits withColumns(int limit) {
        return new ZipLimits(entries, bytes, cellLength, limit, depth);
    }

    /**
     * Changes the limit for depth.
     *
     * @param limit how deep folders may be nested; a zip inside the zip is never opened
     * @throws IllegalArgumentException when it is not more than zero
     */
    public ZipLimits withDepth(int limit) {
        return new ZipLimits(entries, bytes, cellLength, columns, limit);
    }

    /** The largest size of the zip itself: stored files keep their size, and each entry has two headers. */
    long zipBytes() {
        long headers = 4096L * entries;
        return bytes > Long.MAX_VALUE - headers ? Long.MAX_VALUE : bytes + headers;
    }
}
