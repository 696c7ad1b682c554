package io.flaskdata.sdk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** Raw HTTP at a sandbox of the test class's own, for each of its users; a test that writes takes a subject of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class FormsHttp {
    public static final int DEMO = 1000001;

    /** Who sends no token. */
    public static final String NOBODY = "";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, String> tokens = new HashMap<>();
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00.000Z");
    public Instant now = NOON;
    public Sandbox sandbox;

    @BeforeAll
    public void start() throws IOException {
        sandbox = builder().start();
    }

    @BeforeEach
    public void noon() {
        now = NOON;
    }

    public SandboxBuilder builder() {
        return Sandbox.builder().clock(() -> now);
    }

    @AfterAll
    public void stop() {
        sandbox.close();
    }

    /** A body with single quotes for double ones. */
    public HttpResponse<String> send(String user, String method, String path, String body) throws Exception {
        return request(
                sandbox.apiUrl(), method, path, body.replace('\'', '"'), user.equals(NOBODY) ? NOBODY : token(user));
    }

    public HttpResponse<String> post(String user, String path, String body) throws Exception {
        return send(user, "POST", path, body);
    }

    public HttpResponse<String> request(URI base, String method, String path, String body, String token)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .header("Content-Type", "application/json")
                .header("EDC", "demo")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!token.equals(NOBODY)) {
            request.header("Authorization", "JWT " + token);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    public String token(String user) throws Exception {
        String known = tokens.get(user);
        if (known == null) {
            JsonObject body = new JsonObject();
            body.addProperty("email", user);
            body.addProperty("password", Sandbox.PASSWORD);
            HttpResponse<String> answer = request(sandbox.apiUrl(), "POST", "/auth/authorize", body.toString(), NOBODY);
            known = JsonParser.parseString(answer.body())
                    .getAsJsonObject()
                    .get("token")
                    .getAsString();
            tokens.put(user, known);
        }
        return known;
    }

    /** The answer of a call that must succeed. */
    public JsonElement ok(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonParser.parseString(answer.body());
    }

    /** A refusal in the server's kind: 400 and a plain text. */
    public static void refused(HttpResponse<String> answer, String text) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(answer.body()).startsWith("[").contains(text);
    }

    public JsonArray items(String user, String path, String body) throws Exception {
        return ok(post(user, path, body)).getAsJsonObject().getAsJsonArray("items");
    }

    public String subjectId(int study, String label) throws Exception {
        JsonArray subjects = ok(post(Sandbox.API_USER, "/flask/subject/filter", "{'study_id':" + study + "}"))
                .getAsJsonArray();
        return member(find(subjects, "subjectId", label), "id");
    }

    public JsonObject link(int study, String label, String event) throws Exception {
        JsonArray links = ok(post(
                        Sandbox.API_USER, "/flask/link/filter", "{'subject':'" + subjectId(study, label) + "'}"))
                .getAsJsonArray();
        return StreamSupport.stream(links.spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .filter(each -> each.getAsJsonObject("name")
                        .get("ENGLISH")
                        .getAsString()
                        .equals(event))
                .findFirst()
                .orElseThrow();
    }

    public JsonObject viewer(String token) throws Exception {
        return ok(send(NOBODY, "GET", "/flask/viewer/" + token + "/data", "")).getAsJsonObject();
    }

    public static JsonObject find(JsonArray entries, String member, String value) {
        return StreamSupport.stream(entries.spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .filter(each -> member(each, member).equals(value))
                .findFirst()
                .orElseThrow();
    }

    public static String member(JsonObject json, String name) {
        return json.get(name).getAsString();
    }

    /** The rows of a partial extract, as text, without ids. */
    public String extract(String user, int study, String filters, String... columns) throws Exception {
        StringBuilder shown = new StringBuilder("'_id':0");
        for (String column : columns) {
            shown.append(",'").append(column).append("':1");
        }
        return post(
                        user,
                        "/data-server/data/extract/partial-extract-study-event-data-to-json",
                        "{'study_id':" + study + ",'filters':" + filters + ",'columns':{" + shown + "}}")
                .body();
    }

    /** The rows of the demo study's EDC that have these values, in the order they were made. */
    public JsonArray edc(String filters) throws Exception {
        return ok(post(
                        Sandbox.API_USER,
                        "/edc/study/extract-data",
                        "{'tableName':'cc_event_data','sort':'item_data_id','filters':" + filters + "}"))
                .getAsJsonArray();
    }
}
