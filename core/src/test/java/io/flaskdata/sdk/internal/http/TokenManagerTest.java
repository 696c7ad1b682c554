package io.flaskdata.sdk.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flaskdata.sdk.Server;
import io.flaskdata.sdk.call.Credentials;
import io.flaskdata.sdk.errors.ConnectionException;
import io.flaskdata.sdk.errors.FlaskDataException.Details;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TokenManagerTest {
    private Instant now = Server.NOW;
    private final AtomicInteger signIns = new AtomicInteger();

    private TokenManager manager() {
        return new TokenManager(
                number -> {
                    signIns.incrementAndGet();
                    return new Token("t" + number, now.plusSeconds(3600), number, Duration.ZERO);
                },
                () -> now);
    }

    @Test
    void renewsBeforeTheEndByAMargin() throws IOException {
        TokenManager tokens = manager();
        tokens.token(null);
        now = now.plusSeconds(3600).minus(TokenManager.MARGIN).minusSeconds(1);
        assertThat(tokens.token(null).number()).isEqualTo(1);
        now = now.plusSeconds(1);
        assertThat(tokens.token(null).number()).isEqualTo(2);
    }

    @Test
    void aTokenThatLivesShorterThanTheMarginIsNotRenewedForEveryCall() throws IOException {
        TokenManager tokens =
                new TokenManager(number -> new Token("t", now.plusSeconds(30), number, Duration.ZERO), () -> now);
        tokens.token(null);
        now = now.plusSeconds(14);
        assertThat(tokens.token(null).number()).isEqualTo(1);
        now = now.plusSeconds(1);
        assertThat(tokens.token(null).number()).isEqualTo(2);
    }

    @Test
    void aLateRefusalOfAnOldTokenDoesNotEvictTheNewOne() throws IOException {
        TokenManager tokens = manager();
        Token first = tokens.token(null);
        tokens.forget(first);
        Token second = tokens.token(null);
        tokens.forget(first);
        assertThat(tokens.token(null)).isSameAs(second);
        assertThat(signIns).hasValue(2);
    }

    @Test
    void refreshesOnceWhenManyThreadsFindTheTokenExpired() throws Exception {
        CountDownLatch signingIn = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        TokenManager tokens = new TokenManager(
                number -> {
                    signIns.incrementAndGet();
                    signingIn.countDown();
                    await(goOn);
                    return new Token("t", now.plusSeconds(3600), number, Duration.ZERO);
                },
                () -> now);
        assertThat(tokens(() -> tokens.token(null), signingIn, goOn))
                .allSatisfy(each -> assertThat(each.number()).isEqualTo(1));
        assertThat(signIns).hasValue(1);
    }

    @Test
    void aFailedSignInIsNotTriedAgainOnItsOwn() {
        TokenManager tokens = new TokenManager(
                number -> {
                    signIns.incrementAndGet();
                    throw new IOException("refused");
                },
                () -> now);
        assertThatThrownBy(() -> tokens.token(null)).hasRootCauseMessage("refused");
        assertThat(signIns).hasValue(1);
    }

    @Test
    void aRenewalThatFailsDoesNotMatterWhileTheTokenIsGood() throws IOException {
        TokenManager tokens = new TokenManager(
                number -> {
                    if (signIns.incrementAndGet() > 1) {
                        throw new FlaskDataIOException(new ConnectionException(
                                "nothing was sent.", Details.notSent("auth.authorize"), false, null));
                    }
                    return new Token("t", Server.NOW.plusSeconds(3600), number, Duration.ZERO);
                },
                () -> now);
        Token first = tokens.token(null);
        now = Server.NOW.plusSeconds(3600 - 40);
        assertThat(tokens.token(null)).isSameAs(first);
        assertThat(tokens.token(null)).isSameAs(first);
        assertThat(signIns).hasValue(2);
        now = Server.NOW.plusSeconds(3600);
        assertThatThrownBy(() -> tokens.token(null))
                .hasRootCauseMessage("auth.authorize: nothing was sent. The server did nothing that needs undoing.");
    }

    @Test
    void thoseWhoWaitForASignInShareItsFailure() throws Exception {
        CountDownLatch signingIn = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        TokenManager tokens = new TokenManager(
                number -> {
                    signIns.incrementAndGet();
                    signingIn.countDown();
                    await(goOn);
                    throw new IOException("refused");
                },
                () -> now);
        List<Throwable> failures = java.util.Collections.synchronizedList(new ArrayList<>());
        Runnable call = () -> {
            try {
                tokens.token(null);
            } catch (IOException e) {
                failures.add(e);
            }
        };
        Thread first = new Thread(call);
        Thread second = new Thread(call);
        first.start();
        await(signingIn);
        second.start();
        while (!waitsForTheSignIn(second)) {
            Thread.onSpinWait();
        }
        goOn.countDown();
        first.join(10_000);
        second.join(10_000);
        assertThat(failures).hasSize(2);
        assertThat(signIns).hasValue(1);
    }

    @Test
    void whoIsInterruptedWhileWaitingStaysInterrupted() {
        CountDownLatch goOn = new CountDownLatch(1);
        TokenManager tokens = new TokenManager(
                number -> {
                    await(goOn);
                    return new Token("t", now.plusSeconds(3600), number, Duration.ZERO);
                },
                () -> now);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> tokens.token(null)).isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
        goOn.countDown();
    }

    @Test
    void aTokenShowsNoToken() {
        assertThat(new Token("secret", now, 1, Duration.ZERO)).hasToString("Token[#1, expires " + now + "]");
        assertThat(new Token("secret", now, 1, Duration.ZERO).toString()).doesNotContain("secret");
        assertThat(new Credentials("user@example.org", "secret").toString()).doesNotContain("secret", "user@");
    }

    private static boolean waitsForTheSignIn(Thread thread) {
        return thread.getState() == Thread.State.WAITING
                && Stream.of(thread.getStackTrace())
                        .anyMatch(frame -> frame.getClassName().equals(TokenManager.class.getName())
                                && frame.getMethodName().equals("await"));
    }

    private static List<Token> tokens(Callable<Token> call, CountDownLatch signingIn, CountDownLatch goOn)
            throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(100);
        try {
            List<Future<Token>> futures = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                futures.add(threads.submit(call));
            }
            await(signingIn);
            goOn.countDown();
            List<Token> tokens = new ArrayList<>();
            for (Future<Token> future : futures) {
                tokens.add(future.get(10, TimeUnit.SECONDS));
            }
            return tokens;
        } finally {
            threads.shutdownNow();
        }
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            if (!latch.await(10, TimeUnit.SECONDS)) {
                throw new IOException("waited in vain");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
