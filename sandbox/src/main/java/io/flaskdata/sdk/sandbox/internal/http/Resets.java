package io.flaskdata.sdk.sandbox.internal.http;

import io.flaskdata.sdk.sandbox.internal.base.ApiError;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Keeps operations and resets apart: what a request that was received before a reset does, is done before it or not at all. */
public final class Resets {
    /** A client may not read its answer, and an answer can be made slow. What is left of those has no database any more. */
    private static final int PATIENCE_SECONDS = 1;

    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private volatile long count;

    /** An operation. */
    @FunctionalInterface
    interface Operation {
        void run() throws Exception;
    }

    long count() {
        return count;
    }

    /** Runs an operation of a request that was received after so many resets. */
    void keepAway(long received, Operation operation) throws Exception {
        lock.readLock().lock();
        try {
            if (count != received) {
                throw ApiError.reset();
            }
            operation.run();
        } finally {
            lock.readLock().unlock();
        }
    }

    public void reset(Runnable reset) {
        boolean alone = false;
        try {
            alone = lock.writeLock().tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS);
            count++;
            reset.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The reset was interrupted", e);
        } finally {
            if (alone) {
                lock.writeLock().unlock();
            }
        }
    }
}
