package io.flaskdata.sdk.internal.http;

import io.flaskdata.sdk.json.internal.BrokenAnswerException;
import java.io.IOException;
import java.util.Locale;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/** Whether an answer says that it is JSON. */
public final class ContentTypes {
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

    /** Shows the header unchanged. */
    static BrokenAnswerException notJson(Request request, ResponseBody body, boolean empty) {
        CallState state = CallState.of(request);
        Response answer = state.answer();
        String header = answer == null ? null : answer.header("Content-Type");
        if (header == null) {
            return new BrokenAnswerException(
                    empty ? "the answer has no body" : "the answer's content type is missing, not JSON");
        }
        return new BrokenAnswerException("the answer's content type is " + state.redacted(header)
                + (body.contentType() == null ? ", which can't be read" : ", not JSON"));
    }

    static boolean isJson(@Nullable MediaType type) {
        String subtype = type == null ? "" : type.subtype().toLowerCase(Locale.ROOT);
        return subtype.equals("json") || subtype.equals("x-json") || subtype.endsWith("+json");
    }
}
