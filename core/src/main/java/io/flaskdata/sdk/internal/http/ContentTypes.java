package io.flaskdata.sdk.internal.http;

import io.flaskdata.sdk.json.internal.BrokenAnswerException;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/** Whether an answer says that it is JSON. */
public final class ContentTypes {
    private static final Pattern SHORT =
            Pattern.compile("[\\w.+/-]{1,80}(\\s*;\\s*[\\w-]{1,20}(=\"?[\\w.:+-]{0,40}\"?)?)?");

    private ContentTypes() {}

    /**
     * FlaskData sends {@code text/x-json} (observed); {@code application/json} and any {@code +json} are accepted too.
     */
    public static void requireJson(Request request, ResponseBody body) throws IOException {
        if (!isJson(body.contentType())) {
            // Read, so that the exception can show what came instead.
            body.source().request(CallState.FIRST_PART_BYTES);
            throw notJson(request, body, body.contentLength() == 0);
        }
    }

    /** Shows the header unchanged, if it is one. */
    static BrokenAnswerException notJson(Request request, ResponseBody body, boolean empty) {
        CallState state = CallState.of(request);
        Response answer = state.answer();
        String header = answer == null ? null : answer.header("Content-Type");
        if (header == null) {
            return new BrokenAnswerException(
                    empty ? "the answer has no body" : "the answer's content type is missing, not JSON");
        }
        return new BrokenAnswerException("the answer's content type is " + state.redacted(shown(header))
                + (body.contentType() == null ? ", which can't be read" : ", not JSON"));
    }

    /** A header's value, unless it is longer or has more than such a header may: it could repeat what was sent. */
    public static String shown(String header) {
        return SHORT.matcher(header).matches() ? header : header.length() + " characters that are none";
    }

    static boolean isJson(@Nullable MediaType type) {
        String subtype = type == null ? "" : type.subtype().toLowerCase(Locale.ROOT);
        return subtype.equals("json") || subtype.equals("x-json") || subtype.endsWith("+json");
    }
}
