package io.flaskdata.sdk.slices;

import io.flaskdata.sdk.edc.Extract;
import io.flaskdata.sdk.errors.FlaskDataException;
import io.flaskdata.sdk.rows.RowSource;
import io.flaskdata.sdk.rows.RowStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Requests slices ahead of their turn, on its own threads; closing cancels those not taken. */
final class SlicesAhead implements AutoCloseable {
    private final Iterator<Slice> next;
    private final @Nullable SlicesProgress progress;
    private final ExecutorService threads;
    private final Deque<CompletableFuture<RowStream>> asked = new ArrayDeque<>();

    SlicesAhead(List<Slice> slices, int atOnce, @Nullable SlicesProgress progress) {
        this.next = slices.iterator();
        this.progress = progress;
        this.threads = Executors.newFixedThreadPool(atOnce, task -> {
            Thread thread = new Thread(task, "flaskdata-slice");
            thread.setDaemon(true);
            return thread;
        });
        for (int i = 0; i < atOnce; i++) {
            ask();
        }
    }

    private void ask() {
        if (next.hasNext()) {
            Extract extract = next.next().extract();
            RowSource rows = progress == null ? extract : extract.withProgress(progress.ofNextSlice());
            asked.add(CompletableFuture.supplyAsync(rows::openFetched, threads));
        }
    }

    /** The next slice's rows; requests one more slice. */
    RowStream take() {
        try {
            RowStream rows = asked.element().get();
            asked.remove();
            ask();
            return rows;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("Interrupted while waiting for a slice");
        } catch (ExecutionException e) {
            throw failure(Objects.requireNonNull(e.getCause()));
        }
    }

    /** With this thread's own stack trace. */
    private static RuntimeException failure(Throwable cause) {
        if (cause instanceof FlaskDataException failure) {
            return failure.again();
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return (RuntimeException) cause;
    }

    /** Interrupting a thread cancels its call; a slice already complete is no longer needed. */
    @Override
    public void close() {
        threads.shutdownNow();
        for (CompletableFuture<RowStream> each : asked) {
            CompletableFuture<Void> unused = each.thenAccept(RowStream::close);
        }
    }
}
