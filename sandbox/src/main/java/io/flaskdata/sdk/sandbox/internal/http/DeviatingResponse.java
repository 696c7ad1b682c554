package io.flaskdata.sdk.sandbox.internal.http;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.flaskdata.sdk.sandbox.internal.base.PlainJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** An answer that is held until it is complete, and sent as the deviations have it. */
final class DeviatingResponse extends Response.Wrapper {
    private static final String JSON = "application/json; charset=utf-8";
    private static final int ERROR = 400;

    private final Deviations deviations;
    private final boolean operation;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();

    /** What an operation answers, or what a path does that is none. */
    static Response of(Request request, Response response, Deviations deviations, boolean operation) {
        return deviations.isEmpty() ? response : new DeviatingResponse(request, response, deviations, operation);
    }

    private DeviatingResponse(Request request, Response response, Deviations deviations, boolean operation) {
        super(request, response);
        this.deviations = deviations;
        this.operation = operation;
    }

    /** An answer that fails half way is not completed by an error. */
    @Override
    public boolean isCommitted() {
        return held.size() > 0 || super.isCommitted();
    }

    @Override
    public void write(boolean last, ByteBuffer content, Callback callback) {
        while (content != null && content.hasRemaining()) {
            held.write(content.get());
        }
        if (!last) {
            callback.succeeded();
            return;
        }
        try {
            super.write(true, ByteBuffer.wrap(deviating(held.toByteArray())), callback);
        } catch (IOException e) {
            callback.failed(e);
        }
    }

    private byte[] deviating(byte[] body) throws IOException {
        int status = getStatus();
        Deviations here = new Deviations(deviations.list().stream()
                .filter(each -> each.entries("only-statuses").isEmpty()
                        || each.entries("only-statuses").contains(String.valueOf(status)))
                .toList());
        HttpFields.Mutable headers = getHeaders();
        byte[] changed = body;
        String type = String.valueOf(headers.get(HttpHeader.CONTENT_TYPE));
        if (status >= ERROR) {
            changed = error(here, status, new String(body, StandardCharsets.UTF_8))
                    .getBytes(StandardCharsets.UTF_8);
        } else if (operation && type.contains("json")) {
            changed = json(here, body);
        }
        here.each("types", (from, to) -> {
            if (from.equals(type)) {
                headers.put(HttpHeader.CONTENT_TYPE, to.getAsString());
            }
        });
        here.each("statuses", (from, to) -> {
            if (from.equals(String.valueOf(status))) {
                setStatus(to.getAsInt());
            }
        });
        String emptyStatus = here.value("empty-status");
        if (emptyStatus != null && status < ERROR && isEmptyList(body)) {
            setStatus(Integer.parseInt(emptyStatus));
        }
        if (headers.contains(HttpHeader.ETAG)) {
            headers.put(HttpHeader.ETAG, AnswerStream.etag(changed));
        }
        here.entries("without").forEach(headers::remove);
        if (getStatus() == 204) {
            headers.remove(HttpHeader.CONTENT_TYPE);
            headers.remove(HttpHeader.ETAG);
            return new byte[0];
        }
        return here.value("gzip") != null && accepted() ? gzip(changed, headers) : changed;
    }

    private boolean accepted() {
        return getRequest().getHeaders().contains(HttpHeader.ACCEPT_ENCODING, "gzip");
    }

    private static byte[] gzip(byte[] body, HttpFields.Mutable headers) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(body);
        }
        headers.put(HttpHeader.CONTENT_ENCODING, "gzip");
        headers.put(HttpHeader.VARY, "Accept-Encoding");
        return bytes.toByteArray();
    }

    private static boolean isEmptyList(byte[] body) {
        return new String(body, StandardCharsets.UTF_8).strip().equals("[]");
    }

    private String error(Deviations here, int status, String text) {
        String[] changed = {text};
        here.each("texts", (from, to) -> changed[0] = changed[0].replaceAll(from, to.getAsString()));
        if (here.value("json-errors") == null || HtmlPage.isOne(text)) {
            return changed[0];
        }
        JsonObject error = new JsonObject();
        error.addProperty("code", status);
        error.addProperty("message", changed[0]);
        getHeaders().put(HttpHeader.CONTENT_TYPE, JSON);
        return PlainJson.GSON.toJson(error);
    }

    private static byte[] json(Deviations here, byte[] body) {
        // Places begin below the root, which edits may replace.
        JsonArray root = new JsonArray();
        root.add(JsonParser.parseString(new String(body, StandardCharsets.UTF_8)));
        values(here, "null", root, value -> JsonNull.INSTANCE);
        values(here, "text", root, value -> new JsonPrimitive(value.getAsString()));
        values(here, "number", root, value -> new JsonPrimitive(new BigDecimal(value.getAsString())));
        values(
                here,
                "bits",
                root,
                value -> value.isBoolean() ? new JsonPrimitive(value.getAsBoolean() ? 1 : 0) : value);
        values(here, "epoch", root, DeviatingResponse::epoch);
        here.entries("remove").forEach(at -> JsonPlaces.edit(root, below(at), (name, value) -> null));
        here.each(
                "rename",
                (at, to) -> JsonPlaces.edit(root, below(at), (name, value) -> Map.entry(to.getAsString(), value)));
        here.each(
                "unwrap",
                (at, member) -> JsonPlaces.edit(
                        root,
                        below(at),
                        (name, value) -> Map.entry(
                                name,
                                value instanceof JsonObject object && object.has(member.getAsString())
                                        ? object.get(member.getAsString())
                                        : value)));
        here.entries("reverse")
                .forEach(at -> JsonPlaces.edit(root, below(at), (name, value) -> Map.entry(name, reversed(value))));
        here.each(
                "wrap",
                (at, member) -> JsonPlaces.edit(root, below(at), (name, value) -> {
                    JsonObject envelope = new JsonObject();
                    envelope.add(member.getAsString(), value);
                    return Map.entry(name, envelope);
                }));
        return PlainJson.GSON.toJson(root.get(0)).getBytes(StandardCharsets.UTF_8);
    }

    private static String below(String pointer) {
        return "/*" + pointer;
    }

    private static void values(
            Deviations here, String effect, JsonElement root, Function<JsonPrimitive, JsonElement> change) {
        here.entries(effect)
                .forEach(at -> JsonPlaces.edit(
                        root,
                        below(at),
                        (name, value) -> Map.entry(
                                name, value instanceof JsonPrimitive primitive ? change.apply(primitive) : value)));
    }

    private static JsonElement reversed(JsonElement value) {
        if (!(value instanceof JsonArray array)) {
            return value;
        }
        List<JsonElement> entries = new ArrayList<>(array.asList());
        Collections.reverse(entries);
        JsonArray reversed = new JsonArray();
        entries.forEach(reversed::add);
        return reversed;
    }

    private static JsonElement epoch(JsonPrimitive value) {
        @Nullable Instant instant = instant(value.getAsString());
        return instant == null ? value : new JsonPrimitive(instant.toEpochMilli());
    }

    private static @Nullable Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
