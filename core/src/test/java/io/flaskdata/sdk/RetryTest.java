package io.flaskdata.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.flaskdata.sdk.api.forms.FormsLinkApi;
import io.flaskdata.sdk.edc.NewSubject;
import io.flaskdata.sdk.errors.ConnectionException;
import io.flaskdata.sdk.errors.FlaskDataException;
import io.flaskdata.sdk.errors.OutcomeUnknownException;
import io.flaskdata.sdk.errors.RejectedException;
import io.flaskdata.sdk.errors.ServerFailureException;
import io.flaskdata.sdk.internal.http.RetryInterceptor;
import io.flaskdata.sdk.internal.http.Sleeper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.SocketPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryTest {
    private static final NewSubject SUBJECT = NewSubject.labelled("001-006");

    private Server server;

    @BeforeEach
    void start() throws IOException {
        server = new Server().signedIn();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    static Stream<MockResponse> faultsThatMayPass() {
        return Stream.of(
                Server.error(408, "slow"),
                Server.error(429, "too many"),
                Server.error(502, "bad gateway"),
                Server.error(503, "busy"),
                Server.error(503, "busy").setHeader("Retry-After", "0"),
                Server.error(504, "timeout"),
                new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST),
                new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_DURING_REQUEST_BODY));
    }

    static Stream<MockResponse> everyFault() {
        return Stream.concat(
                faultsThatMayPass(),
                Stream.of(
                        Server.error(400, "[x] broken"),
                        Server.error(401, "[site] not yours"),
                        Server.error(403, "no"),
                        Server.error(404, "no"),
                        Server.error(500, "broken"),
                        Server.error(501, "Not Implemented"),
                        new MockResponse().setResponseCode(302).setHeader("Location", "/elsewhere"),
                        new MockResponse().setResponseCode(307).setHeader("Location", "/elsewhere"),
                        new MockResponse().setResponseCode(204),
                        new MockResponse().setResponseCode(407),
                        new MockResponse().setResponseCode(421),
                        Server.json("{\"study_subject_id\":"),
                        Server.json("x".repeat(100)).setSocketPolicy(SocketPolicy.DISCONNECT_DURING_RESPONSE_BODY),
                        new MockResponse().setSocketPolicy(SocketPolicy.NO_RESPONSE)));
    }

    @ParameterizedTest
    @MethodSource("faultsThatMayPass")
    void aReadIsRepeatedAfterAFaultThatMayPass(MockResponse fault) {
        server.answers(fault).answers(Server.json("[{\"a\":1}]"));
        try (FlaskDataClient flask = server.builder.build()) {
            assertThat(flask.edc("demo").extract("t").toList()).hasSize(1);
        }
        // The server need not have counted a request whose body it did not read to the end.
        assertThat(server.web.getRequestCount()).isBetween(2, 3);
        assertThat(server.slept).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("everyFault")
    void aWriteLeavesTheMachineOnceInEveryFault(MockResponse fault) {
        server.answers(fault);
        for (int i = 0; i < 4; i++) {
            server.answers(Server.json("{\"study_subject_id\":13}"));
        }
        try (FlaskDataClient flask =
                server.builder.callTimeout(Duration.ofSeconds(2)).build()) {
            flask.authorize();
            var e = catchThrowableOfType(
                    FlaskDataException.class, () -> flask.edc("demo").createSubject(SUBJECT));
            assertThat(e.attempts()).isEqualTo(1);
        }
        assertThat(server.web.getRequestCount()).isLessThanOrEqualTo(2);
        assertThat(server.slept).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("everyFault")
    void everyResponseIsClosed(MockResponse fault) {
        OkHttpClient theirs = new OkHttpClient();
        for (int i = 0; i < 5; i++) {
            server.answers(fault);
        }
        FlaskDataClient flask = server.builder
                .httpClient(theirs)
                .callTimeout(Duration.ofSeconds(2))
                .extractTimeout(Duration.ofSeconds(2))
                .build();
        try {
            flask.authorize();
            assertThatThrownBy(() -> flask.edc("demo").extract("t").toList()).isInstanceOf(FlaskDataException.class);
            assertThatThrownBy(() -> flask.edc("demo").createSubject(SUBJECT)).isInstanceOf(FlaskDataException.class);
            var pool = flask.resources().http().connectionPool();
            assertThat(pool.connectionCount()).isEqualTo(pool.idleConnectionCount());
        } finally {
            flask.close();
        }
        assertThat(flask.resources().http().connectionPool().connectionCount()).isZero();
        theirs.dispatcher().executorService().shutdown();
    }

    @Test
    void aReadWithoutABodyIsRepeatedByUsAndNotByOkHttp() throws Exception {
        String link = "{\"id\":\"60c9ac9ced17f75845cca3ab\"}";
        server.answers(Server.error(503, "busy").setHeader("Retry-After", "0")).answers(Server.json(link));
        try (FlaskDataClient flask = server.builder.build()) {
            flask.api(FormsLinkApi.class).getLink("60c9ac9ced17f75845cca3ab").execute();
        }
        assertThat(server.web.getRequestCount()).isEqualTo(3);
        assertThat(server.slept).containsExactly(Duration.ZERO);
    }

    @Test
    void givesUpAfterTheLastAttemptAndSaysHowOftenItTried() {
        server.answers(Server.error(503, "busy"))
                .answers(Server.error(503, "busy"))
                .answers(Server.error(503, "busy"));
        try (FlaskDataClient flask = server.builder.build()) {
            var e = catchThrowableOfType(
                    FlaskDataException.class,
                    () -> flask.edc("demo").extract("t").toList());
            assertThat(e.attempts()).isEqualTo(3);
            assertThat(e.status()).hasValue(503);
            assertThat(e.serverText()).contains("busy");
        }
        assertThat(server.slept).hasSize(2);
    }

    @Test
    void aViewMayTryOnce() {
        server.answers(Server.error(503, "busy"));
        try (FlaskDataClient flask = server.builder.build()) {
            FlaskDataClient once = flask.withOptions(options -> options.withMaxAttempts(1));
            assertThatThrownBy(() -> once.edc("demo").extract("t").toList()).isInstanceOf(ServerFailureException.class);
        }
        assertThat(server.slept).isEmpty();
    }

    @Test
    void waitsTwiceAsLongEachTimeWithJitterUpToEightSeconds() {
        for (int i = 0; i < 9; i++) {
            server.answers(Server.error(503, "busy"));
        }
        server.answers(Server.json("[]"));
        try (FlaskDataClient flask =
                server.builder.options(options -> options.withMaxAttempts(10)).build()) {
            flask.edc("demo").extract("t").toList();
        }
        long[] full = {500, 1000, 2000, 4000, 8000, 8000, 8000, 8000, 8000};
        assertThat(server.slept).hasSize(full.length);
        for (int i = 0; i < full.length; i++) {
            assertThat(server.slept.get(i)).isBetween(Duration.ofMillis(full[i] / 2), Duration.ofMillis(full[i]));
        }
        assertThat(server.slept.stream().distinct()).hasSizeGreaterThan(5);
    }

    @Test
    void waitsAsLongAsTheServerAsksInSecondsOrUntilADate() {
        server.answers(Server.error(429, "x").setHeader("Retry-After", "7"))
                .answers(Server.error(503, "x").setHeader("Retry-After", "Tue, 24 Nov 2026 12:00:09 GMT"))
                .answers(Server.json("[]"));
        try (FlaskDataClient flask = server.builder.build()) {
            flask.edc("demo").extract("t").toList();
        }
        assertThat(server.slept).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(9));
    }

    @ParameterizedTest
    @ValueSource(strings = {"61", "999999999", "Tue, 24 Nov 2026 12:01:01 GMT"})
    void aServerThatAsksForMoreThanAMinuteIsNotWaitedFor(String retryAfter) {
        server.answers(Server.error(429, "x").setHeader("Retry-After", retryAfter));
        try (FlaskDataClient flask = server.builder.build()) {
            var e = catchThrowableOfType(
                    RejectedException.class,
                    () -> flask.edc("demo").extract("t").toList());
            assertThat(e.headers()).containsEntry("retry-after", List.of(retryAfter));
        }
        assertThat(server.slept).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-1", "", "99999999999999999999"})
    void aRetryAfterThatSaysNothingIsNotBelieved(String retryAfter) {
        assertThat(RetryInterceptor.retryAfter(retryAfter, null, Server.NOW)).isEmpty();
    }

    @Test
    void aDateInThePastMeansNow() {
        assertThat(RetryInterceptor.retryAfter("Tue, 24 Nov 2026 11:00:00 GMT", null, Server.NOW))
                .contains(Duration.ZERO);
    }

    @Test
    void aDateIsReckonedByTheClockOfWhoSaysIt() {
        server.answers(Server.error(503, "busy")
                        .setHeader("Date", "Tue, 24 Nov 2026 15:00:00 GMT")
                        .setHeader("Retry-After", "Tue, 24 Nov 2026 15:00:07 GMT"))
                .answers(Server.json("[]"));
        try (FlaskDataClient flask = server.builder.build()) {
            assertThat(flask.edc("demo").extract("t").toList()).isEmpty();
        }
        assertThat(server.slept).containsExactly(Duration.ofSeconds(7));
    }

    @Test
    void aWaitThatWouldOutlastTheDeadlineIsNotBegun() {
        server.answers(Server.error(429, "x").setHeader("Retry-After", "30"));
        try (FlaskDataClient flask =
                server.builder.extractTimeout(Duration.ofSeconds(20)).build()) {
            assertThatThrownBy(() -> flask.edc("demo").extract("t").toList()).isInstanceOf(RejectedException.class);
        }
        assertThat(server.slept).isEmpty();
    }

    @Test
    void oneDeadlineRulesAllAttempts() {
        server.answers(Server.error(503, "busy"))
                .answers(new MockResponse().setSocketPolicy(SocketPolicy.NO_RESPONSE))
                .answers(Server.json("[]"));
        try (FlaskDataClient flask =
                server.builder.extractTimeout(Duration.ofSeconds(2)).build()) {
            flask.authorize();
            var e = catchThrowableOfType(
                    OutcomeUnknownException.class,
                    () -> flask.edc("demo").extract("t").toList());
            assertThat(e.getMessage()).contains("whole-call timeout");
            assertThat(e.attempts()).isEqualTo(2);
        }
    }

    @Test
    void whatNeverLeftIsSentAgainWhateverItIs() throws IOException {
        FlaskDataClient flask = server.builder.build();
        flask.authorize();
        server.close();
        // Else the request would leave on the dead connection, and nobody could tell.
        flask.resources().http().connectionPool().evictAll();
        var e = catchThrowableOfType(
                ConnectionException.class, () -> flask.edc("demo").createSubject(SUBJECT));
        assertThat(server.slept).hasSize(2);
        assertThat(e.attempts()).isZero();
        assertThat(e.serverMayHaveActed()).isFalse();
        flask.close();
    }

    @Test
    void whatIsARunOfTheSameOperationDecidesByTheRequest() throws Exception {
        server.answers(Server.error(503, "busy")).answers(Server.json("[]"));
        server.answers(Server.error(503, "busy")).answers(Server.json("[]"));
        try (FlaskDataClient flask = server.builder.build()) {
            assertThat(flask.edc("demo").extract("a_view").toList()).isEmpty();
            assertThatThrownBy(() -> flask.edc("demo").extract("a_function()").toList())
                    .isInstanceOf(OutcomeUnknownException.class);
        }
        assertThat(server.web.getRequestCount()).isEqualTo(4);
    }

    @Test
    void randomizingIsSentOnceAndReadingItMayBeRepeated() {
        String kit = "{\"kit_id\":1,\"kitno\":\"K1\",\"randomization_date\":null}";
        server.answers(Server.error(503, "busy"))
                .answers(Server.json(kit))
                .answers(Server.json("{\"kit_id\":null,\"kitno\":null}"))
                .answers(Server.error(503, "busy"));
        try (FlaskDataClient flask = server.builder.build()) {
            flask.authorize(); // randomization itself needs no token
            var kits = flask.randomization("demo", "001-001");
            assertThat(kits.read().orElseThrow().kitNumber()).isEqualTo("K1");
            var other = flask.randomization("demo", "001-002");
            assertThat(other.read()).isEmpty();
            assertThatThrownBy(() -> other.randomizeTo(1)).isInstanceOf(OutcomeUnknownException.class);
        }
        assertThat(server.slept).hasSize(1);
    }

    @Test
    void aTokenThatIsRefusedIsNoReasonToWait() {
        server.answers(Server.error(401, "[JWT Token] Token expired. Please invalidate it."))
                .answers(Server.token("token-2", Server.NOW.plusSeconds(3600)))
                .answers(Server.json("{\"study_subject_id\":13}"));
        try (FlaskDataClient flask = server.builder.build()) {
            flask.edc("demo").createSubject(SUBJECT);
        }
        assertThat(server.slept).isEmpty();
    }

    @Test
    void aCancelledCallStopsWaiting() {
        Instant start = Instant.now();
        assertThatThrownBy(() -> Sleeper.system().sleep(Duration.ofHours(1), CompletableFuture.completedFuture(null)))
                .isInstanceOf(IOException.class);
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void anInterruptedPauseIsNoBrokenAnswer() {
        pauseEndsAfter(Server.error(503, "busy"), ServerFailureException.class, "the server answered 503");
        pauseEndsAfter(Server.error(429, "too many"), RejectedException.class, "the server answered 429");
        pauseEndsAfter(
                new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST),
                OutcomeUnknownException.class,
                "the request was sent and no answer came: the thread was interrupted.");
    }

    private void pauseEndsAfter(MockResponse fault, Class<? extends FlaskDataException> type, String what) {
        server.answers(fault);
        server.builder.sleeper((duration, cancelled) -> {
            Thread.currentThread().interrupt();
            Sleeper.system().sleep(duration, cancelled);
        });
        try (FlaskDataClient flask = server.builder.build()) {
            assertThatThrownBy(() -> flask.edc("demo").extract("t").toList())
                    .isInstanceOfSatisfying(type, e -> {
                        assertThat(e.attempts()).isEqualTo(1);
                        assertThat(e.serverMayHaveActed()).isFalse();
                    })
                    .hasMessageContaining(what)
                    .hasMessageContaining("the thread was interrupted");
            assertThat(Thread.interrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
        server.signedIn();
    }

    @Test
    void idleConnectionsEndBeforeTheServersFiveSeconds() throws Exception {
        try (FlaskDataClient flask =
                server.builder.httpClient(new OkHttpClient()).build()) {
            Object pool = field(flask.resources().http().connectionPool(), "delegate");
            assertThat((Long) field(pool, "keepAliveDurationNs"))
                    .isEqualTo(Duration.ofSeconds(4).toNanos());
        }
    }

    private static Object field(Object of, String name) throws ReflectiveOperationException {
        var field = of.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field.get(of);
    }
}
