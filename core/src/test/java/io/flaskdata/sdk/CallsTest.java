package io.flaskdata.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.flaskdata.sdk.edc.Gender;
import io.flaskdata.sdk.edc.NewSubject;
import io.flaskdata.sdk.errors.AuthenticationException;
import io.flaskdata.sdk.errors.ConnectionException;
import io.flaskdata.sdk.errors.FlaskDataException;
import io.flaskdata.sdk.errors.OutcomeUnknownException;
import io.flaskdata.sdk.errors.ProtocolViolationException;
import io.flaskdata.sdk.errors.RejectedException;
import io.flaskdata.sdk.errors.ServerFailureException;
import io.flaskdata.sdk.forms.CrfData;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.SocketPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CallsTest {
    private static final NewSubject SUBJECT = NewSubject.labelled("001-006").gender(Gender.FEMALE);

    private Server server;

    @BeforeEach
    void start() throws IOException {
        server = new Server();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void sendsTheTokenTheDatabaseAndOnlyWhatWasGiven() throws Exception {
        server.signedIn().answers(Server.json("{\"study_subject_id\":13}"));
        try (FlaskDataClient flask = server.builder.build()) {
            assertThat(flask.edc("demo").createSubject(SUBJECT).studySubjectId())
                    .isEqualTo(13);
        }
        assertThat(server.received().getPath()).isEqualTo("/auth/authorize");
        var request = server.received();
        assertThat(request.getPath()).isEqualTo("/edc/subjects/create-subject");
        assertThat(request.getHeader("Authorization")).isEqualTo("JWT token-1");
        assertThat(request.getHeader("EDC")).isEqualTo("demo");
        assertThat(request.getBody().readUtf8()).isEqualTo("{\"studySubjectLabel\":\"001-006\",\"gender\":\"f\"}");
    }

    @Test
    void sendsEveryValueOfACrfUnchangedNullIncluded() throws Exception {
        server.signedIn().answers(Server.json("{\"crfDataId\":\"A1B2C3D4E5\"}"));
        CrfData data = CrfData.of("A", "21")
                .and("B", 21)
                .and("C", new java.math.BigDecimal("1.10"))
                .and("D", new java.math.BigInteger("12345678901234567890"))
                .and("E", true)
                .blank("F");
        try (FlaskDataClient flask = server.builder.build()) {
            flask.forms().study(1).subjectLabelled("s").event("e").addCrf("c", data);
        }
        server.received();
        assertThat(server.received().getBody().readUtf8())
                .contains("{\"A\":\"21\",\"B\":21,\"C\":1.10,\"D\":12345678901234567890,\"E\":true,\"F\":null}");
    }

    @Test
    void replaysOnceWithANewTokenWhenTheOldOneIsRefused() throws Exception {
        server.signedIn()
                .answers(Server.error(401, "[JWT Token] Token expired. Please invalidate it."))
                .answers(Server.token("token-2", Server.NOW.plusSeconds(3600)))
                .answers(Server.json("{\"study_subject_id\":13}"));
        try (FlaskDataClient flask = server.builder.build()) {
            flask.edc("demo").createSubject(SUBJECT);
        }
        assertThat(server.web.getRequestCount()).isEqualTo(4);
        server.received();
        server.received();
        server.received();
        assertThat(server.received().getHeader("Authorization")).isEqualTo("JWT token-2");
    }

    @Test
    void givesUpWhenTheNewTokenIsRefusedToo() {
        server.signedIn()
                .answers(Server.error(401, "[JWT Token] Token expired. Please invalidate it."))
                .answers(Server.token("token-2", Server.NOW.plusSeconds(3600)))
                .answers(Server.error(401, "[JWT Token] Token expired. Please invalidate it."));
        try (FlaskDataClient flask = server.builder.build()) {
            assertThatThrownBy(() -> flask.edc("demo").createSubject(SUBJECT))
                    .isInstanceOf(AuthenticationException.class);
        }
        assertThat(server.web.getRequestCount()).isEqualTo(4);
    }

    @Test
    void asksOnceWithAWrongPasswordAndNamesNoSecret() {
        server.answers(Server.error(400, "User or password invalid."));
        try (FlaskDataClient flask = server.builder.build()) {
            var e = catchThrowableOfType(
                    AuthenticationException.class, () -> flask.edc("demo").createSubject(SUBJECT));
            assertThat(e.getMessage()).contains("password").doesNotContain("secret-password", "user@example.org");
            assertThat(e.serverText()).contains("User or password invalid.");
            assertThat(e.serverMayHaveActed()).isFalse();
        }
        assertThat(server.web.getRequestCount()).isEqualTo(1);
    }

    static Stream<MockResponse> answersThatMakeOkHttpSendAgain() {
        return Stream.of(
                Server.error(408, "slow"),
                Server.error(503, "busy").setHeader("Retry-After", "0"),
                new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST),
                new MockResponse().setResponseCode(307).setHeader("Location", "/elsewhere"));
    }

    @ParameterizedTest
    @MethodSource("answersThatMakeOkHttpSendAgain")
    void aCreateLeavesTheMachineOnce(MockResponse answer) {
        server.signedIn().answers(answer).answers(Server.json("{\"study_subject_id\":13}"));
        try (FlaskDataClient flask = server.builder.build()) {
            var e = catchThrowableOfType(
                    FlaskDataException.class, () -> flask.edc("demo").createSubject(SUBJECT));
            assertThat(e.serverMayHaveActed()).isTrue();
            assertThat(e.attempts()).isEqualTo(1);
        }
        assertThat(server.web.getRequestCount()).isEqualTo(2);
    }

    @Test
    void saysThatTheOutcomeIsUnknownWhenNoAnswerComes() {
        server.signedIn().answers(new MockResponse().setSocketPolicy(SocketPolicy.NO_RESPONSE));
        try (FlaskDataClient flask =
                server.builder.callTimeout(Duration.ofSeconds(2)).build()) {
            flask.authorize();
            assertThatThrownBy(() -> flask.edc("demo").createSubject(SUBJECT))
                    .isInstanceOf(OutcomeUnknownException.class)
                    .hasMessageContaining("The server may have acted");
        }
    }

    @Test
    void saysThatNothingWasSentWhenTheServerCannotBeReached() throws IOException {
        server.close();
        try (FlaskDataClient flask = server.builder.build()) {
            var e = catchThrowableOfType(
                    ConnectionException.class, () -> flask.edc("demo").createSubject(SUBJECT));
            assertThat(e.serverMayHaveActed()).isFalse();
            assertThat(e.attempts()).isZero();
        }
    }

    @Test
    void aFailedWriteMayHaveActedAndAFailedReadMayNot() {
        server.signedIn().answers(Server.error(400, "[x] broken")).answers(Server.error(400, "[x] broken"));
        try (FlaskDataClient flask = server.builder.build()) {
            var write = catchThrowableOfType(
                    ServerFailureException.class, () -> flask.edc("demo").createSubject(SUBJECT));
            assertThat(write.serverMayHaveActed()).isTrue();
            assertThat(write.serverText()).contains("[x] broken");
            assertThat(write.getMessage()).doesNotContain("broken");
            var read = catchThrowableOfType(
                    RejectedException.class,
                    () -> flask.edc("demo").extract("nope").toList());
            assertThat(read.serverMayHaveActed()).isFalse();
            assertThat(read.status()).hasValue(400);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            400 | [login],[password] parameter(s) is required.              | false
            400 | [Method: PUT] Method is not supported for URL /edc/x      | false
            500 | Specified action is not exists                            | false
            401 | [JWT Token] It was not possible to restore token data.    | false
            400 | [audit] saved, then: [site] parameter(s) is required.     | true
            400 | [log] Resource not found: dictionary                      | true
            400 | User or password invalid.                                 | true
            401 | [site] not yours                                          | true
            """)
    void onlyTheKnownTextsMeanThatAWriteDidNothing(int status, String text, boolean mayHaveActed) {
        server.signedIn().answers(Server.error(status, text)).signedIn().answers(Server.error(status, text));
        try (FlaskDataClient flask = server.builder.build()) {
            var failure = catchThrowableOfType(
                    FlaskDataException.class, () -> flask.edc("demo").createSubject(SUBJECT));
            assertThat(failure.serverMayHaveActed()).isEqualTo(mayHaveActed);
            assertThat(failure instanceof RejectedException).isEqualTo(!mayHaveActed && status != 401);
        }
    }

    @Test
    void aFunctionIsNotCalledARead() {
        server.signedIn().answers(Server.error(400, "[x] broken"));
        try (FlaskDataClient flask = server.builder.build()) {
            assertThatThrownBy(() -> flask.edc("demo").extract("f()").toList())
                    .isInstanceOf(ServerFailureException.class);
        }
    }

    @Test
    void aReadOnlyClientSendsNoWrite() {
        try (FlaskDataClient flask = server.builder.readOnly().build()) {
            assertThatThrownBy(() -> flask.edc("demo").createSubject(SUBJECT))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("read-only");
        }
        assertThat(server.web.getRequestCount()).isZero();
    }

    static Stream<MockResponse> answersThatAreNone() {
        return Stream.of(
                Server.json("{\"study_subject_id\":13"),
                Server.json("{}"),
                Server.json("true"),
                Server.json("\"thirteen\""),
                Server.json("[]"),
                Server.json("{\"study_subject_id\":13} {}"),
                Server.json("null"),
                Server.json("{\"study_subject_id\":13}").setHeader("Content-Type", "text/html"),
                new MockResponse().setResponseCode(204));
    }

    @ParameterizedTest
    @MethodSource("answersThatAreNone")
    void anAnswerThatIsNoneIsAViolationThatMayHaveActed(MockResponse answer) {
        server.signedIn().answers(answer);
        try (FlaskDataClient flask = server.builder.build()) {
            var e = catchThrowableOfType(
                    ProtocolViolationException.class, () -> flask.edc("demo").createSubject(SUBJECT));
            assertThat(e.serverMayHaveActed()).isTrue();
        }
    }

    @Test
    void theFirstLineOfAnHtmlPageIsTheServersText() {
        server.signedIn()
                .answers(Server.error(404, "<html><pre>Error: Resource not found: /x<br> at y.js</pre></html>"));
        try (FlaskDataClient flask = server.builder.build()) {
            var e = catchThrowableOfType(
                    RejectedException.class, () -> flask.edc("demo").createSubject(SUBJECT));
            assertThat(e.serverText()).contains("Error: Resource not found: /x");
        }
    }

    @Test
    void useAfterCloseSaysSo() {
        FlaskDataClient flask = server.builder.build();
        flask.close();
        assertThatThrownBy(() -> flask.edc("demo")).hasMessageContaining("closed");
    }
}
