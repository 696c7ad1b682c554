package io.flaskdata.sdk.sandbox;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.ZipInputStream;

/** Raw HTTP, as any client would: the sandbox must be able to disagree with the SDK. JSON is written with single quotes. */
public final class Caller {
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI address;
    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    private String user = Sandbox.API_USER;
    private String database = "demo";

    public Caller(Sandbox sandbox) {
        this.address = sandbox.apiUrl();
    }

    /** The same for the calls that follow, as another user. */
    public Caller as(String email) {
        this.user = email;
        return this;
    }

    /** The same for the calls that follow, with another EDC database in the header; empty for no header. */
    public Caller on(String edc) {
        this.database = edc;
        return this;
    }

    public HttpResponse<byte[]> bytes(String path, String json) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(path))
                .header("Content-Type", "application/json")
                .header("Authorization", "JWT " + token())
                .POST(HttpRequest.BodyPublishers.ofString(json.replace('\'', '"')));
        if (!database.isEmpty()) {
            request.header("EDC", database);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    /** The answer's text, whatever its status. */
    public String post(String path, String json) throws Exception {
        return new String(bytes(path, json).body(), StandardCharsets.UTF_8);
    }

    /** The text of an answer that must be 400. */
    public String refused(String path, String json) throws Exception {
        HttpResponse<byte[]> answer = bytes(path, json);
        String text = new String(answer.body(), StandardCharsets.UTF_8);
        if (answer.statusCode() != 400) {
            throw new AssertionError("Status " + answer.statusCode() + ": " + text);
        }
        return text;
    }

    /** The rows of an answer that must be 200. */
    public List<JsonObject> rows(String path, String json) throws Exception {
        HttpResponse<byte[]> answer = bytes(path, json);
        String text = new String(answer.body(), StandardCharsets.UTF_8);
        if (answer.statusCode() != 200) {
            throw new AssertionError("Status " + answer.statusCode() + ": " + text);
        }
        JsonArray rows = JsonParser.parseString(text).getAsJsonArray();
        return rows.asList().stream().map(JsonElement::getAsJsonObject).toList();
    }

    /** Rows of extract-data. */
    public List<JsonObject> extract(String json) throws Exception {
        return rows("/edc/study/extract-data", json);
    }

    /** The files of an answer that must be a zip, in order, each as its lines. */
    public Map<String, List<String>> zip(String path, String json) throws Exception {
        return unzipped(bytes(path, json).body());
    }

    public static Map<String, List<String>> unzipped(byte[] zip) throws IOException {
        Map<String, List<String>> files = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                files.put(entry.getName(), text.lines().toList());
            }
        }
        return files;
    }

    public HttpResponse<byte[]> get(String path) throws Exception {
        return http.send(
                HttpRequest.newBuilder(address.resolve(path)).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private String token() throws Exception {
        String known = tokens.get(user);
        if (known == null) {
            String body = "{\"email\":\"" + user + "\",\"password\":\"" + Sandbox.PASSWORD + "\"}";
            HttpRequest request = HttpRequest.newBuilder(address.resolve("/auth/authorize"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            String answer =
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body();
            known = JsonParser.parseString(answer)
                    .getAsJsonObject()
                    .get("token")
                    .getAsString();
            tokens.put(user, known);
        }
        return known;
    }

    /** One column of all rows, as text; a null as "null". */
    public static List<String> column(List<JsonObject> rows, String name) {
        List<String> values = new ArrayList<>();
        for (JsonObject row : rows) {
            JsonElement value = row.get(name);
            values.add(value.isJsonPrimitive() ? value.getAsString() : value.toString());
        }
        return values;
    }
}
