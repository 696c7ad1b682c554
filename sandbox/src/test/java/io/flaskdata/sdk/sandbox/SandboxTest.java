package io.flaskdata.sdk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Raw HTTP, as any client would: the sandbox must be able to disagree with the SDK. */
class SandboxTest {
    private static final String SUBJECTS = "/edc/subjects/create-subject";
    private static final String EXTRACT = "/edc/study/extract-data";
    private static final String KITS = "/features/flask/subjectfeatures/randomize-kits-with-stratification";

    private final HttpClient http = HttpClient.newHttpClient();
    private Instant now = Instant.parse("2026-11-24T12:00:00.000Z");
    private Sandbox sandbox;

    @BeforeEach
    void start() throws IOException {
        sandbox = Sandbox.builder().clock(() -> now).start();
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private HttpResponse<String> post(URI base, String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .header("Content-Type", "application/json")
                .header("EDC", "demo")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String body, String... headers) throws Exception {
        return post(sandbox.apiUrl(), path, body, headers);
    }

    private JsonObject signIn() throws Exception {
        String body = "{\"email\":\"" + Sandbox.API_USER + "\",\"password\":\"" + Sandbox.PASSWORD + "\"}";
        return JsonParser.parseString(post("/auth/authorize", body).body()).getAsJsonObject();
    }

    private String token() throws Exception {
        return signIn().get("token").getAsString();
    }

    @Test
    void aTokenIsAnHs384JwtWithItsEndInMilliseconds() throws Exception {
        JsonObject answer = signIn();
        assertThat(answer.get("expired").getAsString()).isEqualTo("2026-11-24T15:00:00.000Z");
        String[] parts = answer.get("token").getAsString().split("\\.");
        assertThat(decoded(parts[0])).isEqualTo("{\"alg\":\"HS384\",\"typ\":\"JWT\"}");
        JsonObject claims = JsonParser.parseString(decoded(parts[1])).getAsJsonObject();
        assertThat(claims.get("exp").getAsLong())
                .isEqualTo(Instant.parse("2026-11-24T15:00:00.000Z").toEpochMilli());
        assertThat(claims.get("iat").getAsLong()).isEqualTo(now.getEpochSecond());
        assertThat(claims.get("sub").getAsString()).hasSize(32);
    }

    private static String decoded(String part) {
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({"''", "'JWT '", "'jwt '", "'Bearer '", "'BEARER '"})
    void theHeaderTakesEveryForm(String scheme) throws Exception {
        assertThat(post(EXTRACT, "{\"tableName\":\"study\"}", "Authorization", scheme + token())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void refusedTokensSayWhy() throws Exception {
        String token = token();
        assertThat(post(EXTRACT, "{}").body()).isEqualTo("Authentication required.");
        assertThat(post(EXTRACT, "{}", "Authorization", "JWT x").body())
                .isEqualTo("[JWT Token] It was not possible to restore token data.");
        now = now.plus(Duration.ofHours(3));
        HttpResponse<String> expired = post(EXTRACT, "{}", "Authorization", "JWT " + token);
        assertThat(expired.statusCode()).isEqualTo(401);
        assertThat(expired.body()).isEqualTo("[JWT Token] Token expired. Please invalidate it.");
    }

    @Test
    void onlyABareTokenLogsOut() throws Exception {
        String token = token();
        post("/auth/logout", "{}", "Authorization", "JWT " + token);
        assertThat(post(EXTRACT, "{\"tableName\":\"study\"}", "Authorization", token)
                        .statusCode())
                .isEqualTo(200);
        assertThat(post("/auth/logout", "{}", "Authorization", token).body()).isEqualTo("{\"message\":\"OK\"}");
        assertThat(post(EXTRACT, "{\"tableName\":\"study\"}", "Authorization", token)
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void badCredentialsAre400() throws Exception {
        HttpResponse<String> wrong = post("/auth/authorize", "{\"email\":\"a\",\"password\":\"b\"}");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).isEqualTo("User or password invalid.");
        assertThat(wrong.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(post("/auth/authorize", "{}").body()).isEqualTo("[login],[password] parameter(s) is required.");
    }

    @Test
    void answersLookLikeFlaskDatas() throws Exception {
        HttpResponse<String> answer =
                post("/EDC/Study/extract-data/", "{\"tableName\":\"study\"}", "Authorization", token());
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/x-json; charset=utf-8");
        assertThat(answer.headers().firstValue("Keep-Alive")).contains("timeout=5");
        assertThat(answer.headers().firstValue("x-sandbox-grade")).contains("documented");
        HttpResponse<String> unknown = post("/nope", "{}");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).contains("<pre>Error: Resource not found: /nope");
        assertThat(post("/auth/authorize", "{\"email\":").statusCode()).isEqualTo(400);
        assertThat(post("/auth/mobile-form-authorization", "{}").statusCode()).isEqualTo(500);
    }

    @Test
    void valuesComeAsNodePostgresMakesThem() throws Exception {
        String body = post(
                        EXTRACT,
                        "{\"tableName\":\"event_crf\",\"filters\":{\"event_crf_id\":1}}",
                        "Authorization",
                        token())
                .body();
        assertThat(body)
                .contains(
                        "\"event_crf_id\":1,",
                        "\"date_interviewed\":\"2026-02-01T22:00:00.000Z\"",
                        "\"sdv_status\":true");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'studySubjectLabel':'001-001'}|already used",
                "{'studySubjectLabel':'1234567890123456789012345678901'}|1 to 30 characters",
                "{'studySubjectLabel':'x','dateOfBirth':'2999-01-01'}|in the future",
                "{'studySubjectLabel':'x','gender':'q'}|m or f",
                "{'studySubjectLabel':{}}|wrong type"
            })
    void aBadSubjectIsRefusedAndNotCreated(String body, String text) throws Exception {
        String token = token();
        HttpResponse<String> answer = post(SUBJECTS, body.replace('\'', '"'), "Authorization", token);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains(text);
        assertThat(rows("subject", token)).isEqualTo(12);
    }

    @ParameterizedTest
    @CsvSource({
        "tableName,study; DROP TABLE study",
        "sort,name; DROP TABLE study",
        "filters,x\" = 1; --",
    })
    void sqlInAFieldIsOnlyAName(String member, String sql) throws Exception {
        JsonObject request = new JsonObject();
        request.addProperty("tableName", "study");
        if (member.equals("filters")) {
            JsonObject filters = new JsonObject();
            filters.addProperty(sql, 1);
            request.add("filters", filters);
        } else {
            request.addProperty(member, sql);
        }
        String token = token();
        assertThat(post(EXTRACT, request.toString(), "Authorization", token).body())
                .contains("does not exist");
        assertThat(rows("study", token)).isEqualTo(4);
    }

    private int rows(String table, String token) throws Exception {
        String body = post(EXTRACT, "{\"tableName\":\"" + table + "\"}", "Authorization", token)
                .body();
        return JsonParser.parseString(body).getAsJsonArray().size();
    }

    @Test
    void aKitIsGivenOnceAlsoWhenAllAskAtOnce() throws Exception {
        List<Callable<String>> calls =
                List.of("001-001", "001-002", "001-003", "001-004", "001-005", "002-001").stream()
                        .<Callable<String>>map(label -> () -> post(
                                        KITS,
                                        "{\"db_name\":\"demo\",\"edc_subject_label\":\"" + label
                                                + "\",\"operation\":\"randomize\","
                                                + "\"strata1\":\"SEX\",\"strata1_value\":\"M\",\"strata2\":\"SITE\",\"strata2_value\":\"001\"}")
                                .body())
                        .toList();
        assertThat(together(calls))
                .hasSize(6)
                .allMatch(body -> body.contains("kitno"))
                .doesNotHaveDuplicates();
    }

    @Test
    void aLabelIsGivenOnceAlsoWhenAllAskAtOnce() throws Exception {
        String token = token();
        List<Callable<String>> calls = IntStream.range(0, 8)
                .<Callable<String>>mapToObj(i -> () -> post(SUBJECTS, "{\"siteName\":\"001\"}", "Authorization", token)
                        .body())
                .toList();
        assertThat(together(calls)).allMatch(body -> body.contains("study_subject_id"));
        String labels = post(EXTRACT, "{\"tableName\":\"study_subject\"}", "Authorization", token)
                .body();
        List<String> all = new ArrayList<>();
        JsonParser.parseString(labels)
                .getAsJsonArray()
                .forEach(row -> all.add(row.getAsJsonObject().get("label").getAsString()));
        assertThat(all).hasSize(20).doesNotHaveDuplicates().contains("001-013");
    }

    private static List<String> together(List<Callable<String>> calls) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(calls.size());
        try {
            List<String> bodies = new ArrayList<>();
            for (Future<String> future : threads.invokeAll(calls)) {
                bodies.add(future.get());
            }
            return bodies;
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void twoSandboxesDoNotSeeEachOther() throws Exception {
        String token = token();
        post(SUBJECTS, "{\"studySubjectLabel\":\"only-here\"}", "Authorization", token);
        try (Sandbox other = Sandbox.start()) {
            assertThat(post(other.apiUrl(), EXTRACT, "{\"tableName\":\"study\"}", "Authorization", token)
                            .statusCode())
                    .isEqualTo(401);
        }
        assertThat(rows("study_subject", token)).isEqualTo(13);
    }

    @Test
    void aPortInUseIsOneSentence() {
        int taken = sandbox.apiUrl().getPort();
        assertThatThrownBy(() -> Sandbox.builder().apiPort(taken).start())
                .hasMessage("Port " + taken + " can't be listened on; is it in use?");
    }
}
