package io.flaskdata.sdk.sandbox;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.TypeAdapter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.UrlEncoded;

/** A request's body, which is parsed only when it says what it is: JSON, or a form at {@code /auth/*} (observed). */
final class RequestBody {
    private static final int LIMIT = 50 * 1024 * 1024;
    private static final TypeAdapter<JsonElement> STRICT =
            Exchange.GSON.newBuilder().setStrictness(Strictness.STRICT).create().getAdapter(JsonElement.class);

    private RequestBody() {}

    static JsonObject read(Request request, String path) throws IOException {
        String type = String.valueOf(request.getHeaders().get(HttpHeader.CONTENT_TYPE))
                .toLowerCase(Locale.ROOT);
        if (type.startsWith("application/json")) {
            return json(text(request));
        }
        boolean form = type.startsWith("application/x-www-form-urlencoded")
                && path.toLowerCase(Locale.ROOT).startsWith("/auth/");
        return form ? fields(text(request)) : new JsonObject();
    }

    private static String text(Request request) throws IOException {
        try (InputStream in = Content.Source.asInputStream(request)) {
            byte[] bytes = in.readNBytes(LIMIT + 1);
            if (bytes.length > LIMIT) {
                throw new ApiError(413, HtmlPage.of("PayloadTooLargeError: request entity too large"));
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /** A list has none of the members that are asked for; what is neither list nor object isn't taken. */
    private static JsonObject json(String text) {
        if (text.isBlank()) {
            return new JsonObject();
        }
        try {
            JsonElement json = STRICT.fromJson(text);
            if (json.isJsonObject()) {
                return json.getAsJsonObject();
            }
            if (json.isJsonArray()) {
                return new JsonObject();
            }
        } catch (IOException | JsonParseException e) {
            throw new ApiError(400, HtmlPage.of("SyntaxError: Unexpected token in JSON"));
        }
        throw new ApiError(400, HtmlPage.of("SyntaxError: Unexpected token in JSON at position 0"));
    }

    private static JsonObject fields(String text) {
        Fields fields = new Fields();
        UrlEncoded.decodeTo(text, fields::add, StandardCharsets.UTF_8);
        JsonObject body = new JsonObject();
        fields.forEach(field -> body.addProperty(field.getName(), field.getValue()));
        return body;
    }
}
