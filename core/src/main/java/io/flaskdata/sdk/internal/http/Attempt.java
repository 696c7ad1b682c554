package io.flaskdata.sdk.internal.http;

import io.flaskdata.sdk.call.CallEvent;
import io.flaskdata.sdk.call.CallListener;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One attempt in progress; when it ends, it is logged at DEBUG and reported to the listener, once. */
public final class Attempt {
    private static final Logger LOG = LoggerFactory.getLogger("io.flaskdata.sdk");

    private final Request request;
    private final Settings settings;
    private final long start = System.nanoTime();
    private final AtomicBoolean ended = new AtomicBoolean();

    Attempt(Request request, Settings settings) {
        this.request = request;
        this.settings = settings;
    }

    void ends(long responseBytes, @Nullable IOException failure) {
        if ((settings.listeners().isEmpty() && !LOG.isDebugEnabled()) || ended.getAndSet(true)) {
            return;
        }
        CallState state = CallState.of(request);
        Response answer = state.answer();
        CallEvent event = new CallEvent(
                CallState.of(request).operation().id(),
                state.attempts(),
                answer == null ? OptionalInt.empty() : OptionalInt.of(answer.code()),
                Duration.ofNanos(System.nanoTime() - start),
                requestBytes(),
                responseBytes,
                Optional.ofNullable(failure).map(e -> e.getClass().getSimpleName()));
        if (LOG.isDebugEnabled()) {
            LOG.debug(
                    "{} attempt {}: {} after {} ms, {} bytes out, {} bytes in",
                    event.operation(),
                    event.attempt(),
                    outcome(event),
                    event.duration().toMillis(),
                    event.requestBytes(),
                    event.responseBytes());
        }
        settings.listeners().forEach(each -> tell(each, event));
    }

    private static void tell(CallListener listener, CallEvent event) {
        try {
            listener.attempted(event);
        } catch (RuntimeException e) {
            LOG.warn("The CallListener failed with {}", e.getClass().getName());
        }
    }

    private long requestBytes() {
        RequestBody body = request.body();
        try {
            return body == null ? 0 : body.contentLength();
        } catch (IOException e) {
            return -1;
        }
    }

    private static String outcome(CallEvent event) {
        String status = event.status().isPresent() ? "HTTP " + event.status().getAsInt() : "no answer";
        return event.failure().map(failure -> status + ", " + failure).orElse(status);
    }
}
