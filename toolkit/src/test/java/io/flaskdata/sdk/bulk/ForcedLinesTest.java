package io.flaskdata.sdk.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A disk that waits to be let go, and says how often it was asked to force. */
@Timeout(30)
class ForcedLinesTest {
    private static final int MANY = 16;

    private final CountDownLatch firstForce = new CountDownLatch(1);
    /** Waited for with join, which no interruption ends. */
    private final CompletableFuture<Void> letGo = new CompletableFuture<>();

    private final CountDownLatch manyWritten = new CountDownLatch(1 + MANY);
    private final AtomicInteger forces = new AtomicInteger();
    private final List<String> written = new ArrayList<>();
    private volatile boolean fails;
    private int onDisk;

    private final ForcedLines lines = new ForcedLines(new ForcedLines.Disk() {
        @Override
        public void write(byte[] line) {
            synchronized (written) {
                written.add(new String(line, StandardCharsets.UTF_8));
            }
            manyWritten.countDown();
        }

        @Override
        public void force() throws IOException {
            int before;
            synchronized (written) {
                before = written.size();
            }
            forces.incrementAndGet();
            firstForce.countDown();
            letGo.join();
            if (fails) {
                throw new IOException("disk full");
            }
            synchronized (written) {
                onDisk = before;
            }
        }
    });

    private final ExecutorService threads = Executors.newFixedThreadPool(1 + MANY);

    @AfterEach
    void stop() throws InterruptedException {
        letGo.complete(null);
        threads.shutdown();
        assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    }

    /** Completes when append returned, with whether the line was on the disk then. */
    private CompletableFuture<Boolean> append(String line) {
        return append(line, threads);
    }

    private CompletableFuture<Boolean> append(String line, Executor thread) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        lines.append(line);
                    } catch (IOException e) {
                        throw new IllegalStateException(e.getMessage());
                    }
                    synchronized (written) {
                        return written.subList(0, onDisk).contains(line + "\n");
                    }
                },
                thread);
    }

    /** One line is being forced, the others are written meanwhile. */
    private List<CompletableFuture<Boolean>> oneForcedAndManyWritten() throws InterruptedException {
        List<CompletableFuture<Boolean>> all = new ArrayList<>();
        all.add(append("first"));
        firstForce.await();
        for (int i = 0; i < MANY; i++) {
            all.add(append("line " + i));
        }
        manyWritten.await();
        assertThat(all).noneMatch(CompletableFuture::isDone);
        return all;
    }

    @Test
    void linesWrittenWhileTheDiskIsBusyAreForcedTogetherAndNoneReturnsBeforeItIsOnTheDisk() throws Exception {
        List<CompletableFuture<Boolean>> all = oneForcedAndManyWritten();
        letGo.complete(null);
        for (CompletableFuture<Boolean> each : all) {
            assertThat(each.get()).isTrue();
        }
        assertThat(forces).hasValue(2);
        assertThat(written).hasSize(1 + MANY).startsWith("first\n").doesNotHaveDuplicates();
    }

    @Test
    void aForceThatFailsFailsAllThatWaitForItAndEveryLaterLine() throws Exception {
        List<CompletableFuture<Boolean>> all = oneForcedAndManyWritten();
        fails = true;
        letGo.complete(null);
        for (CompletableFuture<Boolean> each : all) {
            assertThatThrownBy(each::get).hasCauseInstanceOf(IllegalStateException.class);
        }
        fails = false;
        assertThatThrownBy(() -> lines.append("later")).hasMessageContaining("earlier line");
        assertThat(written).hasSize(1 + MANY);
        assertThat(forces).hasValue(1);
    }

    @Test
    void anInterruptedThreadStillWaitsUntilItsLineIsOnTheDisk() throws Exception {
        CompletableFuture<Boolean> first = append("first");
        firstForce.await();
        CompletableFuture<Boolean> stillInterrupted = CompletableFuture.supplyAsync(
                () -> {
                    Thread.currentThread().interrupt();
                    assertThat(append("interrupted", Runnable::run).join()).isTrue();
                    return Thread.interrupted();
                },
                threads);
        letGo.complete(null);
        assertThat(first.get()).isTrue();
        assertThat(stillInterrupted.get()).isTrue();
    }
}
