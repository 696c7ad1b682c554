package io.flaskdata.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.gson.JsonElement;
import io.flaskdata.sdk.api.edc.EdcStudyApi;
import io.flaskdata.sdk.api.edc.EdcSubjectApi;
import io.flaskdata.sdk.api.edc.model.CreateSubjectRequest;
import io.flaskdata.sdk.api.edc.model.ExtractDataRequest;
import io.flaskdata.sdk.api.forms.FormsViewerApi;
import io.flaskdata.sdk.edc.NewSubject;
import io.flaskdata.sdk.errors.FlaskDataException;
import io.flaskdata.sdk.errors.ProtocolViolationException;
import io.flaskdata.sdk.errors.RejectedException;
import io.flaskdata.sdk.internal.http.Answer;
import io.flaskdata.sdk.internal.http.ApiCall;
import io.flaskdata.sdk.internal.http.AuthApi;
import io.flaskdata.sdk.internal.http.CallState;
import io.flaskdata.sdk.internal.http.Transport;
import io.flaskdata.sdk.json.internal.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.SocketPolicy;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What an answer, or none, becomes, through the generated interfaces, the facade's JSON and the error's own parts. */
class OutcomeTest {
    private Server server;

    @BeforeEach
    void start() throws IOException {
        server = new Server().signedIn();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    static Stream<Arguments> answersThatAreNone() {
        return Stream.of(
                Arguments.of(
                        Server.error(200, "[subject] it failed"), "content type is text/html", "[subject] it failed"),
                Arguments.of(Server.json("[subject] it failed"), "JSON", "[subject] it failed"),
                Arguments.of(
                        Server.json("{\"error\":{\"code\":1,\"message\":\"it failed\"}}"),
                        "an error stands inside the answer",
                        "it failed"),
                Arguments.of(
                        Server.json("{\"code\":1,\"message\":\"it failed\"}"),
                        "an error stands inside the answer",
                        "it failed"),
                Arguments.of(Server.json("{\"study_subject_id\":13"), "ends early", "{\"study_subject_id\":13"),
                Arguments.of(Server.json("{\"study_subject_id\":13} {}"), "goes on after its end", null),
                Arguments.of(Server.json("{'study_subject_id':13}"), "not valid JSON", null),
                Arguments.of(Server.json(""), "ends early", ""),
                Arguments.of(Server.json("null"), "null", "null"),
                Arguments.of(
                        Server.json("")
                                .setBody(new Buffer()
                                        .writeUtf8("{\"x\":\"")
                                        .writeByte(0xff)
                                        .writeUtf8("\"}")),
                        "not valid text",
                        null),
                Arguments.of(
                        new MockResponse().setBody("{}").removeHeader("Content-Type"), "content type is missing", "{}"),
                Arguments.of(
                        Server.json("{\"study_subject_id\":13" + " ".repeat(1000) + "}")
                                .setSocketPolicy(SocketPolicy.DISCONNECT_DURING_RESPONSE_BODY),
                        "broke off",
                        null),
                Arguments.of(new MockResponse().setResponseCode(204), "no body", null));
    }

    @ParameterizedTest
    @MethodSource("answersThatAreNone")
    void eachAnswerThatIsNoneIsItsOwnClearError(MockResponse answer, String why, String serverText) {
        server.answers(answer);
        try (FlaskDataClient flask = server.builder.build()) {
            var e = catchThrowableOfType(
                    ProtocolViolationException.class,
                    () -> flask.api(EdcSubjectApi.class)
                            .createSubject("demo", CreateSubjectRequest.of())
                            .execute());
            assertThat(e).hasMessageContaining(why);
            assertThat(e.serverMayHaveActed()).isTrue();
            assertThat(e.operation()).isEqualTo("edc.createSubject");
            assertThat(e.attempts()).isEqualTo(1);
            if (serverText != null) {
                assertThat(e.serverText()).contains(serverText);
                assertThat(e.getMessage()).doesNotContain("it failed");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("answersThatAreNone")
    void theFacadesJsonMeetsTheSameErrors(MockResponse answer, String why, String serverText) {
        server.answers(answer);
        try (FlaskDataClient flask = server.builder.build()) {
            Transport transport = flask.transport();
            var call = transport.api(EdcSubjectApi.class).createSubject("demo", CreateSubjectRequest.of());
            var e = catchThrowableOfType(
                    ProtocolViolationException.class, () -> ApiCall.of(call).answer());
            assertThat(e).hasMessageContaining(why);
            assertThat(e.serverMayHaveActed()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("answersThatAreNone")
    void theStreamingTwinOfAReadOfRowsMeetsAWrongTypeToo(MockResponse answer, String why, String serverText) {
        if (!why.contains("content type")) {
            return;
        }
        server.answers(answer);
        try (FlaskDataClient flask = server.builder.build()) {
            assertThatThrownBy(() -> flask.api(EdcStudyApi.class)
                            .extractDataStreaming("demo", ExtractDataRequest.of("t"))
                            .execute())
                    .isInstanceOf(ProtocolViolationException.class)
                    .hasMessageContaining(why);
        }
    }

    @Test
    void textJsonHtmlAndEmptyErrorsAreAllRead() {
        List<MockResponse> errors = List.of(
                Server.error(400, "[x] why"),
                Server.error(400, "{\"error\":{\"code\":5,\"message\":\"[x] why\"}}"),
                Server.error(400, "{\"code\":5,\"message\":\"[x] why\"}"),
                Server.error(400, "<!DOCTYPE html><html><pre>[x] why<br> at /app/x.js</pre></html>"),
                Server.error(400, ""));
        try (FlaskDataClient flask = server.builder.build()) {
            for (MockResponse error : errors) {
                server.answers(error);
                var e = catchThrowableOfType(
                        RejectedException.class,
                        () -> flask.edc("demo").extract("t").toList());
                assertThat(e.serverText().orElseThrow()).isIn("[x] why", "");
                assertThat(e.rawBody()).isPresent();
                assertThat(e.status()).hasValue(400);
                assertThat(e.headers()).containsKey("content-type");
            }
        }
    }

    @Test
    void anEndlessErrorIsReadUpToItsFirstPart() {
        server.answers(Server.error(400, "x".repeat(1_000_000)));
        try (FlaskDataClient flask = server.builder.build()) {
            var e = catchThrowableOfType(
                    RejectedException.class,
                    () -> flask.edc("demo").extract("t").toList());
            assertThat(e.rawBody().orElseThrow()).hasSize(CallState.FIRST_PART_BYTES);
        }
    }

    @Test
    void anErrorsExplanationThatBreaksOffIsAFailureThatKeepsTheStatus() {
        server.answers(
                Server.error(400, "x".repeat(1000)).setSocketPolicy(SocketPolicy.DISCONNECT_DURING_RESPONSE_BODY));
        try (FlaskDataClient flask = server.builder.build()) {
            var e = catchThrowableOfType(
                    FlaskDataException.class, () -> flask.edc("demo").createSubject(NewSubject.labelled("001-006")));
            assertThat(e.status()).hasValue(400);
            assertThat(e.serverMayHaveActed()).isTrue();
        }
    }

    @Test
    void everyJsonTypeIsTaken() {
        try (FlaskDataClient flask = server.builder.build()) {
            for (String type : List.of("text/x-json", "application/json", "application/problem+json; charset=UTF-8")) {
                server.answers(Server.json("{\"study_subject_id\":13}").setHeader("Content-Type", type));
                assertThat(flask.edc("demo")
                                .createSubject(NewSubject.labelled("001-006"))
                                .studySubjectId())
                        .isEqualTo(13);
            }
        }
    }

    @Test
    void aFormTokenStandsInNoAddressMessageOrHeader() {
        String token = "FED_ABCDEFGHIJKL";
        server.answers(new MockResponse()
                .setResponseCode(302)
                .setHeader("Location", "https://elsewhere.example.org/flask/viewer/" + token + "/data?token=x")
                .setHeader("Set-Cookie", "session=x")
                .setHeader("X-Echo", "JWT eyJhbGciOiJIUzM4NCJ9.e30.c2ln"));
        try (FlaskDataClient flask = server.builder.build()) {
            flask.authorize();
            var e = catchThrowableOfType(
                    ProtocolViolationException.class,
                    () -> flask.api(FormsViewerApi.class)
                            .getEventDocument(token)
                            .execute());
            assertThat(e.getMessage() + e.address() + e.headers())
                    .doesNotContain(token, "token=x", "session", "eyJ")
                    .contains("/flask/viewer/[redacted]/data");
        }
    }

    @Test
    void ofALongAnswerThatIsWrongTheExceptionHasTheFirstPart() {
        server.answers(Server.json("{\"x\":\"" + "y".repeat(200_000) + "\"}"));
        try (FlaskDataClient flask = server.builder.build()) {
            var e = catchThrowableOfType(
                    ProtocolViolationException.class,
                    () -> flask.edc("demo").createSubject(NewSubject.labelled("001-006")));
            assertThat(e.rawBody().orElseThrow()).hasSize(CallState.FIRST_PART_BYTES);
        }
    }

    @Test
    void furtherMembersOfARequestWithoutABodyAreRefused() {
        try (FlaskDataClient flask = server.builder.build()) {
            Transport transport = flask.transport();
            var call = transport.idp(AuthApi.class).self();
            assertThatThrownBy(() ->
                            ApiCall.of(call).with(java.util.Map.of("x", 1)).answer())
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void anExceptionTravelsThroughSerialization() throws Exception {
        server.answers(Server.error(400, "[x] why"));
        try (FlaskDataClient flask = server.builder.build()) {
            var e = catchThrowableOfType(
                    RejectedException.class,
                    () -> flask.edc("demo").extract("t").toList());
            var bytes = new java.io.ByteArrayOutputStream();
            try (var out = new java.io.ObjectOutputStream(bytes)) {
                out.writeObject(e);
            }
            try (var in = new java.io.ObjectInputStream(new java.io.ByteArrayInputStream(bytes.toByteArray()))) {
                assertThat(((FlaskDataException) in.readObject()).serverText()).contains("[x] why");
            }
        }
    }

    @Test
    void aSlowBodyEndsWithTheCallsDeadline() {
        server.answers(Server.json("[" + "{\"a\":1},".repeat(100) + "{}]")
                .throttleBody(16, 1, java.util.concurrent.TimeUnit.SECONDS));
        try (FlaskDataClient flask =
                server.builder.extractTimeout(Duration.ofSeconds(4)).build()) {
            flask.authorize();
            assertThatThrownBy(() -> flask.edc("demo").extract("t").toList())
                    .isInstanceOf(ProtocolViolationException.class)
                    .hasMessageContaining("whole rows");
        }
    }

    @Test
    void theFacadesJsonKeepsWhatCameAndAddsFurtherMembersWithEveryNull() throws Exception {
        String answer = "{ \"b\":1.10, \"a\":12345678901234567890, \"n\":null, \"d\":\"\" }";
        server.answers(Server.json(answer));
        try (FlaskDataClient flask = server.builder.build()) {
            Transport transport = flask.transport();
            var call = transport
                    .api(EdcSubjectApi.class)
                    .createSubject("demo", CreateSubjectRequest.of().gender("f"));
            JsonElement nested = com.google.gson.JsonParser.parseString("{\"x\":null,\"y\":1.10}");
            Answer got =
                    ApiCall.of(call).with(java.util.Map.of("further", nested)).answer();
            assertThat(got.raw()).isEqualTo(answer);
            assertThat(Json.text(got.json()))
                    .isEqualTo("{\"b\":1.10,\"a\":12345678901234567890,\"n\":null,\"d\":\"\"}");
            assertThatThrownBy(() -> ApiCall.of(call.clone())
                            .with(java.util.Map.of("gender", "m"))
                            .answer())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("gender");
        }
        server.received();
        assertThat(server.received().getBody().readUtf8())
                .isEqualTo("{\"gender\":\"f\",\"further\":{\"x\":null,\"y\":1.10}}");
    }
}
