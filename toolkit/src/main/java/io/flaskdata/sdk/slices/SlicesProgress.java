package io.flaskdata.sdk.slices;

import io.flaskdata.sdk.rows.RowProgress;
import java.util.OptionalLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Adds up the progress of slices, which arrive at the same time on several threads, and tells one listener. */
final class SlicesProgress {
    private final RowProgress listener;
    private final int slices;
    private final Lock lock = new ReentrantLock();
    private long bytes;
    private long total;
    private int measured;
    private volatile long rows;

    SlicesProgress(RowProgress listener, int slices) {
        this.listener = listener;
        this.slices = slices;
    }

    /** A row of any slice was passed on; called by the consumer's thread only. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
    void passedOn() {
        rows++;
    }

    RowProgress ofNextSlice() {
        return new RowProgress() {
            private long before;
            private boolean begun;

            @Override
            public void arrived(long read, long now, OptionalLong length) {
                lock.lock();
                try {
                    bytes += now - before;
                    before = now;
                    if (!begun && length.isPresent()) {
                        measured++;
                        total += length.getAsLong();
                    }
                    begun = true;
                    listener.arrived(rows, bytes, measured == slices ? OptionalLong.of(total) : OptionalLong.empty());
                } finally {
                    lock.unlock();
                }
            }
        };
    }
}
