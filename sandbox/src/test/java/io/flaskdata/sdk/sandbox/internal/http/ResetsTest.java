package io.flaskdata.sdk.sandbox.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flaskdata.sdk.sandbox.internal.base.ApiError;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ResetsTest {
    private final Resets resets = new Resets();
    private final List<String> done = new CopyOnWriteArrayList<>();

    @Test
    void whatARequestDoesIsDoneBeforeAResetOrNotAtAll() throws Exception {
        long before = resets.count();
        resets.keepAway(before, () -> done.add("early"));
        resets.reset(() -> done.add("drop"), () -> done.add("resume"));
        assertThatThrownBy(() -> resets.keepAway(before, () -> done.add("late")))
                .isInstanceOfSatisfying(
                        ApiError.class, e -> assertThat(e.status()).isEqualTo(503));
        resets.keepAway(resets.count(), () -> done.add("after"));
        assertThat(done).containsExactly("early", "drop", "resume", "after");
    }

    @Test
    void aResetWaitsForTheOperationThatIsUnderWay() throws Exception {
        CompletableFuture<Void> reset = new CompletableFuture<>();
        CountDownLatch begun = new CountDownLatch(1);
        resets.keepAway(resets.count(), () -> {
            new Thread(() -> {
                        begun.countDown();
                        resets.reset(() -> done.add("drop"), () -> done.add("resume"));
                        reset.complete(null);
                    })
                    .start();
            begun.await();
            done.add("operation");
        });
        reset.get();
        assertThat(done).containsExactly("operation", "drop", "resume");
    }

    @Test
    void oneThatDoesNotEndIsNotWaitedForLong() throws Exception {
        resets.keepAway(
                resets.count(),
                () -> CompletableFuture.runAsync(() -> resets.reset(() -> done.add("drop"), () -> done.add("resume")))
                        .get());
        assertThat(done).containsExactly("drop", "resume");
    }
}
