package io.flaskdata.sdk.internal.http;

import io.flaskdata.sdk.errors.AuthenticationException;
import io.flaskdata.sdk.errors.ConnectionException;
import io.flaskdata.sdk.errors.FlaskDataException;
import io.flaskdata.sdk.errors.FlaskDataException.Details;
import io.flaskdata.sdk.errors.OutcomeUnknownException;
import io.flaskdata.sdk.errors.ProtocolViolationException;
import io.flaskdata.sdk.errors.RejectedException;
import io.flaskdata.sdk.errors.ServerFailureException;
import io.flaskdata.sdk.internal.BrokenAnswerException;
import io.flaskdata.sdk.internal.ErrorText;
import io.flaskdata.sdk.internal.Redaction;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import okhttp3.Headers;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/** Turns what went wrong into the one exception that says what happened and whether the server may have acted. */
public final class Failures {
    private static final Set<Integer> REFUSALS = Set.of(403, 405, 413, 415, 429);

    private Failures() {}

    /** For a call that ended without a readable answer. */
    public static FlaskDataException of(Request request, IOException e) {
        if (e instanceof FlaskDataIOException ours) {
            return ours.failure();
        }
        Operation operation = Operations.of(request);
        CallState state = CallState.of(request);
        boolean mayHaveActed = state.sent() && !operation.isSafe(request);
        Response answer = state.answer();
        Details known = details(request, answer, null);
        if (!state.sent()) {
            return new ConnectionException("it was not sent: " + reason(e) + ".", known, false, e);
        }
        if (e instanceof BrokenAnswerException) {
            return new ProtocolViolationException(e.getMessage() + ".", known, mayHaveActed, null);
        }
        if (answer != null && state.pausing()) {
            String what = "the server answered " + answer.code() + ", and the wait for another attempt ended: "
                    + reason(e) + ".";
            return answer.code() < 500
                    ? new RejectedException(what, known, mayHaveActed, e)
                    : new ServerFailureException(what, known, mayHaveActed, e);
        }
        if (answer != null) {
            return new ProtocolViolationException(
                    "the answer began and broke off: " + reason(e) + ".", known, mayHaveActed, e);
        }
        return new OutcomeUnknownException(
                "the request was sent and no answer came: " + reason(e) + ".", known, mayHaveActed, e);
    }

    /** For an answer whose status is not 2xx; consumes and closes its body. */
    public static FlaskDataException of(Request request, Response answer, @Nullable ResponseBody errorBody) {
        Operation operation = Operations.of(request);
        String body = textOf(errorBody);
        Details known = details(request, answer, body);
        String text = ErrorText.of(body);
        boolean safe = operation.isSafe(request);
        int status = answer.code();
        if (operation.isSignIn() && text.startsWith(ErrorText.BAD_CREDENTIALS)) {
            return new AuthenticationException(
                    "the server does not accept the e-mail address or the password; it says the same when its user"
                            + " database fails. Not tried again.",
                    known,
                    false,
                    null);
        }
        if (status == 401) {
            // Only the known texts are said before anything is done.
            boolean before = safe || ErrorText.refusesTheToken(body);
            return new AuthenticationException("the server does not accept the token.", known, !before, null);
        }
        if (status < 400) {
            return new ProtocolViolationException("the server redirects, which is never followed.", known, !safe, null);
        }
        boolean refused = REFUSALS.contains(status) || ErrorText.saysNothingWasDone(body) || (safe && status < 500);
        if (refused) {
            return new RejectedException("the server refused; serverText() says why.", known, false, null);
        }
        return new ServerFailureException("the server failed; serverText() says why.", known, !safe, null);
    }

    /** For a 2xx whose body is missing or of no use. */
    public static ProtocolViolationException violation(
            Request request, String what, @Nullable String rawBody, @Nullable Throwable e) {
        boolean mayHaveActed = !Operations.of(request).isSafe(request);
        return new ProtocolViolationException(
                what + ".", details(request, CallState.of(request).answer(), rawBody), mayHaveActed, e);
    }

    private static Details details(Request request, @Nullable Response answer, @Nullable String rawBody) {
        CallState state = CallState.of(request);
        return new Details(
                Operations.of(request).id(),
                state.attempts(),
                answer == null ? null : answer.code(),
                Operation.redactedAddress(request),
                answer == null ? Map.of() : headers(answer.headers()),
                rawBody == null ? state.firstPart() : rawBody);
    }

    private static Map<String, List<String>> headers(Headers headers) {
        return headers.toMultimap().entrySet().stream()
                .filter(header -> !header.getKey().equalsIgnoreCase("Set-Cookie"))
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        header -> header.getValue().stream().map(Redaction::of).toList(),
                        (a, b) -> a,
                        TreeMap::new));
    }

    private static String textOf(@Nullable ResponseBody body) {
        if (body == null) {
            return "";
        }
        try (body) {
            return body.source().readUtf8();
        } catch (IOException e) {
            // The status is what counts; that its explanation broke off is said in its place.
            return "(the server's explanation broke off: " + reason(e) + ")";
        }
    }

    private static String reason(IOException e) {
        if (e instanceof ClosedByInterruptException
                || (e instanceof InterruptedIOException && "interrupted".equals(e.getMessage()))) {
            return "the thread was interrupted";
        }
        if (e instanceof InterruptedIOException && "timeout".equals(e.getMessage())) {
            return "the whole-call timeout ended it";
        }
        String message = e.getMessage();
        return e.getClass().getSimpleName() + (message == null ? "" : ", " + Redaction.of(message));
    }
}
