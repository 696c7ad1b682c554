package io.flaskdata.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.flaskdata.sdk.api.edc.EdcSubjectApi;
import io.flaskdata.sdk.api.edc.model.CreateSubjectRequest;
import io.flaskdata.sdk.api.edc.model.CreateSubjectResponse;
import io.flaskdata.sdk.call.AccessToken;
import io.flaskdata.sdk.call.Credentials;
import io.flaskdata.sdk.call.CredentialsProvider;
import io.flaskdata.sdk.call.TokenProvider;
import io.flaskdata.sdk.call.TokenScheme;
import io.flaskdata.sdk.edc.CreatedSubject;
import io.flaskdata.sdk.edc.NewSubject;
import io.flaskdata.sdk.errors.AuthenticationException;
import io.flaskdata.sdk.errors.ConnectionException;
import io.flaskdata.sdk.errors.FlaskDataException;
import io.flaskdata.sdk.errors.ProtocolViolationException;
import io.flaskdata.sdk.errors.ServerFailureException;
import io.flaskdata.sdk.forms.CrfData;
import io.flaskdata.sdk.internal.http.SignIns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.mockwebserver.Dispatcher;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import retrofit2.Call;
import retrofit2.Callback;
import retrofit2.Response;

class SignInTest {
    private static final NewSubject SUBJECT = NewSubject.labelled("001-006");
    private static final MockResponse CREATED = Server.json("{\"study_subject_id\":13}");

    private Server server;
    private volatile Instant now = Server.NOW;

