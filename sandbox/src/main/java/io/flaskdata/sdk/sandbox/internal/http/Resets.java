package io.flaskdata.sdk.sandbox.internal.http;

import io.flaskdata.sdk.sandbox.internal.base.ApiError;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Keeps operations and resets apart: a request received before a reset takes effect before it or not at all. */
public final class Resets {
    /**
     * A client may not read its answer, or an answer may be made slow; such an operation is not waited for and loses
     * its database.
     */
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

    /** Runs an operation of a request that was received after this number of resets. */
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

    /**
     * Runs a reset when the running operations have ended, or after a short wait.
     *
     * @param drop aborts the operations' database work and refuses them another database
     * @param resume opens databases again, when no earlier operation can request one
     */
    public void reset(Runnable drop, Runnable resume) {
        boolean alone = false;
        try {
            alone = lock.writeLock().tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS);
            count++;
            drop.run();
            alone = alone || lock.writeLock().tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS);
            resume.run();
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
