package io.flaskdata.sdk.sandbox.internal.http;

import io.flaskdata.sdk.sandbox.internal.base.ApiError;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Keeps operations and resets apart: what a request does that was received before a reset is done before it or not at all. */
public final class Resets {
    /** A client may not read its answer, and an answer can be made slow: such an operation is left alone, without a database. */
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

    /**
     * Runs a reset when the operations that are under way have ended, or soon.
     *
     * @param drop ends what operations still do in a database, and refuses them another
     * @param resume opens databases again, when no operation of before can ask for one
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
