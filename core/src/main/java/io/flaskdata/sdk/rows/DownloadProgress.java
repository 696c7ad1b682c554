package io.flaskdata.sdk.rows;

import java.util.OptionalLong;

/** Hears how far a download is. */
@FunctionalInterface
public interface DownloadProgress {
    /**
     * Some bytes arrived; called on the thread that downloads, for every block of at most 64 KiB. What it throws ends the
     * download.
     *
     * @param bytes how many there are so far
     * @param total how many there will be, when the server said so
     */
    void arrived(long bytes, OptionalLong total);
}
