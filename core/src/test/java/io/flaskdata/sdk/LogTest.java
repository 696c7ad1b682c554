package io.flaskdata.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.flaskdata.sdk.api.forms.FormsViewerApi;
import io.flaskdata.sdk.edc.NewSubject;
import io.flaskdata.sdk.forms.CrfData;
import java.util.List;
import java.util.function.Consumer;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.SocketPolicy;
import org.junit.jupiter.api.Test;

/** With every logger at its most talkative: calls are told, and nothing secret or personal. */
class LogTest {
    private static final String FORM_TOKEN = "FED_ABCDEFGHIJKL";
    private static final List<String> NOT_TOLD = List.of(
            "secret-password",
            "user@example.org",
            "subject@example.org",
            "token-1",
            "token-2",
            FORM_TOKEN,
            "Jane",
            "HEADACHE",
            "it failed because of Jane");

    @Test
    void callsAreToldAndNothingSecretOrPersonal() throws Exception {
        try (Told told = new Told()) {
            everythingThatCanGoWrong(told);
            assertThat(told.log())
                    .anySatisfy(line -> assertThat(line).contains("auth.authorize attempt 1: HTTP 200 after"))
                    .anySatisfy(line -> assertThat(line).contains("edc.createSubject attempt 1: no answer"));
            assertThat(String.join("\n", told.everything())).doesNotContain(NOT_TOLD);
        }
    }

    private static List<MockResponse> faults() {
        return List.of(
                Server.error(400, "it failed because of Jane"),
                Server.error(401, "it failed because of Jane"),
                Server.error(302, "").setHeader("Location", "/flask/viewer/" + FORM_TOKEN + "/data"),
                Server.error(200, "it failed because of Jane"),
                Server.json("{\"a\":\"HEADACHE\""),
                Server.json("[{\"a\":\"HEADACHE\",\"a\":1}]"),
                Server.json("{\"date_created\":\"HEADACHE\",\"study_id\":\"Jane\"}"),
                new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST));
    }

    private static List<Consumer<FlaskDataClient>> calls() {
        return List.of(
                flask -> flask.edc("demo").createSubject(NewSubject.labelled("Jane")),
                flask -> flask.forms()
                        .study(1)
                        .subjectLabelled("Jane")
                        .event("e")
                        .addCrf("c", CrfData.of("AETERM", "HEADACHE")),
                flask -> flask.edc("demo").extract("t").where("subject", "Jane").toList(),
                LogTest::transportCall);
    }

    /** Stack traces with all causes, addresses and headers, and what the things themselves say they are. */
    private static void everythingThatCanGoWrong(Told said) throws Exception {
        for (MockResponse fault : faults()) {
            for (Consumer<FlaskDataClient> call : calls()) {
                try (Server server = new Server();
                        FlaskDataClient flask = server.builder
                                .options(options -> options.withMaxAttempts(1))
                                .build()) {
                    server.signedIn();
                    flask.authorize();
                    server.answers(fault);
                    said.add(catchThrowable(() -> call.accept(flask)));
                }
            }
        }
        try (Server server = new Server();
                FlaskDataClient flask = server.builder.build()) {
            server.answers(Server.error(400, "User or password invalid."));
            said.add(catchThrowable(flask::authorize));
            said.add(catchThrowable(flask::authorize));
            said.add(flask);
        }
        said.add(NewSubject.labelled("Jane"));
        said.add(CrfData.of("AETERM", "HEADACHE"));
    }

    private static void transportCall(FlaskDataClient flask) {
        try {
            flask.api(FormsViewerApi.class).getEventDocument(FORM_TOKEN).execute();
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
