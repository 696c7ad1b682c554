package io.flaskdata.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.flaskdata.sdk.api.dataserver.DataServerExtractApi;
import io.flaskdata.sdk.api.edc.EdcStudyApi;
import io.flaskdata.sdk.api.edc.EdcSubjectApi;
import io.flaskdata.sdk.api.edc.model.CreateSubjectRequest;
import io.flaskdata.sdk.api.features.FeaturesRandomizationApi;
import io.flaskdata.sdk.api.forms.FormsCrfApi;
import io.flaskdata.sdk.api.forms.FormsLinkApi;
import io.flaskdata.sdk.api.forms.FormsViewerApi;
import io.flaskdata.sdk.call.CallEvent;
import io.flaskdata.sdk.call.CallListener;
import io.flaskdata.sdk.call.CallOptions;
import io.flaskdata.sdk.edc.CreatedSubject;
import io.flaskdata.sdk.edc.EdcDatabase;
import io.flaskdata.sdk.edc.NewSubject;
import io.flaskdata.sdk.errors.FlaskDataException;
import io.flaskdata.sdk.errors.OutcomeUnknownException;
import io.flaskdata.sdk.errors.ProtocolViolationException;
import io.flaskdata.sdk.errors.RejectedException;
import io.flaskdata.sdk.errors.ServerFailureException;
import io.flaskdata.sdk.internal.http.Operation;
import io.flaskdata.sdk.internal.http.Operations;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.SocketPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import retrofit2.Invocation;

/** Views, read-only clients, interruption, async, closing, the listener and the check. */
class ClientTest {
    private static final NewSubject SUBJECT = NewSubject.labelled("001-006");
    private static final MockResponse CREATED = Server.json("{\"study_subject_id\":13}");

    private Server server;

