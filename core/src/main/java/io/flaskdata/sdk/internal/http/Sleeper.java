package io.flaskdata.sdk.internal.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits between two attempts. */
public interface Sleeper {
    /** How late a cancelled call may notice it, since OkHttp tells nobody who doesn't ask. */
    Duration SLICE = Duration.ofMillis(50);

    /** Waits for as long as that, less when the call is cancelled, which is an exception as an interruption is. */
    void sleep(Duration duration, BooleanSupplier cancelled) throws IOException;

    /** On the system's clock. */
    static Sleeper system() {
        return (duration, cancelled) -> {
            long end = System.nanoTime() + duration.toNanos();
            for (long left = duration.toNanos(); left > 0; left = end - System.nanoTime()) {
                check(cancelled);
                LockSupport.parkNanos(Math.min(left, SLICE.toNanos()));
            }
            check(cancelled);
        };
    }

    /** Throws when the call is cancelled or the thread interrupted; leaves the thread's flag as it is. */
    static void check(BooleanSupplier cancelled) throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("interrupted");
        }
        if (cancelled.getAsBoolean()) {
            throw new IOException("Canceled");
        }
    }
}
