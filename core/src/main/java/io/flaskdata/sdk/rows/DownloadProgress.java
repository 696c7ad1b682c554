package io.flaskdata.sdk.rows;

import java.util.OptionalLong;

/** Receives a download's progress. */
@FunctionalInterface
public interface DownloadProgress {
    /**
     * Called on the downloading thread for each block of at most 64 KiB. An exception ends the download.
     *
     * @param bytes how many have arrived so far
     * @param total how many there will be, if the server said
     */
    void arrived(long bytes, OptionalLong total);
}
