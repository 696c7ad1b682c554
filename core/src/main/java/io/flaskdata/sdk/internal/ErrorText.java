package io.flaskdata.sdk.internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads FlaskData's error bodies (observed): plain text, whatever the content type says, an HTML page, or JSON. */
public final class ErrorText {
    private static final String FOREIGN_PAGE = "an HTML page";
    /** Atomic: only the first counts, and a page of many is not looked through from each of them. */
    private static final Pattern PRE = Pattern.compile("\\A(?>.*?<pre)(?>[^>]*>)(.*?)(\\R|<br|</pre>)", Pattern.DOTALL);

    private static final List<String> TOKEN_REFUSED = List.of("[JWT Token]", "Authentication required.");
    /**
     * Matches the whole text or its start, because a later step may quote the same text about something else. Possessive,
     * because Java's stack would not last for a long one.
     */
    private static final Pattern NOTHING_DONE = Pattern.compile(
            "(?:\\[[^\\[\\]]*+],?+)++ parameter\\(s\\) is required\\.?"
                    + "|\\[Method: [^\\]]*] Method is not supported for URL.*"
                    + "|Specified action is not (exists|allowed)\\.?"
                    + "|(Error: )?Resource not found: .*",
            Pattern.DOTALL);

    private static final Pattern KNOWN_SUCCESS =
            Pattern.compile("(?i)\"?(ok|success|done|accepted|created|inserted|saved|sent|updated)[.!]?\"?");
    private static final Pattern FAILED = Pattern.compile("(?i)error|fail(ed|ure)?");

    public static final String BAD_CREDENTIALS = "User or password invalid.";

    private ErrorText() {}

    public static String of(String body) {
        String text = body.strip();
        if (text.startsWith("<")) {
            Matcher pre = PRE.matcher(text);
            return pre.find() ? unescape(pre.group(1).strip()) : FOREIGN_PAGE;
        }
        return text.startsWith("{") ? messageOf(text) : text;
    }

    /** A page without the element in which FlaskData's own error pages have their text: a firewall's, a proxy's. */
    public static boolean isForeignPage(String body) {
        return of(body).equals(FOREIGN_PAGE);
    }

    /** Whether the token was the reason, so that one more attempt with a new one is right. */
    public static boolean refusesTheToken(String body) {
        String text = of(body);
        return TOKEN_REFUSED.stream().anyMatch(text::startsWith);
    }

    /** Whether this is a text that the server is known to send before it does anything. */
    public static boolean saysNothingWasDone(String body) {
        String text = of(body);
        return NOTHING_DONE.matcher(text).matches() || refusesTheToken(body);
    }

    /** Whether this is a JSON object with only an error, despite status 200. */
    public static boolean isError(@Nullable JsonElement json) {
        return json instanceof JsonObject object
                && (object.keySet().equals(Set.of("code", "message"))
                        || (object.keySet().equals(Set.of("error"))
                                && !object.get("error").isJsonNull()));
    }

    /** Whether this is a text that means success instead of JSON; inferred. */
    public static boolean isKnownSuccess(String body) {
        return KNOWN_SUCCESS.matcher(body.strip()).matches();
    }

    /** Whether this JSON reports a failure, whatever the status. */
    public static boolean saysItFailed(@Nullable JsonElement json) {
        return json instanceof JsonObject object
                && (isFalse(object.get("success"))
                        || isFalse(object.get("ok"))
                        || isSomething(object.get("error"))
                        || isSomething(object.get("errors"))
                        || (object.get("status") instanceof JsonPrimitive status
                                && FAILED.matcher(status.getAsString()).matches()));
    }

    /** The JSON object that a text is; null if it is none, such as the beginning of a longer one. */
    public static @Nullable JsonElement object(String body) {
        String text = body.strip();
        if (!text.startsWith("{") || !text.endsWith("}")) {
            return null;
        }
        try {
            return JsonParser.parseString(text);
        } catch (JsonParseException notJson) {
            return null;
        }
    }

    private static boolean isFalse(@Nullable JsonElement json) {
        return json instanceof JsonPrimitive primitive
                && (primitive.getAsString().equalsIgnoreCase("false")
                        || primitive.getAsString().equals("0"));
    }

    private static boolean isSomething(@Nullable JsonElement json) {
        if (json instanceof JsonArray array) {
            return !array.isEmpty();
        }
        if (json instanceof JsonPrimitive primitive) {
            return !primitive.getAsString().isEmpty() && !isFalse(primitive);
        }
        return json instanceof JsonObject;
    }

    private static String messageOf(String json) {
        try {
            JsonObject object = JsonParser.parseString(json).getAsJsonObject();
            JsonElement error = object.get("error");
            JsonElement message = error != null && error.isJsonObject()
                    ? error.getAsJsonObject().get("message")
                    : object.has("message") ? object.get("message") : error;
            return message != null && message.isJsonPrimitive() ? message.getAsString() : json;
        } catch (JsonParseException | IllegalStateException notJson) {
            return json;
        }
    }

    private static String unescape(String html) {
        return html.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&nbsp;", " ")
                .replace("&amp;", "&");
    }
}
