package io.flaskdata.sdk.sandbox.internal.http;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.flaskdata.sdk.sandbox.internal.base.ApiError;
import io.flaskdata.sdk.sandbox.internal.base.NodePostgres;
import io.flaskdata.sdk.sandbox.internal.base.PlainJson;
import io.flaskdata.sdk.sandbox.internal.base.Steps;
import io.flaskdata.sdk.sandbox.internal.base.User;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;

/** One request and its answer. */
public final class Exchange {
    private final Request request;
    private final Response response;
    private final Map<String, String> parameters;
    private final JsonObject body;
    private final @Nullable User user;
    private final boolean failing;
    private final Deviations deviations;

    Exchange(
            Request request,
            Response response,
            Map<String, String> parameters,
            JsonObject body,
            @Nullable User user,
            boolean failing,
            Deviations deviations) {
        this.request = request;
        this.response = response;
        this.parameters = parameters;
        this.body = body;
        this.user = user;
        this.failing = failing;
        this.deviations = deviations;
    }

    /** A page's form. */
    public static Exchange ofForm(Request request, Response response, JsonObject form) {
        return new Exchange(request, response, Map.of(), form, null, false, Deviations.NONE);
    }

    public JsonObject body() {
        return body;
    }

    public User user() {
        if (user == null) {
            throw new ApiError(401, "Authentication required.");
        }
        return user;
    }

    /** Null if no token is required. */
    @Nullable
    public User anyUser() {
        return user;
    }

    /** The steps of the chain that the request runs. */
    public Steps steps() {
        return new Steps(failing);
    }

    @Nullable
    public String header(String name) {
        return request.getHeaders().get(name);
    }

    /** The address the client called, for links that lead back here. */
    public String origin() {
        return "http://" + request.getHeaders().get(HttpHeader.HOST);
    }

    /** The EDC database named by header, query or body; null when none is. */
    @Nullable
    public String edc() {
        return edc(request, body);
    }

    public static @Nullable String edc(Request request, JsonObject body) {
        String header = request.getHeaders().get("EDC");
        String query = header == null ? query(request, "edc") : null;
        if (header != null || query != null) {
            return header != null ? header : query;
        }
        return body.get("edc") instanceof JsonPrimitive name ? name.getAsString() : null;
    }

    /** Reads only this query parameter, because others may be malformed. */
    private static @Nullable String query(Request request, String name) {
        String query = request.getHttpURI().getQuery();
        for (String each : query == null ? new String[0] : query.split("&")) {
            if (each.startsWith(name + "=")) {
                String value = each.substring(name.length() + 1);
                try {
                    return URLDecoder.decode(value, StandardCharsets.UTF_8);
                } catch (IllegalArgumentException e) {
                    return value;
                }
            }
        }
        return null;
    }

    /** A parameter of the route's path. */
    public String path(String name) {
        return Objects.requireNonNull(parameters.get(name));
    }

    /** A member that is text or a number, as text; null when it is absent or null. */
    @Nullable
    public String text(String member) {
        JsonElement value = body.get(member);
        if (value == null || value.isJsonNull()) {
            return null;
        }
        if (!value.isJsonPrimitive()) {
            throw ApiError.badRequest("parameters", member + " has a wrong type.");
        }
        return PlainJson.text(value.getAsJsonPrimitive());
    }

    public String required(String member) {
        String value = text(member);
        if (value == null || value.isEmpty()) {
            throw new ApiError(400, "[" + member + "] parameter(s) is required.");
        }
        return value;
    }

    public int requiredInt(String member) {
        try {
            return Integer.parseInt(required(member));
        } catch (NumberFormatException e) {
            throw ApiError.badRequest("parameters", member + " is not a whole number.");
        }
    }

    public JsonObject object(String member) {
        JsonElement value = body.get(member);
        if (value == null || value.isJsonNull()) {
            return new JsonObject();
        }
        if (!value.isJsonObject()) {
            throw ApiError.badRequest("parameters", member + " is not an object.");
        }
        return value.getAsJsonObject();
    }

    /** Conditions by column; an empty string or null is no condition (observed for a list's status). */
    public JsonObject filters(String member) {
        JsonObject filters = new JsonObject();
        object(member).entrySet().stream()
                .filter(each ->
                        !each.getValue().isJsonNull() && !each.getValue().equals(new JsonPrimitive("")))
                .forEach(each -> filters.add(each.getKey(), each.getValue()));
        return filters;
    }

    /** A condition's value or a sort column; null when absent, null or empty. */
    public @Nullable String filter(String member) {
        String value = text(member);
        return value == null || value.isEmpty() ? null : value;
    }

    public JsonObject requiredObject(String member) {
        refuseMissing(member);
        return object(member);
    }

    public JsonArray requiredArray(String member) {
        refuseMissing(member);
        return array(member);
    }

    private void refuseMissing(String member) {
        if (!body.has(member) || body.get(member).isJsonNull()) {
            throw new ApiError(400, "[" + member + "] parameter(s) is required.");
        }
    }

    /** A list; empty when it is absent or null. */
    public JsonArray array(String member) {
        JsonElement value = body.get(member);
        if (value == null || value.isJsonNull()) {
            return new JsonArray();
        }
        if (!value.isJsonArray()) {
            throw ApiError.badRequest("parameters", member + " is not a list.");
        }
        return value.getAsJsonArray();
    }

    /** A whole number; null when it is absent or null. */
    @Nullable
    public Integer optionalInt(String member) {
        return text(member) == null ? null : Integer.valueOf(requiredInt(member));
    }

    /** Strictly true or false; false when absent or null. */
    public boolean flag(String member) {
        return flag(body, member);
    }

    public static boolean flag(JsonObject source, String member) {
        JsonElement value = source.get(member);
        if (value == null || value.isJsonNull()) {
            return false;
        }
        if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isBoolean()) {
            throw ApiError.badRequest("parameters", member + " is not true or false.");
        }
        return value.getAsBoolean();
    }

    /** Answers a write whose answer is not known outside FlaskData. */
    public void ok() throws IOException {
        JsonObject answer = new JsonObject();
        answer.addProperty("message", "OK");
        json(answer);
    }

    public void json(JsonElement answer) throws IOException {
        send("text/x-json; charset=utf-8", PlainJson.GSON.toJson(answer));
    }

    /** A member that is a day or an instant; null when it is absent or empty. */
    @Nullable
    public Instant instant(String member, ZoneId serverZone) {
        return NodePostgres.parse(text(member), member, serverZone);
    }

    /** The zone in which a time without one is answered. */
    public ZoneId answerZone(ZoneId serverZone) {
        String other = deviations.value("zone");
        return other == null ? serverZone : ZoneId.of(other);
    }

    /** Whether it deviates by this effect. */
    public boolean deviates(String effect) {
        return deviations.value(effect) != null;
    }

    /** For an answer that is a file. */
    public OutputStream fileStream(String type, String name) {
        response.getHeaders().put(HttpHeader.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"");
        return stream(type);
    }

    public OutputStream jsonStream() {
        return stream("text/x-json; charset=utf-8");
    }

    public void send(String type, String text) throws IOException {
        try (OutputStream out = stream(type)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private OutputStream stream(String type) {
        response.setStatus(200);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        return new AnswerStream(response);
    }
}
