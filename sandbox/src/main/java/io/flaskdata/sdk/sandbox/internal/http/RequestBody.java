package io.flaskdata.sdk.sandbox.internal.http;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.flaskdata.sdk.sandbox.internal.base.ApiError;
import io.flaskdata.sdk.sandbox.internal.base.PlainJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.eclipse.jetty.http.BadMessageException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.UrlEncoded;

/** A request's body, which is parsed only when it says what it is: JSON, or a form at {@code /auth/*} (observed). */
public final class RequestBody {
    private static final int LIMIT = 50 * 1024 * 1024;
    private static final TypeAdapter<JsonElement> ELEMENT = PlainJson.GSON.getAdapter(JsonElement.class);

    private static final String SYNTAX_ERROR = "SyntaxError: Unexpected token in JSON";

    private RequestBody() {}

    static JsonObject read(Request request, String path) throws IOException {
        String type = String.valueOf(request.getHeaders().get(HttpHeader.CONTENT_TYPE))
                .toLowerCase(Locale.ROOT);
        if (type.startsWith("application/json")) {
            return json(text(request));
        }
        boolean form = type.startsWith("application/x-www-form-urlencoded")
                && path.toLowerCase(Locale.ROOT).startsWith("/auth/");
        return form ? form(request) : new JsonObject();
    }

    /** A form's fields, as text. */
    public static JsonObject form(Request request) throws IOException {
        return fields(text(request));
    }

    private static String text(Request request) throws IOException {
        try (InputStream in = Content.Source.asInputStream(request)) {
            byte[] bytes = in.readNBytes(LIMIT + 1);
            if (bytes.length > LIMIT) {
                throw new ApiError(413, HtmlPage.of("PayloadTooLargeError: request entity too large"));
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (EofException | BadMessageException e) {
            throw new ApiError(400, HtmlPage.of("BadRequestError: request aborted"));
        }
    }

    /** A list has none of the members that are asked for; what is neither list nor object isn't taken. */
    private static JsonObject json(String text) {
        if (text.isBlank()) {
            return new JsonObject();
        }
        try (JsonReader reader = new JsonReader(new StringReader(text))) {
            reader.setStrictness(Strictness.STRICT);
            JsonElement json = ELEMENT.read(reader);
            if (!json.isJsonPrimitive() && !json.isJsonNull() && reader.peek() == JsonToken.END_DOCUMENT) {
                return json.isJsonObject() ? json.getAsJsonObject() : new JsonObject();
            }
        } catch (IOException | JsonParseException e) {
            throw new ApiError(400, HtmlPage.of(SYNTAX_ERROR));
        }
        throw new ApiError(400, HtmlPage.of(SYNTAX_ERROR));
    }

    private static JsonObject fields(String text) {
        Fields fields = new Fields();
        try {
            UrlEncoded.decodeTo(text, fields::add, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw ApiError.badRequest("parameters", "The form can't be read.");
        }
        JsonObject body = new JsonObject();
        fields.forEach(field -> body.addProperty(field.getName(), field.getValue()));
        return body;
    }
}
