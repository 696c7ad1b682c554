package io.flaskdata.sdk.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.FlaskDataClientBuilder;
import io.flaskdata.sdk.call.Environment;
import io.flaskdata.sdk.sandbox.Sandbox;
import io.flaskdata.sdk.sandbox.http.Fault;
import io.flaskdata.sdk.sandbox.http.ReceivedRequest;
import io.flaskdata.sdk.sandbox.junit.FlaskDataSandbox;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@FlaskDataSandbox
class HealthCheckTest {
    private static final FlaskDataProperties.Health SETTINGS =
            new FlaskDataProperties.Health(List.of("demo"), Duration.ofSeconds(60), Duration.ofSeconds(10));

    private final Map<String, Object> details = new LinkedHashMap<>();
    private Instant now = Instant.parse("2026-11-24T12:00:00Z");

    private static FlaskDataClientBuilder builder(Sandbox sandbox) {
        return FlaskDataClient.builder()
                .environment(Environment.custom(sandbox.apiUrl(), sandbox.idpUrl()))
                .credentials(Sandbox.API_USER, Sandbox.PASSWORD);
    }

    private HealthCheck check(FlaskDataClient client) {
        return new HealthCheck(client, SETTINGS, () -> now);
    }

    private static long calls(Sandbox sandbox, String path) {
        return sandbox.requests().stream()
                .map(ReceivedRequest::path)
                .filter(path::equals)
                .count();
    }

    @Test
    void aResultIsUsedForItsIntervalThenItIsCheckedAgain(Sandbox sandbox) {
        try (FlaskDataClient flask = builder(sandbox).build()) {
            HealthCheck check = check(flask);
            assertThat(check.isUp(details::put)).isTrue();
            assertThat(details).containsOnlyKeys("host", "credentials", "database demo", "clock", "checked");
            assertThat(details.get("database demo")).asString().startsWith("ok: ");
            assertThat(details).containsEntry("checked", "2026-11-24T12:00:00Z");

            now = now.plusSeconds(59);
            assertThat(check.isUp(details::put)).isTrue();
            assertThat(calls(sandbox, "/health")).isOne();

            now = now.plusSeconds(1);
            assertThat(check.isUp(details::put)).isTrue();
            assertThat(details).containsEntry("checked", "2026-11-24T12:01:00Z");
            assertThat(calls(sandbox, "/health")).isEqualTo(2);
            assertThat(calls(sandbox, "/edc/study/extract-data")).isEqualTo(2);
            assertThat(calls(sandbox, "/auth/authorize")).isOne();
        }
    }

    /** A clock that was set back must not make a result last. */
    @Test
    void aResultFromTheFutureIsNotUsed(Sandbox sandbox) {
        try (FlaskDataClient flask = builder(sandbox).build()) {
            HealthCheck check = check(flask);
            check.isUp(details::put);
            now = now.minusSeconds(3600);
            check.isUp(details::put);
            assertThat(calls(sandbox, "/health")).isEqualTo(2);
        }
    }

    /** Refused credentials lock an account: probes must not try them again and again. */
    @Test
    void aFailureIsUsedForItsIntervalToo(Sandbox sandbox) {
        try (FlaskDataClient flask =
                builder(sandbox).credentials(Sandbox.API_USER, "not-it").build()) {
            HealthCheck check = check(flask);
            for (int i = 0; i < 10; i++) {
                assertThat(check.isUp(details::put)).isFalse();
                now = now.plusSeconds(1);
            }
            assertThat(details.get("host")).asString().startsWith("ok: ");
            assertThat(details.get("credentials")).asString().startsWith("PROBLEM: AuthenticationException");
            assertThat(details.values()).noneMatch(each -> each.toString().contains("not-it"));
            assertThat(calls(sandbox, "/auth/authorize")).isOne();
            assertThat(calls(sandbox, "/health")).isOne();
        }
    }

    @Test
    void aDatabaseThatCannotBeReadIsDownAndNotTriedTwice(Sandbox sandbox) {
        sandbox.faults().next("/edc/study/extract-data", Fault.status(503, "busy"));
        try (FlaskDataClient flask = builder(sandbox).build()) {
            assertThat(check(flask).isUp(details::put)).isFalse();
            assertThat(details.get("database demo")).asString().startsWith("PROBLEM: ");
            assertThat(calls(sandbox, "/edc/study/extract-data")).isOne();
        }
    }

    @Test
    void aClockThatDiffersIsToldButStopsNothing(Sandbox sandbox) {
        InstantSource ahead = () -> Instant.now().plusSeconds(300);
        try (FlaskDataClient flask = builder(sandbox).clock(ahead).build()) {
            assertThat(check(flask).isUp(details::put)).isTrue();
            assertThat(details.get("clock")).asString().startsWith("PROBLEM: this machine's is ");
        }
    }

    @Test
    void aProbeDuringACheckGetsTheLastResult(Sandbox sandbox) throws Exception {
        CountDownLatch checking = new CountDownLatch(1);
        CountDownLatch probed = new CountDownLatch(1);
        try (FlaskDataClient flask = builder(sandbox)
                .listener(event -> {
                    if (event.operation().equals("auth.health") && now.isAfter(Instant.parse("2026-11-24T12:00:30Z"))) {
                        checking.countDown();
                        await(probed);
                    }
                })
                .build()) {
            HealthCheck check = check(flask);
            check.isUp(details::put);
            now = now.plusSeconds(60);
            CompletableFuture<Boolean> other = CompletableFuture.supplyAsync(() -> check.isUp((name, detail) -> {}));
            assertThat(checking.await(30, TimeUnit.SECONDS)).isTrue();

            assertThat(check.isUp(details::put)).isTrue();
            assertThat(details).containsEntry("checked", "2026-11-24T12:00:00Z");

            probed.countDown();
            assertThat(other.get(30, TimeUnit.SECONDS)).isTrue();
            check.isUp(details::put);
            assertThat(details).containsEntry("checked", "2026-11-24T12:01:00Z");
            assertThat(calls(sandbox, "/health")).isEqualTo(2);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
