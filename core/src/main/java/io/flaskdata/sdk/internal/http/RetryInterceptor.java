package io.flaskdata.sdk.internal.http;

import io.flaskdata.sdk.internal.net.NotSentException;
import io.flaskdata.sdk.json.internal.BrokenAnswerException;
import io.flaskdata.sdk.json.internal.JsonBody;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Repeats a request that the contract calls safe, and any request that never left the machine. Everything happens
 * within the call's deadline: a wait that would outlast it is not begun, and the last failure is returned.
 */
public final class RetryInterceptor implements Interceptor {
    static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    static final Duration LONGEST_PAUSE = Duration.ofSeconds(8);
    /** If the server asks for a longer wait, the call fails at once and the caller decides. */
    static final Duration LONGEST_RETRY_AFTER = Duration.ofSeconds(60);

    private static final Set<Integer> PASSING = Set.of(408, 429, 502, 503, 504);

    private final Settings settings;

    RetryInterceptor(Settings settings) {
        this.settings = settings;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        CallState state = CallState.of(request);
        boolean safe = state.safe();
        for (int attempt = 1; ; attempt++) {
            Response response = null;
            IOException failure = null;
            try {
                response = chain.proceed(request);
            } catch (IOException e) {
                failure = e;
            } catch (Exception e) {
                // A library may throw anything for an answer it can't read; OkHttp only lets an IOException through.
                throw new FlaskDataIOException(Failures.of(request, e));
            }
            if (failure instanceof NotSentException unsent && unsent.reused() && isRepeatable(request)) {
                // Uses another connection at once; this does not count as an attempt, because it never began.
                attempt--;
                continue;
            }
            boolean repeat = response == null
                    ? failure != null && mayPass(failure, chain) && (safe || !state.sent())
                    : safe && PASSING.contains(response.code());
            Optional<Duration> pause = repeat && attempt < settings.options().maxAttempts() && isRepeatable(request)
                    ? pause(attempt, state).filter(each -> each.compareTo(left(state)) < 0)
                    : Optional.empty();
            if (pause.isEmpty()) {
                if (response == null) {
                    throw failure == null ? new IOException("No response and no failure") : failure;
                }
                return response;
            }
            if (response != null) {
                response.close();
            }
            state.pauses();
            settings.sleeper().sleep(pause.get(), state.cancelled());
        }
    }

    private static boolean mayPass(IOException e, Chain chain) {
        boolean interrupted = e instanceof ClosedByInterruptException
                || (e instanceof InterruptedIOException && !(e instanceof SocketTimeoutException));
        return !interrupted
                && !(e instanceof FlaskDataIOException)
                && !(e instanceof BrokenAnswerException)
                && !(e instanceof SSLException)
                && !chain.call().isCanceled();
    }

    private static boolean isRepeatable(Request request) {
        RequestBody body = request.body();
        return body == null || body instanceof JsonBody || !body.isOneShot();
    }

    /**
     * The pause that the server asks for, else exponential backoff with jitter; empty when the server asks for too long
     * a pause.
     */
    private Optional<Duration> pause(int attempt, CallState state) {
        Response answer = state.answer();
        String asked = answer == null ? null : answer.header("Retry-After");
        if (answer != null && asked != null) {
            Optional<Duration> wait = retryAfter(
                    asked, answer.headers().getDate("Date"), settings.clock().instant());
            if (wait.isPresent()) {
                return wait.filter(each -> each.compareTo(LONGEST_RETRY_AFTER) <= 0);
            }
        }
        Duration full = FIRST_PAUSE.multipliedBy(1L << Math.min(attempt - 1, 10));
        Duration capped = full.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : full;
        double share = 0.5 + settings.random().getAsDouble() / 2;
        return Optional.of(Duration.ofNanos((long) (capped.toNanos() * share)));
    }

    /** Seconds, or a date by the sender's clock; anything else is ignored. */
    public static Optional<Duration> retryAfter(String text, @Nullable Date sent, Instant here) {
        Instant now = sent == null ? here : sent.toInstant();
        String value = text.strip();
        if (value.matches("\\d{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
        }
        try {
            Instant date = DateTimeFormatter.RFC_1123_DATE_TIME.parse(value, Instant::from);
            Duration wait = Duration.between(now, date);
            return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Duration left(CallState state) {
        try {
            return state.left();
        } catch (InterruptedIOException over) {
            return Duration.ZERO;
        }
    }
}
