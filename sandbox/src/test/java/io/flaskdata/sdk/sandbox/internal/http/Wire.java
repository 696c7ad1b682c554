package io.flaskdata.sdk.sandbox.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.flaskdata.sdk.sandbox.Sandbox;
import io.flaskdata.sdk.sandbox.internal.base.Sql;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;

/** A client that knows nothing but HTTP, and says what it sees in few words. JSON is written with single quotes. */
final class Wire {
    private static final String EXTRACT = "/edc/study/extract-data";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Sandbox sandbox;
    private String token = "";

    Wire(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    void signOut() {
        token = "";
    }

    /** Whether a window has subject 1, which was edited at 23:00 UTC, one o'clock in the server's zone. */
    String isInWindow(String bound) throws Exception {
        try (Connection db = sandbox.connect("demo")) {
            Sql.update(
                    db,
                    "UPDATE study_subject SET date_updated = ? WHERE study_subject_id = 1",
                    Instant.parse("2026-01-02T23:00:00Z"));
        }
        return String.valueOf(!rows(
                        EXTRACT,
                        "{'tableName':'study_subject',%s}".formatted(bound + ",'filters':{'study_subject_id':1}"))
                .isEmpty());
    }

    String signedInMembers() throws Exception {
        return signIn().keySet().toString();
    }

    JsonObject signIn() throws Exception {
        String user = "{'email':'" + Sandbox.API_USER + "','password':'" + Sandbox.PASSWORD + "'}";
        return JsonParser.parseString(
                        new String(send("POST", "/auth/authorize", user, "", "").body(), StandardCharsets.UTF_8))
                .getAsJsonObject();
    }

    String authorization() throws Exception {
        if (token.isEmpty()) {
            token = signIn().get("token").getAsString();
        }
        return "JWT " + token;
    }

    JsonObject self() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(sandbox.idpUrl().resolve("/auth/self"))
                .header("Authorization", authorization())
                .build();
        return JsonParser.parseString(
                        http.send(request, HttpResponse.BodyHandlers.ofString()).body())
                .getAsJsonObject();
    }

    HttpResponse<byte[]> send(String method, String path, String body, String authorization, String encoding)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(sandbox.apiUrl().resolve(path))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .header("EDC", "demo")
                .method(method, HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        if (!encoding.isEmpty()) {
            request.header("Accept-Encoding", encoding);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    HttpResponse<byte[]> post(String path, String body) throws Exception {
        return send("POST", path, body, authorization(), "");
    }

    /** Status and text. */
    String error(String path, String body, String authorization) throws Exception {
        HttpResponse<byte[]> answer = send("POST", path, body, authorization, "");
        return answer.statusCode() + " " + new String(answer.body(), StandardCharsets.UTF_8);
    }

    JsonElement json(String path, String body) throws Exception {
        HttpResponse<byte[]> answer = post(path, body);
        String text = new String(answer.body(), StandardCharsets.UTF_8);
        assertThat(answer.statusCode()).as(text).isEqualTo(200);
        return JsonParser.parseString(text);
    }

    JsonArray rows(String path, String body) throws Exception {
        return json(path, body).getAsJsonArray();
    }

    JsonObject first(String path, String body) throws Exception {
        return rows(path, body).get(0).getAsJsonObject();
    }

    String count(String body) throws Exception {
        return some(rows(EXTRACT, body));
    }

    static String some(JsonArray rows) {
        return rows.isEmpty() ? "0" : "more";
    }

    static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    static String has(JsonObject row, String member) {
        return String.valueOf(row.has(member));
    }

    static String shape(JsonElement json) {
        return json.isJsonArray() ? "a list" : json.getAsJsonObject().keySet().toString();
    }

    static String kind(JsonElement value) {
        if (value.isJsonNull()) {
            return "null";
        }
        if (!value.isJsonPrimitive()) {
            return value.isJsonArray() ? "a list" : "an object";
        }
        return value.getAsJsonPrimitive().isNumber()
                ? "number"
                : value.getAsJsonPrimitive().isBoolean() ? "boolean" : "text";
    }
}
