package io.flaskdata.sdk.sandbox.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flaskdata.sdk.sandbox.Caller;
import io.flaskdata.sdk.sandbox.Sandbox;
import io.flaskdata.sdk.sandbox.http.ReceivedRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class SandboxAssertionsTest {
    private static final String SIGN_IN = "/auth/authorize";
    private static final String CREATE = "/edc/subjects/create-subject";
    private static final String EXTRACT = "/edc/study/extract-data";

    private static final Set<String> OPERATIONS = Set.of(SIGN_IN, CREATE, EXTRACT, "/flask/link/{linkId}");
    private static final List<ReceivedRequest> SOME = List.of(
            request(1, SIGN_IN, "", "{\"email\":\"a@example.org\",\"password\":\"[redacted]\"}", 200, ""),
            request(
                    2,
                    CREATE,
                    "demo",
                    "{\"label\":\"001-901\",\"site\":{\"name\":\"001\"},\"ids\":[7, 8.50]}",
                    0,
                    "no-answer"),
            request(
                    3,
                    CREATE,
                    "demo",
                    "{\"ids\":[7.0,8.5],\"site\":{\"name\":\"001\"},\"label\":\"001-901\"}",
                    200,
                    ""),
            request(4, CREATE, "omdena", "{\"label\":\"001-902\",\"secret value\":null}", 400, ""),
            request(5, EXTRACT, "demo", "{\"tableName\":\"study_subject\"}", 200, ""));

    private static ReceivedRequest request(
            long number, String path, String database, String body, int status, String fault) {
        boolean inferred = path.equals(CREATE);
        return new ReceivedRequest(
                number, "POST", path, path, database, body, status, fault, inferred ? "inferred" : "documented", "");
    }

    @Test
    void anOperationThatIsNotThereIsRefused() {
        assertThatThrownBy(
                        () -> some().received("/edc/subjects/create-subjectt").never())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There is no operation /edc/subjects/create-subjectt.");
        assertThatThrownBy(() -> some().inOrder("/nothing")).isInstanceOf(IllegalArgumentException.class);
    }

    private static ReceivedRequestsAssert some() {
        return new ReceivedRequestsAssert(SOME, OPERATIONS);
    }

    private static void fails(ThrowingCallable assertion, String... lines) {
        assertThatThrownBy(assertion)
                .isInstanceOf(AssertionError.class)
                .message()
                .satisfies(message -> assertThat(message.strip().lines()).containsExactly(lines));
    }

    @Test
    void howOftenAnOperationWasCalled() {
        some().received(CREATE).times(3);
        some().received(EXTRACT).once();
        some().received("/flask/link/{linkId}").never();
        fails(
                () -> some().received(CREATE).onDatabase("demo").once(),
                "Expecting 1 of the requests to " + CREATE
                        + " for the EDC database demo, but found 2, marked in what was received:",
                "  POST /auth/authorize 200",
                "> POST /edc/subjects/create-subject 0 (no-answer)",
                "> POST /edc/subjects/create-subject 200",
                "  POST /edc/subjects/create-subject 400",
                "  POST /edc/study/extract-data 200");
        fails(
                () -> new ReceivedRequestsAssert(List.of(), OPERATIONS)
                        .received(CREATE)
                        .once(),
                "Expecting 1 of the requests to " + CREATE + ", but found 0, marked in what was received: nothing");
        assertThatThrownBy(() -> some().received(CREATE).never()).isInstanceOf(AssertionError.class);
    }

    @Test
    void whatWasInTheBody() {
        some().withBody("/label", "001-901").times(2);
        some().withBody("/site/name", "001").times(2);
        some().withBody("/site", Map.of("name", "001")).times(2);
        some().withBody("/ids/1", 8.5).times(2);
        some().withBody("/ids/0", 7).times(2);
        some().withBody("/ids/2", 7).never();
        some().withBody("/ids/x", 7).never();
        some().withBody("/secret value", null).once();
        some().withBody("/label/deeper", null).never();
        some().withBody("{\"ids\":[7,8.5],\"label\":\"001-901\",\"site\":{\"name\":\"001\"}}")
                .times(2);
        some().withBody("{\"label\":\"001-901\"}").never();
        assertThatThrownBy(() -> some().withBody("label", "001-901")).hasMessage("A JSON pointer starts with a slash.");
    }

    @Test
    void inWhichOrder() {
        some().inOrder(SIGN_IN, CREATE, EXTRACT);
        some().inOrder(CREATE, CREATE);
        assertThatThrownBy(() -> some().inOrder(EXTRACT, CREATE))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("in order " + EXTRACT + ", " + CREATE);
        assertThatThrownBy(() -> some().inOrder(EXTRACT, EXTRACT)).isInstanceOf(AssertionError.class);
    }

    @Test
    void howTheyWereAnswered() {
        some().answered(200).times(3);
        some().received(EXTRACT).allAnswered(200);
        some().received(EXTRACT).noneFailed();
        assertThatThrownBy(() -> some().received(CREATE).allAnswered(200)).hasMessageContaining("but found 2");
        assertThatThrownBy(() -> some().received("/flask/link/{linkId}").allAnswered(200))
                .isInstanceOf(AssertionError.class);
        fails(
                () -> some().noneFailed(),
                "Expecting that none of the requests failed, but found 2, marked in what was received:",
                "  POST /auth/authorize 200",
                "> POST /edc/subjects/create-subject 0 (no-answer)",
                "  POST /edc/subjects/create-subject 200",
                "> POST /edc/subjects/create-subject 400",
                "  POST /edc/study/extract-data 200");
    }

    @Test
    void whetherSomethingCameTwiceHoweverItWasWritten() {
        some().received(EXTRACT).noneTwice();
        some().received(CREATE).onDatabase("omdena").noneTwice();
        assertThatThrownBy(() -> some().noneTwice())
                .hasMessageContaining("came twice")
                .hasMessageContaining("> POST /edc/subjects/create-subject 200");
    }

    @Test
    void whetherSomethingRestsOnInference() {
        some().received(EXTRACT).nothingInferred();
        assertThatThrownBy(() -> some().nothingInferred()).hasMessageContaining("rests on what is only inferred");
    }

    @Test
    void failuresShowNoBodiesAndTheCallersDescription() {
        assertThatThrownBy(() ->
                        some().as("the diary").withBody("/label", "001-901").never())
                .hasMessageStartingWith("[the diary] ")
                .hasMessageContaining("with this /label")
                .message()
                .doesNotContain("001-90", "secret", "redacted", "example.org");
    }

    @Test
    void theRestIsAssertJs() {
        some().received(CREATE)
                .requests()
                .last()
                .extracting(ReceivedRequest::database)
                .isEqualTo("omdena");
    }

    @Test
    void ofASandboxItIsWhatThatReceived() throws Exception {
        try (Sandbox sandbox = Sandbox.start()) {
            SandboxAssertions.assertThat(sandbox).requests().isEmpty();
            new Caller(sandbox).post(EXTRACT, "{'tableName':'study_subject'}");
            SandboxAssertions.assertThat(sandbox)
                    .inOrder(SIGN_IN, EXTRACT)
                    .noneFailed()
                    .noneTwice();
        }
    }
}
