package io.flaskdata.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.flaskdata.sdk.api.edc.EdcSubjectApi;
import io.flaskdata.sdk.api.edc.model.CreateSubjectRequest;
import io.flaskdata.sdk.api.edc.model.CreateSubjectResponse;
import io.flaskdata.sdk.call.RawAnswer;
import io.flaskdata.sdk.edc.CreatedSubject;
import io.flaskdata.sdk.edc.NewSubject;
import io.flaskdata.sdk.errors.FlaskDataException;
import io.flaskdata.sdk.errors.ProtocolViolationException;
import io.flaskdata.sdk.errors.RejectedException;
import io.flaskdata.sdk.rows.RowStream;
import io.flaskdata.sdk.rows.Zips;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okhttp3.mockwebserver.MockResponse;
import okio.Buffer;
import okio.GzipSink;
import okio.Okio;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retrofit2.Call;
import retrofit2.Callback;

/** Status and headers of successful answers, of every kind of call. */
class RawAnswersTest extends FacadeTest {
    private static final NewSubject SUBJECT = NewSubject.labelled("001-006");

    private final List<RawAnswer> answers = new CopyOnWriteArrayList<>();
    private FlaskDataClient view;

    @BeforeEach
    void listen() {
        view = flask.withAnswers(answers::add);
    }

    private static MockResponse created() {
        return Server.json("{\"study_subject_id\":13}");
    }

    private static MockResponse named(String id, MockResponse answer) {
        return answer.setHeader("X-Request-Id", id);
    }

    private List<String> ids() {
        return answers.stream()
                .map(each -> each.header("x-request-id").orElse("none"))
                .toList();
    }

