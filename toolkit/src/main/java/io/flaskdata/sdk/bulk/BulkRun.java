package io.flaskdata.sdk.bulk;

import io.flaskdata.sdk.bulk.BulkInsert.Keyed;
import io.flaskdata.sdk.bulk.BulkJournal.Entry;
import io.flaskdata.sdk.bulk.BulkOutcome.State;
import io.flaskdata.sdk.errors.AuthenticationException;
import io.flaskdata.sdk.errors.ConnectionException;
import io.flaskdata.sdk.errors.FlaskDataException;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One run of a {@link BulkInsert}: feeds its threads, counts, and stops at a failure that would affect every insert.
 */
final class BulkRun<T> {
    private final BulkTarget<T> target;
    private final BulkJournal journal;
    private final BulkStep<T> step;
    private final Consumer<? super BulkOutcome> outcomes;
    private final Map<State, Long> counts = new EnumMap<>(State.class);
    private final ReentrantLock reporting = new ReentrantLock();
    private final int failuresInRow;
    private final AtomicInteger failed = new AtomicInteger();
    private volatile @Nullable FlaskDataException stoppedBy;
    private volatile @Nullable Throwable failure;

    BulkRun(
            BulkTarget<T> target,
            BulkJournal journal,
            BulkStep<T> step,
            Consumer<? super BulkOutcome> outcomes,
            int failuresInRow) {
        this.target = target;
        this.journal = journal;
        this.step = step;
        this.outcomes = outcomes;
        this.failuresInRow = failuresInRow;
    }

    BulkReport run(Iterator<Keyed<T>> inputs, int concurrency) {
        ExecutorService threads = Executors.newFixedThreadPool(concurrency, task -> {
            Thread thread = new Thread(task, "flaskdata-bulk-insert");
            thread.setDaemon(true);
            return thread;
        });
        try {
            feed(inputs, threads, new Semaphore(concurrency));
            threads.shutdown();
            threads.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("The bulk insert was interrupted; its journal says how far it came");
        } finally {
            end(threads);
        }
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
        return report();
    }

    private void feed(Iterator<Keyed<T>> inputs, ExecutorService threads, Semaphore free) throws InterruptedException {
        Set<String> keys = new HashSet<>();
        for (long position = 1; mayGoOn() && inputs.hasNext(); position++) {
            Keyed<T> keyed = inputs.next();
            String digest = BulkStep.digest(target.request(keyed.input()));
            Entry earlier = journal.entry(keyed.key());
            if (!keys.add(keyed.key())) {
                throw new IllegalArgumentException("The key of input " + position + " is given twice");
            }
            if (earlier != null && !earlier.digest().equals(digest)) {
                throw new IllegalArgumentException(
                        "Input " + position + " is not what the journal has under the same key");
            }
            if (earlier != null && earlier.state().done()) {
                tell(BulkOutcome.of(keyed.key(), State.ALREADY_INSERTED, Optional.ofNullable(earlier.id())));
                continue;
            }
            free.acquire();
            threads.execute(() -> {
                try {
                    take(keyed, digest);
                } finally {
                    free.release();
                }
            });
        }
    }

    private boolean mayGoOn() {
        return stoppedBy == null && failure == null;
    }

    private void take(Keyed<T> keyed, String digest) {
        if (!mayGoOn()) {
            return;
        }
        try {
            BulkStep.Result result = step.take(keyed, digest);
            FlaskDataException e = result.failure();
            State state = result.outcome().state();
            if (state == State.INSERTED) {
                failed.set(0);
            }
            int inRow = e != null && state == State.UNKNOWN ? failed.incrementAndGet() : 0;
            if (e != null && (hitsAll(e) || inRow >= failuresInRow)) {
                stoppedBy = e;
            }
            tell(result.outcome());
        } catch (RuntimeException | Error e) {
            failure = e;
        } catch (InterruptedException e) {
            // The run is being aborted, and nothing was sent.
            Thread.currentThread().interrupt();
        }
    }

    private static boolean hitsAll(FlaskDataException e) {
        return e instanceof ConnectionException || e instanceof AuthenticationException || BulkStep.isOfSignIn(e);
    }

    private void tell(BulkOutcome outcome) {
        reporting.lock();
        try {
            counts.merge(outcome.state(), 1L, Long::sum);
            outcomes.accept(outcome);
        } finally {
            reporting.unlock();
        }
    }

    /** Running inserts end before the journal is closed; after an interruption their calls are cancelled. */
    private static void end(ExecutorService threads) {
        if (Thread.currentThread().isInterrupted()) {
            threads.shutdownNow();
        } else {
            threads.shutdown();
        }
        boolean interrupted = Thread.interrupted();
        try {
            while (!threads.isTerminated()) {
                try {
                    threads.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                    threads.shutdownNow();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private BulkReport report() {
        return new BulkReport(
                count(State.INSERTED),
                count(State.ALREADY_INSERTED),
                count(State.FOUND),
                count(State.NOT_INSERTED),
                count(State.UNKNOWN),
                count(State.UNRESOLVED),
                Optional.ofNullable(stoppedBy));
    }

    private long count(State state) {
        return counts.getOrDefault(state, 0L);
    }
}
