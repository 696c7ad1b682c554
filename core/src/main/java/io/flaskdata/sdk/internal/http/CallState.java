package io.flaskdata.sdk.internal.http;

import io.flaskdata.sdk.internal.Redaction;
import io.flaskdata.sdk.json.internal.BrokenAnswerException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.Response;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * The state of one call: its operation, and how far it has come, which decides between "nothing was sent", "no answer"
 * and "a broken answer". It is attached to the request.
 */
public final class CallState {
    public static final int FIRST_PART_BYTES = 64 * 1024;

    private final Operation operation;
    private final CompletableFuture<Void> cancelled = new CompletableFuture<>();
    private final Secrets secrets = new Secrets();
    private @Nullable Call call;
    private volatile boolean safe;
    private volatile long deadline;
    private volatile int attempts;
    private volatile boolean sent;
    private volatile boolean pausing;
    private volatile long mostBytes = Long.MAX_VALUE;
    private volatile @Nullable Response answer;
    private volatile @Nullable ByteArrayOutputStream firstPart;

    CallState(Operation operation) {
        this.operation = operation;
    }

    public static CallState of(Request request) {
        CallState state = request.tag(CallState.class);
        if (state == null) {
            throw new IllegalStateException("A request that no transport of the SDK made");
        }
        return state;
    }

    public Operation operation() {
        return operation;
    }

    Call describes(Call described) {
        call = described;
        return described;
    }

    Call call() {
        if (call == null) {
            throw new IllegalStateException("A call that no transport of the SDK made");
        }
        return call;
    }

    /** Starts the call: its request is final and its timeout runs. */
    void begins(Request request, Duration timeout) {
        safe = operation.isSafe(request);
        deadline = System.nanoTime() + timeout.toNanos();
        call().timeout().timeout(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Whether the contract calls the request a read. */
    boolean safe() {
        return safe;
    }

    /** The time left of the call timeout, for waits other than for its answer. */
    Duration left() throws InterruptedIOException {
        long nanos = deadline - System.nanoTime();
        if (nanos <= 0) {
            throw new InterruptedIOException("timeout");
        }
        return Duration.ofNanos(nanos);
    }

    /** Completes when the caller cancels the call. */
    CompletableFuture<Void> cancelled() {
        return cancelled;
    }

    void cancel() {
        cancelled.complete(null);
        call().cancel();
    }

    /** Registers a secret that must not be shown should the answer repeat it. */
    void hides(String secret) {
        secrets.add(secret);
    }

    /** A text of the answer without tokens and without what was sent in confidence. */
    public String redacted(String text) {
        return Redaction.of(withoutSecrets(text));
    }

    /** The same for a body, which keeps its own addresses. */
    String withoutSecrets(String text) {
        return secrets.hiddenIn(text);
    }

    /** Discards the previous attempt's outcome: it was a read, not sent, or refused with its token. */
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

    /** The connection was of no use: not a byte has left after all. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // a call sends one request after the other
    void didNotLeave() {
        attempts--;
        attemptBegins();
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

    /** Sets the largest answer; a larger one is an error as soon as it is. */
    void limits(long bytes) {
        mostBytes = bytes;
    }

    void requireWithin(long bytes) throws BrokenAnswerException {
        if (bytes > mostBytes) {
            throw new BrokenAnswerException("the answer has more than " + mostBytes + " bytes");
        }
    }

    /** The attempt is over, with or without an answer, and another will follow. */
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

    /** The answer's headers; its body may be missing. */
    public @Nullable Response answer() {
        return answer;
    }

    /**
     * The beginning of the answer's body as far as it was read, decoded in its charset; null when there was no answer.
     */
    @Nullable
    String firstPart() {
        ByteArrayOutputStream kept = firstPart;
        return kept == null ? null : kept.toString(charset());
    }

    private Charset charset() {
        String header = answer == null ? null : answer.header("Content-Type");
        MediaType type = header == null ? null : MediaType.parse(header);
        Charset charset = type == null ? null : type.charset(StandardCharsets.UTF_8);
        return charset == null ? StandardCharsets.UTF_8 : charset;
    }
}
