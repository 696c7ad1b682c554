package io.flaskdata.sdk.rows;

/**
 * How much of a zip is believed: what goes beyond a limit is an error, not a full disk or heap. The defaults are far above
 * what a study's CSV files need. There is no limit on the ratio of compression: an export of mostly empty cells reaches
 * ratios of several hundred, deflate itself ends at about 1032, and entries that overlap, which alone reach more, are
 * refused.
 *
 * @param entries how many files and folders a zip may hold; 10,000 by default
 * @param bytes how many bytes its files may have in all, unpacked, and about how many the zip itself; 16 GiB by default
 * @param cellLength how many characters a cell may have; 1,000,000 by default
 * @param columns how many columns a row may have; 20,000 by default
 * @param depth how many folders a file may lie in; a zip inside the zip is never opened; 8 by default
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
     * With another limit for entries.
     *
     * @param limit how many files and folders a zip may hold
     * @throws IllegalArgumentException when it is not more than zero
     */
    public ZipLimits withEntries(int limit) {
        return new ZipLimits(limit, bytes, cellLength, columns, depth);
    }

    /**
     * With another limit for bytes.
     *
     * @param limit how many bytes its files may have in all, unpacked
     * @throws IllegalArgumentException when it is not more than zero
     */
    public ZipLimits withBytes(long limit) {
        return new ZipLimits(entries, limit, cellLength, columns, depth);
    }

    /**
     * With another limit for cellLength.
     *
     * @param limit how many characters a cell may have
     * @throws IllegalArgumentException when it is not more than zero
     */
    public ZipLimits withCellLength(int limit) {
        return new ZipLimits(entries, bytes, limit, columns, depth);
    }

    /**
     * With another limit for columns.
     *
     * @param limit how many columns a row may have
     * @throws IllegalArgumentException when it is not more than zero
     */
    public ZipLimits withColumns(int limit) {
        return new ZipLimits(entries, bytes, cellLength, limit, depth);
    }

    /**
     * With another limit for depth.
     *
     * @param limit how many folders a file may lie in; a zip inside the zip is never opened
     * @throws IllegalArgumentException when it is not more than zero
     */
    public ZipLimits withDepth(int limit) {
        return new ZipLimits(entries, bytes, cellLength, columns, limit);
    }

    /** How long the zip itself may be: what is stored has its size, and each entry two headers. */
    long zipBytes() {
        long headers = 4096L * entries;
        return bytes > Long.MAX_VALUE - headers ? Long.MAX_VALUE : bytes + headers;
    }
}
