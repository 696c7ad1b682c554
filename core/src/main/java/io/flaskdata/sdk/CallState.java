package io.flaskdata.sdk;

import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** How far a call has come: what decides between "nothing was sent", "no answer" and "a broken answer". */
final class CallState {
    static final EventListener EVENTS = new EventListener() {
        @Override
        public void requestHeadersStart(Call call) {
            of(call.request()).leaves();
        }

        @Override
        public void responseHeadersEnd(Call call, Response response) {
            of(call.request()).answer = response;
        }
    };

    private volatile int attempts;
    private volatile boolean sent;
    private volatile @Nullable Response answer;

    static CallState of(Request request) {
        CallState state = request.tag(CallState.class);
        if (state == null) {
            throw new IllegalStateException("A request that no transport of the SDK made");
        }
        return state;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // a call sends one request after the other
    private void leaves() {
        attempts++;
        sent = true;
        answer = null;
    }

    /** The server refused the token and did nothing: what is known of that attempt no longer matters. */
    void startsAgain() {
        sent = false;
        answer = null;
    }

    int attempts() {
        return attempts;
    }

    boolean sent() {
        return sent;
    }

    /** The headers of an answer that came, its body perhaps not. */
    @Nullable
    Response answer() {
        return answer;
    }
}
