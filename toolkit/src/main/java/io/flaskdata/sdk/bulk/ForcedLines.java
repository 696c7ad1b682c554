package io.flaskdata.sdk.bulk;

import io.flaskdata.sdk.json.internal.Json;
import java.io.IOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Appends lines to a file, each forced to disk before its {@link #append} returns. Lines that are written while the disk
 * is busy are forced together by the next of their threads, so many threads wait for few forces.
 */
final class ForcedLines {
    /** The file; {@link #force} puts all that was written before it was called on the disk. */
    interface Disk {
        void write(byte[] line) throws IOException;

        void force() throws IOException;
    }

    private final Disk disk;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition forceEnded = lock.newCondition();
    private long written;
    private long forced;
    private boolean forcing;
    private boolean broken;

    ForcedLines(Disk disk) {
        this.disk = disk;
    }

    /**
     * Appends a line and waits until it is on the disk, whatever interrupts.
     *
     * @throws IOException when that is not certain; then no line is written any more
     */
    void append(String line) throws IOException {
        lock.lock();
        try {
            requireWhole();
            broken = true;
            disk.write(Json.utf8(line + "\n"));
            broken = false;
            long own = ++written;
            while (forced < own) {
                requireWhole();
                if (forcing) {
                    forceEnded.awaitUninterruptibly();
                } else {
                    force();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void requireWhole() throws IOException {
        if (broken) {
            throw new IOException("An earlier line could not be written");
        }
    }

    /** Forces what is written by now, while others may write further lines. */
    private void force() throws IOException {
        long last = written;
        forcing = true;
        lock.unlock();
        boolean done = false;
        try {
            disk.force();
            done = true;
        } finally {
            lock.lock();
            forcing = false;
            broken |= !done;
            forced = done ? last : forced;
            forceEnded.signalAll();
        }
    }
}
