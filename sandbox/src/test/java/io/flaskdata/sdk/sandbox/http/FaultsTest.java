package io.flaskdata.sdk.sandbox.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import io.flaskdata.sdk.sandbox.Sandbox;
import io.flaskdata.sdk.sandbox.internal.base.Sql;
import io.flaskdata.sdk.sandbox.junit.FlaskDataSandbox;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults on demand, the record of what came, reset: from Java and over HTTP. */
@FlaskDataSandbox
class FaultsTest {
    private static final String CREATE = "/edc/subjects/create-subject";
    private static final String EXTRACT = "/edc/study/extract-data";
    private static final String SUBJECT = "{\"studySubjectLabel\":\"001-777\",\"siteName\":\"001\"}";
    private static final String SUBJECTS = "{\"tableName\":\"study_subject\",\"filters\":{\"label\":\"001-777\"}}";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Sandbox sandbox;
    private String token = "";

    FaultsTest(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    private HttpResponse<String> send(String method, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(sandbox.apiUrl() + path))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .header("EDC", "demo")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", token);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        if (token.isEmpty()) {
            String answer = send(
                            "POST",
                            "/auth/authorize",
                            "{\"email\":\"" + Sandbox.API_USER + "\",\"password\":\"" + Sandbox.PASSWORD + "\"}")
                    .body();
            token = JsonParser.parseString(answer)
                    .getAsJsonObject()
                    .get("token")
                    .getAsString();
        }
        return send("POST", path, body);
    }

    private boolean isCreated() throws IOException, InterruptedException {
        return !post(EXTRACT, SUBJECTS).body().equals("[]");
    }

    @Test
    void aCallThatIsUnderWayWhenTheSandboxIsResetWritesNothingAfterwards() throws Exception {
        post("/health", "");
        sandbox.faults().next(CREATE, Fault.delay(Duration.ofSeconds(1)));
        CompletableFuture<HttpResponse<String>> late = CompletableFuture.supplyAsync(() -> {
            try {
                return post(CREATE, SUBJECT);
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        while (sandbox.requests().stream().noneMatch(each -> each.path().equals(CREATE))) {
            Thread.onSpinWait();
        }
        sandbox.reset();
        assertThat(late.get().statusCode()).isEqualTo(503);
        assertThat(late.get().body()).isEqualTo("[sandbox] The sandbox was reset meanwhile.");
        token = "";
        assertThat(isCreated()).isFalse();
    }

    /** One chain waits in the database, the next for the first. */
    @Test
    void norDoesOneThatWaitsForAnother() throws Exception {
        post("/health", "");
        String save = "/flask/crf/create-CRF-and-insert-data";
        String body = "{\"study_id\":1000001,\"subject_label\":\"002-002\",\"event_name\":\"Baseline\","
                + "\"crf_name\":\"Vital Signs\",\"crf_data\":{\"SYSBP\":131}}";
        List<CompletableFuture<HttpResponse<String>>> late = new ArrayList<>();
        try (Connection edc = sandbox.connect("demo")) {
            edc.setAutoCommit(false);
            Sql.update(edc, "LOCK TABLE item_data IN ACCESS EXCLUSIVE MODE");
            for (int i = 0; i < 3; i++) {
                late.add(CompletableFuture.supplyAsync(() -> {
                    try {
                        return post(save, body);
                    } catch (IOException | InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }));
            }
            while (!Sql.exists(edc, "SELECT 1 FROM pg_locks WHERE NOT granted")
                    || sandbox.requests().stream()
                                    .filter(each -> each.path().equals(save))
                                    .count()
                            < 3) {
                Thread.onSpinWait();
            }
            sandbox.reset();
        }
        for (CompletableFuture<HttpResponse<String>> each : late) {
            assertThat(each.get().body()).isEqualTo("[sandbox] The sandbox was reset meanwhile.");
        }
        token = "";
        String found = "{\"tableName\":\"cc_event_data\",\"filters\":{\"value\":\"131\",\"subject\":\"002-002\"}}";
        assertThat(post(EXTRACT, found).body()).isEqualTo("[]");
        assertThat(post(
                                "/data-server/data/extract/partial-extract-study-event-data-to-json",
                                "{\"study_id\":1000001,\"filters\":{\"subject\":\"002-002\"}}")
                        .body())
                .isEqualTo("[]");
    }

    @Test
    void theRecordForgetsTheOldestBeforeItsBodiesFillTheMemory() throws Exception {
        String large = "{\"email\":\"" + "x".repeat(9_000_000) + "\",\"password\":\"y\"}";
        for (int i = 0; i < 5; i++) {
            assertThat(post("/auth/authorize", large).statusCode()).isEqualTo(400);
        }
        assertThat(sandbox.requests()).hasSize(3);
        long last = sandbox.requests().get(2).number();
        assertThat(sandbox.requests()).extracting(ReceivedRequest::number).containsExactly(last - 2, last - 1, last);
        assertThat(send("POST", "/__sandbox/reset", "").statusCode()).isEqualTo(200);
        assertThat(sandbox.requests()).isEmpty();
    }

    @Test
    void aStatusComesInsteadOfTheOperationAndOnce() throws Exception {
        sandbox.faults().next(CREATE, Fault.status(503, "busy"));
        HttpResponse<String> answer = post(CREATE, SUBJECT);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).isEqualTo("busy");
        assertThat(isCreated()).isFalse();
        assertThat(post(CREATE, SUBJECT).statusCode()).isEqualTo(200);
        assertThat(sandbox.faults().pending()).isEmpty();
    }

    @Test
    void aFaultLastsForAsManyCallsAsItWasSetFor() throws Exception {
        sandbox.faults().next(EXTRACT, Fault.errorIn200("[extract] it failed"), 2);
        for (int i = 0; i < 2; i++) {
            HttpResponse<String> answer = post(EXTRACT, SUBJECTS);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("[extract] it failed");
        }
        assertThat(post(EXTRACT, SUBJECTS).body()).isEqualTo("[]");
    }

    @Test
    void aConnectionThatEndsBeforeLeavesNothingAndOneThatEndsAfterLeavesAll() throws Exception {
        sandbox.faults().next(CREATE, Fault.disconnectBefore());
        assertThatThrownBy(() -> post(CREATE, SUBJECT)).isInstanceOf(IOException.class);
        assertThat(isCreated()).isFalse();
        // The JDK's client sends a request again by itself when a connection ends without an answer.
        sandbox.faults().next(CREATE, Fault.disconnectAfter(), 5);
        assertThatThrownBy(() -> post(CREATE, SUBJECT)).isInstanceOf(IOException.class);
        assertThat(isCreated()).isTrue();
    }

    @Test
    void noAnswerComesUntilTheClientGivesUpAndNothingWasDone() throws Exception {
        assertThat(isCreated()).isFalse();
        sandbox.faults().next(CREATE, Fault.noAnswer());
        HttpRequest request = HttpRequest.newBuilder(URI.create(sandbox.apiUrl() + CREATE))
                .timeout(Duration.ofMillis(300))
                .POST(HttpRequest.BodyPublishers.ofString(SUBJECT))
                .build();
        assertThatThrownBy(() -> http.send(request, HttpResponse.BodyHandlers.ofString()))
                .isInstanceOf(HttpTimeoutException.class);
        assertThat(isCreated()).isFalse();
    }

    @Test
    void aBodyIsCutOrGarbageOrSlow() throws Exception {
        String whole = post(EXTRACT, "{\"tableName\":\"study_subject\"}").body();
        sandbox.faults().next(EXTRACT, Fault.cutBody(100));
        assertThatThrownBy(() -> post(EXTRACT, "{\"tableName\":\"study_subject\"}"))
                .isInstanceOf(IOException.class);
        sandbox.faults().next(EXTRACT, Fault.garbage());
        String garbage = post(EXTRACT, SUBJECTS).body();
        assertThatThrownBy(() -> JsonParser.parseString(garbage)).isInstanceOf(RuntimeException.class);
        sandbox.faults().next(EXTRACT, Fault.slowBody(Duration.ofMillis(1)));
        assertThat(post(EXTRACT, "{\"tableName\":\"study_subject\"}").body()).isEqualTo(whole);
        sandbox.faults().next(EXTRACT, Fault.delay(Duration.ofMillis(1)));
        assertThat(post(EXTRACT, "{\"tableName\":\"study_subject\"}").body()).isEqualTo(whole);
    }

    @Test
    void aChainFailsAfterItsFirstStepAndLeavesIt() throws Exception {
        sandbox.faults().next(CREATE, Fault.afterFirstStep());
        String people = "{\"tableName\":\"subject\"}";
        int before = JsonParser.parseString(post(EXTRACT, people).body())
                .getAsJsonArray()
                .size();
        HttpResponse<String> answer = post(CREATE, SUBJECT);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("a later step failed");
        assertThat(isCreated()).isFalse();
        assertThat(JsonParser.parseString(post(EXTRACT, people).body()).getAsJsonArray())
                .hasSize(before + 1);
    }

    @Test
    void aFaultOfNoOperationIsRefusedInOneSentence() {
        assertThatThrownBy(() -> sandbox.faults().next("/edc/nope", Fault.garbage()))
                .hasMessage("There is no operation /edc/nope.");
        assertThatThrownBy(() -> Fault.status(200, "")).hasMessageContaining("status");
    }

    @Test
    void clientsInAnyLanguageSetFaultsAndReadWhatCame() throws Exception {
        assertThat(send("POST", "/__sandbox/faults", "{\"path\":\"/edc/nope\",\"kind\":\"garbage\"}")
                        .body())
                .contains("There is no operation /edc/nope.");
        assertThat(send("POST", "/__sandbox/faults", "{\"path\":\"" + CREATE + "\",\"kind\":\"nope\"}")
                        .statusCode())
                .isEqualTo(400);
        String fault =
                "{\"path\":\"" + CREATE + "\",\"kind\":\"status\",\"amount\":429,\"text\":\"slow down\",\"times\":3}";
        assertThat(send("POST", "/__sandbox/faults", fault).statusCode()).isEqualTo(200);
        assertThat(send("GET", "/__sandbox/faults", "").body()).contains("slow down");
        assertThat(post(CREATE, SUBJECT).statusCode()).isEqualTo(429);
        assertThat(send("DELETE", "/__sandbox/faults", "").statusCode()).isEqualTo(200);
        assertThat(sandbox.faults().pending()).isEmpty();
        String requests = send("GET", "/__sandbox/requests", "").body();
        assertThat(requests).contains("001-777", "429", "[redacted]").doesNotContain("\"password\\\":\\\"sandbox");
        assertThat(send("POST", "/__sandbox/reset", "").statusCode()).isEqualTo(200);
        assertThat(sandbox.requests()).isEmpty();
    }

    private HttpResponse<String> fromPageOf(String origin, String method, String path, String body)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(sandbox.apiUrl() + path))
                        .header("Origin", origin)
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.org",
                "http://localhost.example.org",
                "http://localhost:3000.example.org",
                "http://127.0.0.1@example.org",
                "http://192.168.1.7",
                "null",
                ""
            })
    void aPageOfAnotherSiteNeitherSetsNorReadsNorResets(String origin) throws Exception {
        post(EXTRACT, SUBJECTS);
        sandbox.faults().next(CREATE, Fault.garbage());
        for (String call : List.of(
                "GET /__sandbox/requests",
                "DELETE /__sandbox/requests",
                "GET /__sandbox/faults",
                "POST /__sandbox/faults",
                "DELETE /__sandbox/faults",
                "POST /__sandbox/reset",
                "POST /__SANDBOX/reset",
                "DELETE /__SandBox/requests/",
                "GET /__sandbox/outbox",
                "GET /__sandbox/outbox/1")) {
            HttpResponse<String> answer = fromPageOf(origin, call.split(" ")[0], call.split(" ")[1], "{}");
            assertThat(answer.statusCode()).as(call).isEqualTo(403);
            assertThat(answer.body()).isEqualTo("[sandbox] A page of another site may not use /__sandbox/*.");
        }
        assertThat(sandbox.requests()).isNotEmpty();
        assertThat(sandbox.faults().pending()).containsExactly(new Faults.Pending(CREATE, Fault.garbage(), 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:3000", "https://localhost", "http://127.0.0.1:8080", "http://[::1]:5173"})
    void aPageServedByThisMachineMay(String origin) throws Exception {
        post(EXTRACT, SUBJECTS);
        assertThat(fromPageOf(origin, "GET", "/__sandbox/requests", "").body()).contains(EXTRACT);
        assertThat(fromPageOf(origin, "POST", "/__sandbox/reset", "").statusCode())
                .isEqualTo(200);
        assertThat(sandbox.requests()).isEmpty();
    }

    @Test
    void aFaultCanBeOneOperationsOfAPathOnly() throws Exception {
        sandbox.faults().next("PUT /flask/link/{linkId}", Fault.status(503, "busy"));
        post("/health", "");
        assertThat(send("GET", "/flask/link/nope", "").statusCode()).isEqualTo(400);
        assertThat(send("PUT", "/flask/link/nope", "{}").statusCode()).isEqualTo(503);
        assertThat(sandbox.faults().pending()).isEmpty();
        assertThatThrownBy(() -> sandbox.faults().next("PATCH /flask/link/{linkId}", Fault.garbage()))
                .hasMessage("There is no operation PATCH /flask/link/{linkId}.");
    }

    @Test
    void theDatabaseIsOnRecordHoweverItWasNamed() throws Exception {
        post("/health", "");
        sandbox.reset();
        token = "";
        for (String call : List.of("?edc=demo {}", "? {\"edc\":\"demo\"}")) {
            http.send(
                    HttpRequest.newBuilder(URI.create(sandbox.apiUrl() + EXTRACT + call.split(" ")[0]))
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(call.split(" ")[1]))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
        assertThat(sandbox.requests()).extracting(ReceivedRequest::database).containsExactly("demo", "demo");
    }

    @Test
    void soItIsWhenTheBodyCannotBeRead() throws Exception {
        post("/health", "");
        sandbox.reset();
        token = "";
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(sandbox.apiUrl() + EXTRACT + "?x=1&edc=demo"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"tableName\":"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(sandbox.requests()).extracting(ReceivedRequest::database).containsExactly("demo");
    }

    @Test
    void whatCameIsOnRecordWithItsAnswersStatus() throws Exception {
        post(CREATE, SUBJECT);
        post(CREATE, SUBJECT);
        assertThat(creates()).extracting(ReceivedRequest::status).containsExactly(200, 400);
        ReceivedRequest first = creates().get(0);
        assertThat(first.body()).isEqualTo(SUBJECT);
        assertThat(first.database()).isEqualTo("demo");
        assertThat(first).hasToString("POST " + CREATE + " 200");
    }

    @Test
    void requestsThatGetNoAnswerAreOnRecordToo() throws Exception {
        post(EXTRACT, SUBJECTS);
        sandbox.faults().next(CREATE, Fault.disconnectBefore(), 5);
        assertThatThrownBy(() -> post(CREATE, SUBJECT)).isInstanceOf(IOException.class);
        // The JDK's client sends a request again by itself when a connection ends without an answer.
        sandbox.faults().clear();
        assertThat(creates()).isNotEmpty().allSatisfy(each -> {
            assertThat(each.body()).isEqualTo("{}");
            assertThat(each).hasToString("POST " + CREATE + " 0 (disconnect-before)");
        });
        int before = creates().size();

        sandbox.faults().next(CREATE, Fault.disconnectAfter(), 5);
        assertThatThrownBy(() -> post(CREATE, SUBJECT)).isInstanceOf(IOException.class);
        sandbox.faults().clear();
        assertThat(creates().get(before)).hasToString("POST " + CREATE + " 0 (disconnect-after)");
        before = creates().size();

        sandbox.faults().next(CREATE, Fault.noAnswer());
        HttpRequest request = HttpRequest.newBuilder(URI.create(sandbox.apiUrl() + CREATE))
                .timeout(Duration.ofMillis(300))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(SUBJECT))
                .build();
        assertThatThrownBy(() -> http.send(request, HttpResponse.BodyHandlers.ofString()))
                .isInstanceOf(HttpTimeoutException.class);
        assertThat(creates().get(before)).hasToString("POST " + CREATE + " 0 (no-answer)");
        assertThat(creates().get(before).body()).isEqualTo(SUBJECT);
    }

    @Test
    void requestsThatCannotBeReadOrAreCutShortAreOnRecordWithWhatTheClientSaw() throws Exception {
        assertThat(post(CREATE, "{\"label\":").statusCode()).isEqualTo(400);
        sandbox.faults().next(EXTRACT, Fault.cutBody(10));
        assertThatThrownBy(() -> post(EXTRACT, "{\"tableName\":\"study_subject\"}"))
                .isInstanceOf(IOException.class);
        sandbox.faults().next(EXTRACT, Fault.garbage());
        post(EXTRACT, SUBJECTS);
        sandbox.faults().next(CREATE, Fault.afterFirstStep());
        post(CREATE, SUBJECT);
        assertThat(sandbox.requests())
                .extracting(ReceivedRequest::toString)
                .containsExactly(
                        "POST /auth/authorize 200",
                        "POST " + CREATE + " 400",
                        "POST " + EXTRACT + " 200 (cut-body)",
                        "POST " + EXTRACT + " 200 (garbage)",
                        "POST " + CREATE + " 400 (after-first-step)");
    }

    @Test
    void whoSeesTheBeginningOfAnAnswerFindsItsStatusOnRecord() throws Exception {
        post(EXTRACT, SUBJECTS);
        sandbox.faults().next(EXTRACT, Fault.slowBody(Duration.ofMillis(20)));
        HttpRequest request = HttpRequest.newBuilder(URI.create(sandbox.apiUrl() + EXTRACT))
                .header("Content-Type", "application/json")
                .header("EDC", "demo")
                .header("Authorization", token)
                .POST(HttpRequest.BodyPublishers.ofString("{\"tableName\":\"study_subject\"}"))
                .build();
        try (InputStream answer =
                http.send(request, HttpResponse.BodyHandlers.ofInputStream()).body()) {
            assertThat(sandbox.requests().get(2)).hasToString("POST " + EXTRACT + " 200 (slow-body)");
            assertThat(answer.readAllBytes()).isNotEmpty();
        }
    }

    @Test
    void requestsAreNumberedInTheOrderTheyCameThroughResetsToo() throws Exception {
        post(EXTRACT, SUBJECTS);
        List<Long> numbers =
                sandbox.requests().stream().map(ReceivedRequest::number).toList();
        assertThat(numbers).hasSize(2).isSorted();
        sandbox.reset();
        token = "";
        post(EXTRACT, SUBJECTS);
        assertThat(sandbox.requests())
                .extracting(ReceivedRequest::number)
                .containsExactly(numbers.get(1) + 1, numbers.get(1) + 2);
    }

    @Test
    void passwordsAreOffTheRecordWhereverTheyStand() throws Exception {
        post(EXTRACT, "{\"users\":[{\"Password\":\"sesame\",\"name\":\"open\"}],\"password\":[\"sesame\"]}");
        assertThat(sandbox.requests().get(1).body())
                .isEqualTo("{\"users\":[{\"Password\":\"[redacted]\",\"name\":\"open\"}],\"password\":\"[redacted]\"}");
    }

    private List<ReceivedRequest> creates() {
        return sandbox.requests().stream()
                .filter(each -> each.path().equals(CREATE))
                .toList();
    }

    @Test
    void afterAResetAllIsAsItWas() throws Exception {
        post(CREATE, SUBJECT);
        assertThat(isCreated()).isTrue();
        sandbox.reset();
        token = "";
        assertThat(isCreated()).isFalse();
    }
}
