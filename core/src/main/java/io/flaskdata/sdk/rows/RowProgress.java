package io.flaskdata.sdk.rows;

import java.util.OptionalLong;

/** Receives the progress of an extract's rows. */
@FunctionalInterface
public interface RowProgress {
    /**
     * Called between two rows, on the thread that reads them, when more of the answer has arrived since the last call
     * (it is read in blocks of at most 64 KiB), and once after the last row of a complete answer. An exception ends the
     * extract.
     *
     * @param rows how many rows have been read so far
     * @param bytes how many bytes of the answer have arrived so far, after decompression
     * @param total how many bytes there will be; empty when the server did not say, and when the answer is compressed,
     *     because the length it states is then another
     */
    void arrived(long rows, long bytes, OptionalLong total);
}
