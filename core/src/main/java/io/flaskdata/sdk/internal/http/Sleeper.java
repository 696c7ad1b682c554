package io.flaskdata.sdk.internal.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits between two attempts. */
public interface Sleeper {
    /** Waits this long, or until the call is cancelled, which throws an exception as an interruption does. */
    void sleep(Duration duration, CompletableFuture<?> cancelled) throws IOException;

    /** On the system's clock. */
    static Sleeper system() {
        return (duration, cancelled) -> {
            try {
                cancelled.get(duration.toNanos(), TimeUnit.NANOSECONDS);
                throw new IOException("Canceled");
            } catch (TimeoutException slept) {
                // The wait is over.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted");
            } catch (ExecutionException e) {
                throw new IOException("Canceled", e);
            }
        };
    }
}
