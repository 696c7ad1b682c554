package io.flaskdata.sdk.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallLimitTest {
    private final CallLimit limit = new CallLimit(2);

    @AfterEach
    void disconnect() {
        Calls.disconnect();
    }

    private Object take(String call, String executor) {
        return limit.receive(List.of(CallLimit.TAKE, call, executor));
    }

    @Test
    void noMoreCallsThanTheLimitOnAllExecutorsTogether() {
        assertThat(take("a", "1")).isEqualTo(true);
        assertThat(take("b", "2")).isEqualTo(true);
        assertThat(take("c", "3")).isEqualTo(false);
        // Asked again, because the answer was lost.
        assertThat(take("a", "1")).isEqualTo(true);
        limit.receive(List.of(CallLimit.RELEASE, "b"));
        assertThat(take("c", "3")).isEqualTo(true);
        assertThat(take("b", "2")).isEqualTo(false);
    }

    @Test
    void anExecutorThatIsGoneCallsNoLonger() {
        take("a", "1");
        take("b", "1");
        limit.executorIsGone("2");
        assertThat(take("c", "3")).isEqualTo(false);
        limit.executorIsGone("1");
        assertThat(take("c", "3")).isEqualTo(true);
    }

    @Test
    void threadsWaitForTheirTurn() throws Exception {
        Calls.connect("1", limit::receive);
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch two = new CountDownLatch(2);
        ExecutorService threads = Executors.newFixedThreadPool(6);
        List<Future<?>> calls = new java.util.ArrayList<>();
        for (int i = 0; i < 6; i++) {
            calls.add(threads.submit(() -> {
                try (Calls.Turn turn = Calls.take()) {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    two.countDown();
                    two.await();
                    now.decrementAndGet();
                }
                return null;
            }));
        }
        for (Future<?> each : calls) {
            each.get();
        }
        threads.shutdown();
        assertThat(most).hasValue(2);
    }

    @Test
    void aThreadThatIsInterruptedWaitsNoLongerAndLeavesNoCall() {
        Calls.connect("1", limit::receive);
        Calls.Turn first = Calls.take();
        Calls.Turn second = Calls.take();
        Thread.currentThread().interrupt();
        assertThatThrownBy(Calls::take).isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
        first.close();
        second.close();
        assertThat(take("a", "1")).isEqualTo(true);
        assertThat(take("b", "1")).isEqualTo(true);
    }
}