    @Test
    void aWriteTellsItsStatusAndHeadersAndGivesItsResult() {
        server.answers(named("r-1", created()).setResponseCode(201));
        CreatedSubject subject = view.edc("demo").createSubject(SUBJECT);
        assertThat(subject.raw()).isEqualTo("{\"study_subject_id\":13}");
        RawAnswer answer = answers.get(0);
        assertThat(answer.operation()).isEqualTo("edc.createSubject");
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.attempts()).isEqualTo(1);
        assertThat(answer.header("X-REQUEST-ID")).hasValue("r-1");
        assertThat(answer.header("X-Other")).isEmpty();
        assertThat(answer.headerNames()).contains("X-Request-Id", "Content-Type");
        assertThat(answers).hasSize(1);
    }

    @Test
    void theClientItselfTellsNothingAndAViewOfTheViewStillTells() {
        server.answers(named("r-1", created())).answers(named("r-2", created())).answers(named("r-3", created()));
        List<RawAnswer> more = new CopyOnWriteArrayList<>();
        flask.edc("demo").createSubject(SUBJECT);
        view.withOptions(options -> options.withMaxAttempts(1)).edc("demo").createSubject(SUBJECT);
        view.withAnswers(more::add).edc("demo").createSubject(SUBJECT);
        assertThat(ids()).containsExactly("r-2", "r-3");
        assertThat(more).hasSize(1);
    }

    @Test
    void aListTellsTheAnswerOfEachPage() {
        server.answers(named("r-1", page(0, "{\"id\":\"a\",\"name\":\"A\"}")))
                .answers(named("r-2", page(1, "{\"id\":\"b\",\"name\":\"B\"}")));
        assertThat(view.forms().study(7).crfs().pageSize(1).toList()).hasSize(2);
        assertThat(ids()).containsExactly("r-1", "r-2");
    }

    private static MockResponse page(int number, String items) {
        return Server.json(
                "{\"items\":[" + items + "],\"pagination\":{\"page\":" + number + ",\"size\":1,\"total\":2}}");
    }

    @Test
    void anExtractTellsItBeforeItsRowsAreRead(@TempDir Path folder) {
        server.answers(named("r-1", Server.json("[{\"a\":1}]"))).answers(named("r-2", Server.json("[{\"a\":1}]")));
        try (RowStream rows = view.edc("demo").extract("t").open()) {
            assertThat(ids()).containsExactly("r-1");
            assertThat(rows.hasNext()).isTrue();
        }
        view.edc("demo").extract("t").writeCsv(folder.resolve("t.csv"));
        assertThat(ids()).containsExactly("r-1", "r-2");
    }

    @Test
    void aDownloadTellsIt(@TempDir Path folder) throws IOException {
        server.answers(named("r-1", Zips.answer(Zips.zip("a.csv", "x\r\n1\r\n"))));
        view.edc("demo").crfCsvs().downloadTo(folder.resolve("t.zip"));
        assertThat(ids()).containsExactly("r-1");
        assertThat(answers.get(0).operation()).isEqualTo("edc.extractCrfLevelCsvs");
    }

    @Test
    void aRepeatedCallTellsItsLastAnswerOnly() {
        server.answers(named("r-1", Server.error(503, "busy"))).answers(named("r-2", Server.json("[]")));
        view.edc("demo").extract("t").toList();
        assertThat(ids()).containsExactly("r-2");
        assertThat(answers.get(0).attempts()).isEqualTo(2);
    }

    @Test
    void neitherASignInNorARefusedTokenIsTold() {
        server.answers(named("r-1", Server.error(401, "Authentication required.")))
                .answers(named("r-2", Server.token("token-2", Server.NOW.plusSeconds(3600))))
                .answers(named("r-3", created()))
                .answers(named("r-4", Server.token("token-3", Server.NOW.plusSeconds(3600))))
                .answers(named("r-5", created()));
        view.edc("demo").createSubject(SUBJECT);
        view.signIn("subject@example.org", "another-password").edc("demo").createSubject(SUBJECT);
        assertThat(ids()).containsExactly("r-3", "r-5");
    }

    @Test
    void aCallThatFailsIsNotToldAndItsExceptionHasStatusAndHeaders() {
        server.answers(named("r-1", Server.error(403, "no")));
        RejectedException e = catchThrowableOfType(
                RejectedException.class, () -> view.edc("demo").createSubject(SUBJECT));
        assertThat(answers).isEmpty();
        assertThat(e.status()).hasValue(403);
        assertThat(e.headers().get("X-Request-Id")).containsExactly("r-1");
        assertThat(e.headers().get("x-request-id")).containsExactly("r-1");
    }

    @Test
    void whatIsNoSuccessDespiteItsStatusIsNotTold() {
        server.answers(named("r-1", Server.error(200, "<html>Please sign in</html>")));
        FlaskDataException e = catchThrowableOfType(
                ProtocolViolationException.class, () -> view.edc("demo").createSubject(SUBJECT));
        assertThat(answers).isEmpty();
        assertThat(e.headers().get("X-REQUEST-ID")).containsExactly("r-1");
    }

    @Test
    void anAsyncCallTellsIt() {
        server.answers(named("r-1", created()));
        flask.async(() -> view.edc("demo").createSubject(SUBJECT)).join();
        assertThat(ids()).containsExactly("r-1");
    }

    @Test
    void generatedInterfacesTellItBesideRetrofitsResponse() throws Exception {
        server.answers(named("r-1", created())).answers(named("r-2", created()));
        EdcSubjectApi api = view.api(EdcSubjectApi.class);
        CreateSubjectRequest request = CreateSubjectRequest.of();
        assertThat(api.createSubject("demo", request).execute().headers().get("x-request-id"))
                .isEqualTo("r-1");
        CompletableFuture<String> id = new CompletableFuture<>();
        api.createSubject("demo", request).enqueue(new Callback<>() {
            @Override
            public void onResponse(
                    Call<CreateSubjectResponse> call, retrofit2.Response<CreateSubjectResponse> response) {
                id.complete(ids().get(1));
            }

            @Override
            public void onFailure(Call<CreateSubjectResponse> call, Throwable t) {
                id.completeExceptionally(t);
            }
        });
        assertThat(id.get()).as("told before the callback").isEqualTo("r-2");
        assertThat(ids()).containsExactly("r-1", "r-2");
    }

    @Test
    void overHttp2NamesAreInLowerCaseAndFoundInAnyCase() throws IOException {
        try (Server two = new Server()) {
            two.web.setProtocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE));
            OkHttpClient http = new OkHttpClient.Builder()
                    .protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE))
                    .build();
            two.signedIn().answers(named("r-1", created()));
            try (FlaskDataClient client = two.builder.httpClient(http).build()) {
                client.withAnswers(answers::add).edc("demo").createSubject(SUBJECT);
            }
        }
        assertThat(answers.get(0).headerNames()).contains("x-request-id").doesNotContain("X-Request-Id");
        assertThat(ids()).containsExactly("r-1");
        assertThat(answers.get(0).header("X-Request-ID")).hasValue("r-1");
    }

    /** The JDK's own client reads the same answer: repeated, empty and oddly written headers included. */
    @Test
    void theHeadersAreThoseThatAnotherClientReads() throws Exception {
        MockResponse answer = created()
                .addHeader("X-Two", "1")
                .addHeader("x-two", "2, 3")
                .addHeader("X-Empty", "")
                .addHeader("X_UNDER.dot", "a  b;c=\"d\"")
                .addHeader("Set-Cookie", "a=1; Path=/")
                .addHeader("SET-COOKIE", "b=2");
        server.answers(answer).answers(answer.clone());
        HttpRequest request = HttpRequest.newBuilder(server.web.url("/").uri()).build();
        HttpHeaders theirs = HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .headers();
        view.edc("demo").createSubject(SUBJECT);
        RawAnswer ours = answers.get(0);
        assertThat(theirs.map()).hasSize(6).hasSameSizeAs(ours.headerNames());
        theirs.map().forEach((name, values) -> {
            assertThat(ours.headers(name)).as(name).isEqualTo(values);
            assertThat(ours.header(name)).as(name).isEqualTo(theirs.firstValue(name));
        });
    }

    /** OkHttp takes both headers off an answer that it decompresses. */
    @Test
    void underGzipTheHeadersAreThoseThatCame() throws IOException {
        Buffer zipped = new Buffer();
        try (var gzip = Okio.buffer(new GzipSink(zipped))) {
            gzip.writeUtf8("{\"study_subject_id\":13}");
        }
        long length = zipped.size();
        server.answers(created().setBody(zipped).setHeader("Content-Encoding", "gzip"));
        view.edc("demo").createSubject(SUBJECT);
        assertThat(answers.get(0).header("content-encoding")).hasValue("gzip");
        assertThat(answers.get(0).header("content-length")).hasValue(String.valueOf(length));
    }

    @Test
    void anAnswerThatNoServerSentIsToldToo() {
        OkHttpClient http = new OkHttpClient.Builder()
                .addInterceptor(chain -> new Response.Builder()
                        .request(chain.request())
                        .protocol(Protocol.HTTP_1_1)
                        .code(200)
                        .message("")
                        .header("X-Request-Id", "r-0")
                        .body(ResponseBody.create(
                                "{\"token\":\"token-1\",\"expired\":\"2026-11-25T12:00:00.000Z\"}"
                                        .replace("}", ",\"study_subject_id\":13}"),
                                okhttp3.MediaType.get("text/x-json")))
                        .build())
                .build();
        try (FlaskDataClient client = server.builder.httpClient(http).build()) {
            client.withAnswers(answers::add).edc("demo").createSubject(SUBJECT);
        }
        assertThat(ids()).containsExactly("r-0");
        assertThat(answers.get(0).attempts()).isZero();
    }

    @Test
    void aListenerThatThrowsDoesNotFailAWriteThatWasDone() {
        server.answers(named("r-1", created()));
        FlaskDataClient throwing = flask.withAnswers(answer -> {
            throw new IllegalStateException("of the listener");
        });
        assertThat(throwing.withAnswers(answers::add).edc("demo").createSubject(SUBJECT))
                .isNotNull();
        assertThat(ids()).containsExactly("r-1");
    }

    @Test
    void cookiesAndTokensAreThereByNameAndNotInItsText() {
        server.answers(created()
                .addHeader("Set-Cookie", "session=abc123; HttpOnly")
                .addHeader("Set-Cookie", "other=def456")
                .setHeader("X-Token", "ghi789")
                .setHeader("X-token-1", "the name has the token"));
        view.edc("demo").createSubject(SUBJECT);
        RawAnswer answer = answers.get(0);
        assertThat(answer.headers("set-cookie")).containsExactly("session=abc123; HttpOnly", "other=def456");
        assertThat(answer.header("Set-Cookie")).hasValue("session=abc123; HttpOnly");
        assertThat(answer)
                .hasToString(
                        "RawAnswer[edc.createSubject, HTTP 200, headers Content-Length, Content-Type, Set-Cookie, X-[redacted], X-Token]");
    }

    @Test
    void nothingInItCanBeChanged() {
        RawAnswer answer = RawAnswer.of("edc.createSubject", 1, 200, Map.of("A", List.of("1", "2")));
        assertThatThrownBy(() -> answer.headerNames().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> answer.headers("a").clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThat(answer.headers("b")).isEmpty();
    }

    @Test
    void aViewOfAClosedClientIsRefused() {
        flask.close();
        assertThatThrownBy(() -> flask.withAnswers(answers::add)).isInstanceOf(IllegalStateException.class);
    }
}
