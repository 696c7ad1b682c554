package io.flaskdata.sdk.internal.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import okhttp3.Request;
import okhttp3.Response;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** How far a call has come: what decides between "nothing was sent", "no answer" and "a broken answer". */
public final class CallState {
    public static final int FIRST_PART_BYTES = 64 * 1024;

    private volatile int attempts;
    private volatile boolean sent;
    private volatile boolean pausing;
    private volatile @Nullable Response answer;
    private volatile @Nullable ByteArrayOutputStream firstPart;

    public static CallState of(Request request) {
        CallState state = request.tag(CallState.class);
        if (state == null) {
            throw new IllegalStateException("A request that no transport of the SDK made");
        }
        return state;
    }

    /** What is known of an attempt before no longer matters: it was of a read, not sent, or refused with its token. */
    void attemptBegins() {
        sent = false;
        pausing = false;
        answer = null;
        firstPart = null;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // a call sends one request after the other
    void leaves() {
        attempts++;
        sent = true;
    }

    void answered(Response response) {
        answer = response;
        firstPart = new ByteArrayOutputStream();
    }

    /** Keeps the beginning of an answer's body, for the exception that may follow. */
    void keep(Buffer read, long bytes) throws IOException {
        ByteArrayOutputStream kept = firstPart;
        if (kept != null && kept.size() < FIRST_PART_BYTES) {
            read.copyTo(kept, read.size() - bytes, Math.min(bytes, FIRST_PART_BYTES - kept.size()));
        }
    }

    /** The attempt is over, whole answer or not, and another is to come. */
    void pauses() {
        pausing = true;
    }

    boolean pausing() {
        return pausing;
    }

    int attempts() {
        return attempts;
    }

    boolean sent() {
        return sent;
    }

    /** The headers of an answer that came, its body perhaps not. */
    @Nullable
    public Response answer() {
        return answer;
    }

    /** The beginning of the answer's body as far as it was read; null when there was no answer. */
    @Nullable
    String firstPart() {
        ByteArrayOutputStream kept = firstPart;
        return kept == null ? null : kept.toString(StandardCharsets.UTF_8);
    }
}
