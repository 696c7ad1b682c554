package io.flaskdata.sdk.internal.http;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;

/** Stands closest to the wire and notes what leaves and what comes back. */
public final class WireInterceptor implements Interceptor {
    @Override
    public Response intercept(Chain chain) throws IOException {
        CallState state = CallState.of(chain.request());
        state.leaves();
        Response answer = chain.proceed(chain.request());
        state.answered(answer);
        // Told to "retry after 0", OkHttp sends a request without a body again by itself; the SDK decides that, not
        // OkHttp.
        return answer.code() == 503
                ? answer.newBuilder().removeHeader("Retry-After").build()
                : answer;
    }
}