    @BeforeEach
    void start() throws IOException {
        server = new Server();
        server.builder.clock(() -> now);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    /** Signs everybody in with a new token each time and answers every call. */
    private AtomicInteger answersEverything(CountDownLatch goOn) {
        AtomicInteger signIns = new AtomicInteger();
        server.web.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
                String path = String.valueOf(request.getPath());
                if (path.equals("/auth/authorize")) {
                    goOn.await(10, TimeUnit.SECONDS);
                    int number = signIns.incrementAndGet();
                    return Server.token("token-" + number, now.plusSeconds(3600));
                }
                if (path.contains("extract")) {
                    return Server.json("[]");
                }
                return path.contains("create-CRF") ? Server.json("{\"crfDataId\":\"A1B2C3D4E5\"}") : CREATED;
            }
        });
        return signIns;
    }

    @Test
    void aThousandCallsOfEveryKindWithAnExpiredTokenMakeOneRefresh() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger signIns = answersEverything(goOn);
        try (FlaskDataClient flask = server.builder.maxConcurrentCalls(50).build()) {
            goOn.countDown();
            flask.authorize();
            now = now.plus(Duration.ofHours(2));
            ExecutorService threads = Executors.newFixedThreadPool(100);
            List<Future<?>> calls = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                calls.add(threads.submit(() -> flask.edc("demo").createSubject(SUBJECT)));
                calls.add(threads.submit(() -> flask.edc("omdena").extract("t").toList()));
                calls.add(threads.submit(() ->
                        flask.forms().study(1).subjectLabelled("s").event("e").addCrf("c", CrfData.of("A", 1))));
                calls.add(flask.async(() -> flask.dataServer(1).partialExtract().toList()));
                calls.add(enqueued(flask));
            }
            for (Future<?> call : calls) {
                call.get(50, TimeUnit.SECONDS);
            }
            threads.shutdown();
        }
        assertThat(signIns).hasValue(2);
    }

    private static CompletableFuture<CreateSubjectResponse> enqueued(FlaskDataClient flask) {
        CompletableFuture<CreateSubjectResponse> result = new CompletableFuture<>();
        flask.api(EdcSubjectApi.class)
                .createSubject("demo", CreateSubjectRequest.of())
                .enqueue(new Callback<>() {
                    @Override
                    public void onResponse(Call<CreateSubjectResponse> call, Response<CreateSubjectResponse> response) {
                        result.complete(response.body());
                    }

                    @Override
                    public void onFailure(Call<CreateSubjectResponse> call, Throwable e) {
                        result.completeExceptionally(e);
                    }
                });
        return result;
    }

    @Test
    void anInterruptedCallerDoesNotSpoilTheSignInForTheOthers() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger signIns = answersEverything(goOn);
        try (FlaskDataClient flask = server.builder.build()) {
            AtomicReference<Throwable> first = new AtomicReference<>();
            Thread leader = new Thread(() -> {
                try {
                    flask.edc("demo").createSubject(SUBJECT);
                } catch (FlaskDataException e) {
                    first.set(e);
                }
            });
            leader.start();
            server.received();
            Future<CreatedSubject> other = flask.async(() -> flask.edc("demo").createSubject(SUBJECT));
            leader.interrupt();
            leader.join(10_000);
            goOn.countDown();
            assertThat(other.get(10, TimeUnit.SECONDS).studySubjectId()).isEqualTo(13);
            assertThat(first.get()).isInstanceOf(ConnectionException.class).hasMessageContaining("interrupted");
        }
        assertThat(signIns).hasValue(1);
    }

    @Test
    void eachWhoWaitedGetsAFailureOfTheirOwnWithTheCommonCause() {
        server.answers(Server.error(400, "User or password invalid."));
        try (FlaskDataClient flask = server.builder.build()) {
            var e = catchThrowableOfType(AuthenticationException.class, flask::authorize);
            assertThat(e).hasCauseInstanceOf(AuthenticationException.class);
            assertThat(e.getStackTrace())
                    .anySatisfy(frame -> assertThat(frame.getMethodName())
                            .isEqualTo("eachWhoWaitedGetsAFailureOfTheirOwnWithTheCommonCause"));
        }
    }

    @Test
    void refusedCredentialsAreNotSentAgainForAMinuteAndOthersAre() {
        List<Credentials> vault = new ArrayList<>(List.of(new Credentials("user@example.org", "old")));
        server.answers(Server.error(400, "User or password invalid."));
        try (FlaskDataClient flask =
                server.builder.credentials(() -> vault.get(0)).build()) {
            assertThatThrownBy(flask::authorize).isInstanceOf(AuthenticationException.class);
            assertThatThrownBy(flask::authorize).hasMessageContaining("not asked again so soon");
            assertThat(server.web.getRequestCount()).isEqualTo(1);
            vault.set(0, new Credentials("user@example.org", "new"));
            server.answers(Server.token("token-1", now.plusSeconds(3600)));
            assertThat(flask.authorize()).isEqualTo(now.plusSeconds(3600));
            assertThat(server.web.getRequestCount()).isEqualTo(2);
        }
    }

    @Test
    void refusedCredentialsAreSentAgainAfterAMinute() {
        server.answers(Server.error(400, "User or password invalid.")).signedIn();
        try (FlaskDataClient flask = server.builder.build()) {
            assertThatThrownBy(flask::authorize).isInstanceOf(AuthenticationException.class);
            now = now.plus(SignIns.COOL_DOWN);
            flask.authorize();
        }
        assertThat(server.web.getRequestCount()).isEqualTo(2);
    }

    @Test
    void aProviderThatFailsIsNamedAndItsWordsAreNotRepeated() {
        CredentialsProvider broken = () -> {
            throw new IllegalStateException("vault says hunter2");
        };
        try (FlaskDataClient flask = server.builder.credentials(broken).build()) {
            assertThatThrownBy(() -> flask.edc("demo").createSubject(SUBJECT))
                    .isInstanceOf(ConnectionException.class)
                    .hasMessageContaining("CredentialsProvider")
                    .hasMessageContaining("IllegalStateException")
                    .hasMessageNotContaining("hunter2");
        }
        assertThat(server.web.getRequestCount()).isZero();
        assertThat(server.slept).isEmpty();
    }

    @Test
    void aPasswordFileIsReadAtEachSignIn(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("password"), "first\n");
        server.signedIn().answers(Server.token("token-2", Server.NOW.plusSeconds(9000)));
        try (FlaskDataClient flask =
                server.builder.credentials("user@example.org", file).build()) {
            flask.authorize();
            Files.writeString(file, "second\r\n");
            now = now.plusSeconds(3600);
            flask.authorize();
            assertThat(server.received().getBody().readUtf8()).contains("\"password\":\"first\"");
            assertThat(server.received().getBody().readUtf8()).contains("\"password\":\"second\"");
            Files.delete(file);
            now = now.plusSeconds(9000);
            assertThatThrownBy(flask::authorize)
                    .isInstanceOf(ConnectionException.class)
                    .hasMessageContaining("nothing was sent");
        }
    }

    @Test
    void aTokenSourceOfOnesOwnIsAskedWhenATokenIsDueOrRefused() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        server.answers(CREATED)
                .answers(Server.error(401, "[JWT Token] Token expired. Please invalidate it."))
                .answers(CREATED);
        TokenProvider source = () -> new AccessToken("own-" + asked.incrementAndGet(), now.plusSeconds(3600));
        try (FlaskDataClient flask =
                server.builder.tokens(source).tokenScheme(TokenScheme.BEARER).build()) {
            flask.edc("demo").createSubject(SUBJECT);
            flask.edc("demo").createSubject(SUBJECT);
        }
        assertThat(server.received().getHeader("Authorization")).isEqualTo("Bearer own-1");
        server.received();
        assertThat(server.received().getHeader("Authorization")).isEqualTo("Bearer own-2");
        assertThat(asked).hasValue(2);
    }

    @Test
    void aWrongTokenOfOnesOwnIsRefusedBeforeAnythingIsSent() {
        for (String wrong : List.of("", " ", "a b", "JWT x", "x\r\nEvil: 1", "é")) {
            assertThatThrownBy(() -> new AccessToken(wrong, Server.NOW))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("value");
        }
        assertThat(new AccessToken("secret", Server.NOW).toString()).doesNotContain("secret");
    }

    @Test
    void aClockThatIsAheadByATokensLifeDoesNotSignInForEveryCall() {
        now = Server.NOW.plus(Duration.ofHours(4));
        server.answers(Server.token("token-1", Server.NOW.plusSeconds(3600))
                        .setHeader("Date", "Tue, 24 Nov 2026 12:00:00 GMT"))
                .answers(CREATED)
                .answers(CREATED);
        try (FlaskDataClient flask = server.builder.build()) {
            flask.edc("demo").createSubject(SUBJECT);
            flask.edc("demo").createSubject(SUBJECT);
            assertThat(server.web.getRequestCount()).isEqualTo(3);
            now = now.plusSeconds(3600);
            server.answers(Server.token("token-2", Server.NOW.plusSeconds(7200)))
                    .answers(CREATED);
            flask.edc("demo").createSubject(SUBJECT);
            assertThat(server.web.getRequestCount()).isEqualTo(5);
        }
    }

    @Test
    void aTokenThatSeemsToHaveEndedIsUsedUntilTheServerRefusesIt() {
        now = Server.NOW.plus(Duration.ofHours(4));
        server.signedIn().answers(CREATED).answers(CREATED);
        try (FlaskDataClient flask = server.builder.build()) {
            flask.edc("demo").createSubject(SUBJECT);
            flask.edc("demo").createSubject(SUBJECT);
        }
        assertThat(server.web.getRequestCount()).isEqualTo(3);
    }

    @Test
    void aUserOfTheIdpHasTokensOfTheirOwn() throws Exception {
        server.signedIn()
                .answers(Server.token("subject-1", Server.NOW.plusSeconds(3600)))
                .answers(CREATED)
                .answers(CREATED)
                .answers(Server.json("{\"message\":\"OK\"}"));
        try (FlaskDataClient flask = server.builder.build();
                FlaskDataClient subject = flask.signIn("subject@example.org", "x")) {
            subject.edc("demo").createSubject(SUBJECT);
            flask.edc("demo").createSubject(SUBJECT);
            subject.logout();
        }
        server.received();
        RecordedRequest signIn = server.received();
        assertThat(signIn.getPath()).isEqualTo("/auth/mobile-form-authorization");
        assertThat(signIn.getHeader("Authorization")).isEqualTo("JWT token-1");
        assertThat(server.received().getHeader("Authorization")).isEqualTo("JWT subject-1");
        assertThat(server.received().getHeader("Authorization")).isEqualTo("JWT token-1");
        assertThat(server.received().getHeader("Authorization")).isEqualTo("subject-1");
    }

    @Test
    void logoutSendsTheTokenAloneAndForgetsIt() throws Exception {
        server.signedIn()
                .answers(Server.json("{\"message\":\"OK\"}"))
                .answers(Server.token("token-2", Server.NOW.plusSeconds(3600)));
        try (FlaskDataClient flask = server.builder.build()) {
            flask.logout();
            assertThat(server.web.getRequestCount()).isZero();
            flask.authorize();
            flask.logout();
            flask.authorize();
        }
        server.received();
        RecordedRequest logout = server.received();
        assertThat(logout.getPath()).isEqualTo("/auth/logout");
        assertThat(logout.getHeader("Authorization")).isEqualTo("token-1");
        assertThat(server.received().getPath()).isEqualTo("/auth/authorize");
    }

    @Test
    void aLogoutThatFailsKeepsTheTokenAndOneThatIsTooLateDoesNot() {
        server.signedIn().answers(Server.error(500, "broken"));
        try (FlaskDataClient flask = server.builder.build()) {
            flask.authorize();
            assertThatThrownBy(flask::logout).isInstanceOf(ServerFailureException.class);
            flask.authorize();
            assertThat(server.web.getRequestCount()).isEqualTo(2);
            server.answers(Server.error(401, "[JWT Token] It was not possible to restore token data."));
            flask.logout();
            server.answers(Server.token("token-2", Server.NOW.plusSeconds(3600)));
            flask.authorize();
            assertThat(server.web.getRequestCount()).isEqualTo(4);
        }
    }

    @Test
    void aTokenThatCouldSmuggleAHeaderIsNotTaken() {
        server.answers(Server.token("x\\r\\nEvil: 1", Server.NOW.plusSeconds(3600)));
        try (FlaskDataClient flask = server.builder.build()) {
            assertThatThrownBy(flask::authorize)
                    .isInstanceOf(ProtocolViolationException.class)
                    .hasMessageNotContaining("Evil");
        }
    }

    @ParameterizedTest
    @CsvSource({"33,true", "126,true", "32,false", "127,false"})
    void aTokenHoldsWhatAHeaderMayHold(int character, boolean taken) {
        server.answers(Server.token("x" + (char) character, Server.NOW.plusSeconds(3600)))
                .answers(CREATED);
        try (FlaskDataClient flask = server.builder.build()) {
            assertThat(catchThrowable(flask::authorize) == null).isEqualTo(taken);
        }
    }
}
