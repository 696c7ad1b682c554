package io.flaskdata.sdk.internal.http;

import io.flaskdata.sdk.internal.net.NotSentException;
import io.flaskdata.sdk.internal.net.WatchedSockets;
import io.flaskdata.sdk.json.internal.BrokenAnswerException;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/** The SDK's interceptor closest to the network; records that something is sent and received. */
public final class WireInterceptor implements Interceptor {
    private static final int SWITCHING_PROTOCOLS = 101;
    private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        CallState state = CallState.of(request);
        state.leaves();
        Response answer;
        try {
            answer = chain.proceed(WatchedSockets.isWatched(chain.connection()) ? request : alone(request));
        } catch (NotSentException e) {
            state.didNotLeave();
            throw e;
        }
        state.answered(answer);
        requireReadable(answer);
        // Told to "retry after 0", OkHttp sends a request without a body again by itself; the SDK decides that, not
        // OkHttp.
        return answer.code() == 503
                ? answer.newBuilder().removeHeader("Retry-After").build()
                : answer;
    }

    /** An exception here makes OkHttp give the connection up; later on it would neither read it nor give it back. */
    private static void requireReadable(Response answer) throws BrokenAnswerException {
        if (answer.code() == SWITCHING_PROTOCOLS) {
            throw new BrokenAnswerException("the server switches to another protocol");
        }
        List<String> lengths = answer.headers("Content-Length");
        for (String length : lengths) {
            if (!LENGTH.matcher(length).matches()) {
                throw new BrokenAnswerException(
                        "the answer's Content-Length is not a length: " + ContentTypes.shown(length));
            }
            if (!length.equals(lengths.get(0))) {
                throw new BrokenAnswerException("the answer has two lengths: " + lengths.get(0) + " and " + length);
            }
        }
    }

    /** A request after which its connection is not reused. */
    private static Request alone(Request request) {
        return request.newBuilder().header("Connection", "close").build();
    }
}
