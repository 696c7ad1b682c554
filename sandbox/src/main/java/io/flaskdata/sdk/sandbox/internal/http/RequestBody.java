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
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.BadMessageException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.UrlEncoded;

/** A request's body, parsed only if its content type is JSON or, at {@code /auth/*}, a form (observed). */
public final class RequestBody {
    private static final int LIMIT = 50 * 1024 * 1024;
    private static final TypeAdapter<JsonElement> ELEMENT = PlainJson.GSON.getAdapter(JsonElement.class);

    private static final String SYNTAX_ERROR = "SyntaxError: Unexpected token in JSON";

    private static final Pattern CHARSET = Pattern.compile(";\\s*charset\\s*=\\s*\"?([\\w.:+-]+)");

    private RequestBody() {}

    static JsonObject read(Request request, String path) throws IOException {
        String type = String.valueOf(request.getHeaders().get(HttpHeader.CONTENT_TYPE))
                .toLowerCase(Locale.ROOT);
        String media = type.split(";", 2)[0].strip();
        if (media.equals("application/json")) {
            return json(text(request, charset(type, "utf-")));
        }
        boolean form = media.equals("application/x-www-form-urlencoded")
                && path.toLowerCase(Locale.ROOT).startsWith("/auth/");
        return form ? fields(text(request, charset(type, "utf-8"))) : new JsonObject();
    }

    /** The framework's parsers accept only these (observed); utf8 without a hyphen is not one of them. */
    private static Charset charset(String type, String start) {
        Matcher named = CHARSET.matcher(type);
        String name = named.find() ? named.group(1) : "utf-8";
        if (!name.startsWith(start) || !Charset.isSupported(name)) {
            throw new ApiError(
                    415,
                    HtmlPage.of("UnsupportedMediaTypeError: unsupported charset \"" + name.toUpperCase(Locale.ROOT)
                            + "\""));
        }
        return Charset.forName(name);
    }

    /** A form's fields, as text. */
    public static JsonObject form(Request request) throws IOException {
        return fields(text(request, StandardCharsets.UTF_8));
    }

    private static String text(Request request, Charset charset) throws IOException {
        try (InputStream in = Content.Source.asInputStream(request)) {
            byte[] bytes = in.readNBytes(LIMIT + 1);
            if (bytes.length > LIMIT) {
                throw new ApiError(413, HtmlPage.of("PayloadTooLargeError: request entity too large"));
            }
            return new String(bytes, charset);
        } catch (EofException | BadMessageException e) {
            throw new ApiError(400, HtmlPage.of("BadRequestError: request aborted"));
        }
    }

    /** A list counts as an object without members; other values are refused. */
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