    @BeforeEach
    void start() throws IOException {
        server = new Server().signedIn();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void aReadOnlyClientRefusesEveryOperationThatTheContractDoesNotCallARead() {
        List<String> refused = new ArrayList<>();
        List<String> sent = new ArrayList<>();
        Stream.of(
                        EdcStudyApi.class,
                        EdcSubjectApi.class,
                        FormsCrfApi.class,
                        FormsLinkApi.class,
                        FormsViewerApi.class,
                        DataServerExtractApi.class,
                        FeaturesRandomizationApi.class)
                .flatMap(service -> Stream.of(service.getMethods()))
                .forEach(method -> (refuses(method) ? refused : sent).add(method.getName()));
        assertThat(refused)
                .contains(
                        "createSubject",
                        "createCrfAndInsertData",
                        "updateCrfData",
                        "replaceLink",
                        "saveCrf",
                        "sendCsvsByEmail",
                        "extractData",
                        "groupedExtract",
                        "randomizeKits")
                .doesNotContain("filterCrfs");
        assertThat(sent).contains("extractCrfLevel", "filterCrfs", "getLink", "getEventDocument", "partialExtract");
    }

    /** With an empty body, which makes no conditional operation safe. */
    private static boolean refuses(Method method) {
        Request request = new Request.Builder()
                .url("http://localhost/")
                .post(RequestBody.create("{}", null))
                .tag(Invocation.class, Invocation.of(method, List.of()))
                .build();
        try {
            Operation operation = Operations.of(method);
            operation.refuseUnless(operation.isSafe(request));
            return false;
        } catch (IllegalStateException e) {
            assertThat(e).hasMessageContaining("read-only");
            return true;
        }
    }

    @Test
    void aViewOfAReadOnlyClientStaysReadOnlyWhateverItAsksFor() {
        try (FlaskDataClient flask = server.builder.readOnly().build()) {
            FlaskDataClient view = flask.withOptions(options -> CallOptions.DEFAULTS);
            assertThatThrownBy(() -> view.edc("demo").createSubject(SUBJECT)).hasMessageContaining("read-only");
            assertThatThrownBy(() -> view.api(EdcSubjectApi.class)
                            .createSubject("demo", CreateSubjectRequest.of())
                            .execute())
                    .hasMessageContaining("read-only");
        }
        assertThat(server.web.getRequestCount()).isZero();
    }

    @Test
    void aViewSharesTheTokenAndEndsAlone() {
        server.answers(CREATED).answers(CREATED);
        try (FlaskDataClient flask = server.builder.build()) {
            FlaskDataClient view = flask.withOptions(options -> options.withMaxAttempts(1));
            view.edc("demo").createSubject(SUBJECT);
            view.close();
            assertThatThrownBy(() -> view.edc("demo")).hasMessageContaining("closed");
            flask.edc("demo").createSubject(SUBJECT);
        }
        assertThat(server.web.getRequestCount()).isEqualTo(3);
    }

    @Test
    void anInterruptionCancelsACallThatWaitsForItsAnswerAtOnce() throws Exception {
        server.answers(new MockResponse().setSocketPolicy(SocketPolicy.NO_RESPONSE));
        try (FlaskDataClient flask = server.builder.build()) {
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            AtomicReference<Boolean> flag = new AtomicReference<>();
            Thread thread = new Thread(() -> {
                try {
                    flask.edc("demo").createSubject(SUBJECT);
                } catch (FlaskDataException e) {
                    thrown.set(e);
                    flag.set(Thread.currentThread().isInterrupted());
                }
            });
            thread.start();
            server.received();
            server.received();
            thread.interrupt();
            thread.join(20_000);
            assertThat(thrown.get()).isInstanceOf(OutcomeUnknownException.class).hasMessageContaining("interrupted");
            assertThat(flag.get()).isTrue();
            assertThat(server.web.getRequestCount()).isEqualTo(2);
        }
    }

    @Test
    void anInterruptionEndsTheReadingOfRowsAtOnce() throws Exception {
        String rows = "[" + "{\"a\":1},".repeat(20_000);
        server.answers(Server.json(rows + rows).throttleBody(rows.length(), 4, TimeUnit.SECONDS));
        try (FlaskDataClient flask = server.builder.build()) {
            CountDownLatch reading = new CountDownLatch(1);
            CompletableFuture<Throwable> thrown = new CompletableFuture<>();
            Thread thread = new Thread(() -> {
                try {
                    flask.edc("demo").extract("t").forEach(row -> reading.countDown());
                } catch (FlaskDataException e) {
                    thrown.complete(e);
                }
            });
            thread.start();
            assertThat(reading.await(20, TimeUnit.SECONDS)).isTrue();
            thread.interrupt();
            assertThat(thrown.get(20, TimeUnit.SECONDS))
                    .isInstanceOf(ProtocolViolationException.class)
                    .hasMessageContaining("whole rows")
                    .hasRootCauseInstanceOf(ClosedByInterruptException.class);
        }
    }

    @Test
    void cancellingAFutureCancelsItsCall() throws Exception {
        server.answers(new MockResponse().setSocketPolicy(SocketPolicy.NO_RESPONSE));
        try (FlaskDataClient flask = server.builder.build()) {
            CountDownLatch ended = new CountDownLatch(1);
            CompletableFuture<CreatedSubject> future = flask.async(() -> {
                try {
                    return flask.edc("demo").createSubject(SUBJECT);
                } finally {
                    ended.countDown();
                }
            });
            server.received();
            server.received();
            future.cancel(true);
            assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
            assertThatThrownBy(future::join).isInstanceOf(CancellationException.class);
        }
    }

    @Test
    void asyncGivesWhatTheCallWouldHaveGivenOrThrown() {
        server.answers(CREATED).answers(Server.error(400, "[x] no"));
        try (FlaskDataClient flask = server.builder.build()) {
            assertThat(flask.async(() -> flask.edc("demo").createSubject(SUBJECT))
                            .join()
                            .studySubjectId())
                    .isEqualTo(13);
            assertThat(flask.async(() -> flask.edc("demo").createSubject(SUBJECT)))
                    .failsWithin(20, TimeUnit.SECONDS)
                    .withThrowableOfType(java.util.concurrent.ExecutionException.class)
                    .withCauseInstanceOf(ServerFailureException.class);
        }
    }

    @Test
    void noMoreCallsRunAtOnceThanAllowed() throws Exception {
        try (FlaskDataClient flask = server.builder.maxConcurrentCalls(3).build()) {
            AtomicInteger running = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            CountDownLatch three = new CountDownLatch(3);
            List<CompletableFuture<Void>> futures = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                futures.add(flask.async(() -> {
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    three.countDown();
                    try {
                        three.await(20, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    } finally {
                        running.decrementAndGet();
                    }
                    return null;
                }));
            }
            CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new)).get(20, TimeUnit.SECONDS);
            assertThat(most).hasValue(3);
        }
    }

    @Test
    void closingEndsTheCallsInFlightAndEverythingMadeFromTheClientSaysThatItIsClosed() throws Exception {
        server.answers(new MockResponse().setSocketPolicy(SocketPolicy.NO_RESPONSE));
        FlaskDataClient flask = server.builder.build();
        FlaskDataClient subject = flask.signIn("subject@example.org", "x");
        EdcDatabase edc = flask.edc("demo");
        EdcSubjectApi api = flask.api(EdcSubjectApi.class);
        CompletableFuture<CreatedSubject> inFlight = flask.async(() -> edc.createSubject(SUBJECT));
        server.received();
        server.received();
        flask.close();
        assertThat(inFlight).failsWithin(20, TimeUnit.SECONDS);
        assertThatThrownBy(() -> edc.createSubject(SUBJECT)).hasMessageContaining("closed");
        assertThatThrownBy(() -> subject.forms()).hasMessageContaining("closed");
        assertThatThrownBy(() -> flask.async(() -> 1)).hasMessageContaining("closed");
        assertThatThrownBy(() ->
                        api.createSubject("demo", CreateSubjectRequest.of()).execute())
                .hasMessageContaining("closed");
        assertThat(flask.resources().http().dispatcher().executorService().isShutdown())
                .isTrue();
        flask.close();
    }

    @Test
    void aClientOfTheCallersIsLeftAlone() {
        OkHttpClient theirs = new OkHttpClient();
        server.builder.httpClient(theirs).build().close();
        assertThat(theirs.dispatcher().executorService().isShutdown()).isFalse();
        theirs.dispatcher().executorService().shutdown();
    }

    @Test
    void theListenerHearsOfEveryAttemptSignInsIncluded() {
        List<CallEvent> events = new ArrayList<>();
        server.answers(Server.error(503, "busy"))
                .answers(new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST))
                .answers(Server.json("[{\"a\":1}]"));
        try (FlaskDataClient flask = server.builder
                .listener(event -> {
                    synchronized (events) {
                        events.add(event);
                    }
                })
                .build()) {
            flask.edc("demo").extract("t").toList();
        }
        assertThat(events)
                .extracting(CallEvent::operation)
                .containsExactly("auth.authorize", "edc.extractData", "edc.extractData", "edc.extractData");
        assertThat(events).extracting(CallEvent::attempt).containsExactly(1, 1, 2, 3);
        assertThat(events.get(1).status()).hasValue(503);
        assertThat(events.get(2).status()).isEmpty();
        assertThat(events.get(2).failure()).isPresent();
        CallEvent last = events.get(3);
        assertThat(last.status()).hasValue(200);
        assertThat(last.failure()).isEmpty();
        assertThat(last.requestBytes()).isEqualTo("{\"tableName\":\"t\"}".length());
        assertThat(last.responseBytes()).isEqualTo("[{\"a\":1}]".length());
        assertThat(last.duration()).isPositive();
    }

    @Test
    void aListenerThatFailsChangesNothing() {
        server.answers(CREATED);
        CallListener broken = event -> {
            throw new IllegalStateException("no");
        };
        try (FlaskDataClient flask = server.builder.listener(broken).build()) {
            assertThat(flask.edc("demo").createSubject(SUBJECT).studySubjectId())
                    .isEqualTo(13);
        }
    }

    @Test
    void everyListenerIsToldEvenAfterOneThatFails() {
        List<String> heard = new ArrayList<>();
        server.answers(CREATED);
        server.builder
                .listener(event -> heard.add("one " + event.operation()))
                .listener(event -> {
                    throw new IllegalStateException("no");
                })
                .listener(event -> heard.add("other " + event.operation()));
        try (FlaskDataClient flask = server.builder.build()) {
            flask.edc("demo").createSubject(SUBJECT);
        }
        assertThat(heard).contains("one edc.createSubject", "other edc.createSubject");
    }

    @Test
    void theCheckReportsHostCredentialsDatabasesAndClock() throws IOException {
        server.close();
        server = new Server();
        server.answers(Server.json("{\"PostgreSQL\":\"ok\"}"))
                .answers(Server.token("token-1", Server.NOW.plusSeconds(3600))
                        .setHeader("Date", "Tue, 24 Nov 2026 12:05:00 GMT"))
                .answers(Server.json("[{\"study_id\":1}]"))
                .answers(Server.error(400, "[edc] Database nope not found."));
        try (FlaskDataClient flask = server.builder.build()) {
            CheckReport report = flask.check("demo", "nope");
            assertThat(report.ok()).isFalse();
            assertThat(report.checks())
                    .extracting(CheckReport.Check::name)
                    .containsExactly("host", "credentials", "database demo", "database nope", "clock");
            assertThat(report.checks())
                    .extracting(CheckReport.Check::ok)
                    .containsExactly(true, true, true, false, false);
            assertThat(report.toString()).contains("300 s behind").doesNotContain("token-1", "secret-password");
        }
    }

    @Test
    void aCheckWithoutAServerIsAReportToo() throws IOException {
        server.close();
        try (FlaskDataClient flask = server.builder.build()) {
            CheckReport report = flask.check();
            assertThat(report.checks()).extracting(CheckReport.Check::ok).containsExactly(false, false, false);
        }
        server = new Server();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\nX: 1", "a\u0000b", "../x", ".", "..", "%2e%2e"})
    void aValueThatCouldLeaveItsPathOrHeaderIsRefusedByTheGeneratedInterfacesToo(String value)
            throws InterruptedException {
        try (FlaskDataClient flask = server.builder.build()) {
            flask.authorize();
            server.answers(Server.error(404, "no"));
            var e = catchThrowableOfType(
                    Exception.class,
                    () -> flask.api(FormsLinkApi.class).getLink(value).execute());
            if (server.web.getRequestCount() > 1) {
                server.received();
                assertThat(server.received().getRequestUrl().pathSegments())
                        .hasSize(3)
                        .startsWith("flask", "link");
                assertThat(e).isInstanceOf(RejectedException.class);
            }
        }
    }

    @Test
    void nothingIsSynchronizedSoThatNoVirtualThreadIsPinned() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            List<Path> sources =
                    files.filter(each -> each.toString().endsWith(".java")).toList();
            assertThat(sources)
                    .hasSizeGreaterThan(50)
                    .allSatisfy(each -> assertThat(Files.readString(each))
                            .doesNotContain("synchronized (", "synchronized void", "private synchronized"));
        }
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void callsRunOnVirtualThreads() throws Exception {
        server.answers(CREATED);
        try (FlaskDataClient flask = server.builder.build()) {
            AtomicReference<Object> id = new AtomicReference<>();
            Method start = Thread.class.getMethod("startVirtualThread", Runnable.class);
            Runnable call =
                    () -> id.set(flask.edc("demo").createSubject(SUBJECT).studySubjectId());
            ((Thread) start.invoke(null, call)).join(20_000);
            assertThat(id.get()).isEqualTo(13);
        }
    }
}
