package io.flaskdata.sdk.internal.http;

import io.flaskdata.sdk.internal.net.NotSentException;
import io.flaskdata.sdk.internal.net.WatchedSockets;
import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/** Stands closest to the wire and notes what leaves and what comes back. */
public final class WireInterceptor implements Interceptor {
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
        // Told to "retry after 0", OkHttp sends a request without a body again by itself; the SDK decides that, not
        // OkHttp.
        return answer.code() == 503
                ? answer.newBuilder().removeHeader("Retry-After").build()
                : answer;
    }

    /** No other request follows it on its connection. */
    private static Request alone(Request request) {
        return request.newBuilder().header("Connection", "close").build();
    }
}
