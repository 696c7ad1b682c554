package io.flaskdata.sdk.internal.http;

import io.flaskdata.sdk.errors.AuthenticationException;
import io.flaskdata.sdk.errors.ConnectionException;
import io.flaskdata.sdk.errors.FlaskDataException;
import io.flaskdata.sdk.errors.FlaskDataException.Details;
import io.flaskdata.sdk.errors.OutcomeUnknownException;
import io.flaskdata.sdk.errors.ProtocolViolationException;
import io.flaskdata.sdk.errors.RejectedException;
import io.flaskdata.sdk.errors.ServerFailureException;
import io.flaskdata.sdk.internal.ErrorText;
import io.flaskdata.sdk.json.internal.BrokenAnswerException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okhttp3.Headers;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/** Turns a failure into the one exception that says what happened and whether the server may have acted. */
public final class Failures {
    private static final Set<Integer> REFUSALS = Set.of(403, 405, 413, 415, 429);
    private static final Set<Integer> GATEWAY = Set.of(408, 502, 503, 504, 511, 598, 599);

    private static final Pattern QUOTED = Pattern.compile("( line: | header: | but was ).*", Pattern.DOTALL);

    private Failures() {}

    /** For a call that ended without a readable answer. */
    public static FlaskDataException of(Request request, Exception e) {
        if (e instanceof FlaskDataException ours) {
            return ours;
        }
        if (e instanceof FlaskDataIOException ours) {
            return ours.failure();
        }
        CallState state = CallState.of(request);
        boolean mayHaveActed = state.sent() && !state.safe();
        Response answer = state.answer();
        Details known = details(request, answer, null);
        String reason = state.redacted(reason(e));
        Throwable cause = withoutSecrets(e, state);
        if (!state.sent()) {
            return new ConnectionException("it was not sent: " + reason + ".", known, false, cause);
        }
        if (e instanceof BrokenAnswerException) {
            return new ProtocolViolationException(
                    state.redacted(String.valueOf(e.getMessage())) + ".", known, mayHaveActed, null);
        }
        if (answer != null && state.pausing()) {
            String what = "the server answered " + answer.code() + ", and the wait for another attempt ended: " + reason
                    + ".";
            return answer.code() < 500
                    ? new RejectedException(what, known, mayHaveActed, cause)
                    : new ServerFailureException(what, known, mayHaveActed, cause);
        }
        if (answer != null) {
            return new ProtocolViolationException(
                    "the answer began and broke off: " + reason + ".", known, mayHaveActed, cause);
        }
        if (!(e instanceof IOException)) {
            return new ProtocolViolationException(
                    "the request was sent and its answer can't be read: " + reason + ".", known, mayHaveActed, cause);
        }
        return new OutcomeUnknownException(
                "the request was sent and no answer came: " + reason + ".", known, mayHaveActed, cause);
    }

    /** For an answer whose status is not 2xx; consumes its body. */
    static FlaskDataException refused(Request request, Response answer) {
        CallState state = CallState.of(request);
        Operation operation = state.operation();
        String body = textOf(answer.body(), state);
        Details known = details(request, answer, body);
        boolean safe = state.safe();
        int status = answer.code();
        if (operation.isSignIn() && ErrorText.of(body).startsWith(ErrorText.BAD_CREDENTIALS)) {
            return new AuthenticationException(
                    "the server does not accept the e-mail address or the password; it says the same when its user"
                            + " database fails. Not tried again.",
                    known,
                    false,
                    null);
        }
        if (status == 401) {
            // Only the known texts are sent before anything is done.
            boolean before = safe || ErrorText.refusesTheToken(body);
            return new AuthenticationException("the server does not accept the token.", known, !before, null);
        }
        if (status < 400) {
            return new ProtocolViolationException("the server redirects, which is never followed.", known, !safe, null);
        }
        boolean anothersPage = ErrorText.isForeignPage(body) && (status == 403 || status >= 500);
        boolean refused = safe
                ? status < 500 || ErrorText.saysNothingWasDone(body)
                : (REFUSALS.contains(status) && !anothersPage) || ErrorText.saysNothingWasDone(body);
        if (refused) {
            return new RejectedException("the server refused; serverText() says why.", known, false, null);
        }
        if (!safe && (ofAGateway(status) || anothersPage)) {
            return new OutcomeUnknownException(
                    "a gateway answered in the server's place: the server may still be at work.", known, true, null);
        }
        return new ServerFailureException("the server failed; serverText() says why.", known, !safe, null);
    }

    /** Statuses sent by gateways in front of FlaskData, which say nothing about FlaskData itself. */
    private static boolean ofAGateway(int status) {
        return GATEWAY.contains(status) || (status >= 520 && status <= 530);
    }

    /** For a call that was never sent because the sign-in before it failed. */
    static FlaskDataException beforeSending(Request request, FlaskDataException signIn) {
        return signIn.serverMayHaveActed()
                ? new ConnectionException(
                        "it was not sent: the sign-in before it failed, " + signIn.operation() + ".",
                        details(request, null, null),
                        false,
                        signIn)
                : signIn;
    }

    /** For a 2xx whose body is missing or invalid. */
    public static ProtocolViolationException violation(
            Request request, String what, @Nullable String rawBody, @Nullable Throwable e) {
        CallState state = CallState.of(request);
        return new ProtocolViolationException(
                state.redacted(what) + ".",
                details(request, state.answer(), rawBody),
                !state.safe(),
                e == null ? null : withoutSecrets(e, state));
    }

    private static Details details(Request request, @Nullable Response answer, @Nullable String rawBody) {
        CallState state = CallState.of(request);
        // What a sign-in that succeeded answers is a token, however broken.
        boolean token = state.operation().isSignIn() && answer != null && answer.isSuccessful();
        String body = token ? null : rawBody == null ? state.firstPart() : rawBody;
        return new Details(
                state.operation().id(),
                state.attempts(),
                answer == null ? null : answer.code(),
                Operation.redactedAddress(request),
                answer == null ? Map.of() : headers(answer.headers(), state),
                body == null ? null : state.withoutSecrets(body));
    }

    private static Map<String, List<String>> headers(Headers headers, CallState state) {
        return headers.toMultimap().entrySet().stream()
                .filter(header -> !header.getKey().equalsIgnoreCase("Set-Cookie"))
                .collect(Collectors.toMap(
                        header -> state.redacted(header.getKey()),
                        header ->
                                header.getValue().stream().map(state::redacted).toList(),
                        (a, b) -> a,
                        () -> new TreeMap<>(String.CASE_INSENSITIVE_ORDER)));
    }

    private static String textOf(@Nullable ResponseBody body, CallState state) {
        if (body == null) {
            return "";
        }
        try {
            body.source().skip(Long.MAX_VALUE);
        } catch (EOFException whole) {
            // Read to its end, or to the end of what an exception keeps.
        } catch (IOException | RuntimeException e) {
            // The status is what counts; the text says that the body broke off.
            return "(the server's explanation broke off: " + state.redacted(reason(e)) + ")";
        }
        String text = state.firstPart();
        return text == null ? "" : text;
    }

    private static String reason(Exception e) {
        if (e instanceof ClosedByInterruptException
                || (e instanceof InterruptedIOException && "interrupted".equals(e.getMessage()))) {
            return "the thread was interrupted";
        }
        if (e instanceof InterruptedIOException && "timeout".equals(e.getMessage())) {
            return "the whole-call timeout ended it";
        }
        String message = said(e);
        return e.getClass().getSimpleName() + (message == null ? "" : ", " + message);
    }

    /** OkHttp quotes the line that it can't read, and a server may write anything there. */
    private static @Nullable String said(Throwable e) {
        String message = e.getMessage();
        return message == null || !(e instanceof ProtocolException)
                ? message
                : QUOTED.matcher(message).replaceFirst("$1what stands in the answer");
    }

    /** A library's message may repeat what the server sent, and the server may repeat what we sent. */
    private static Throwable withoutSecrets(Throwable e, CallState state) {
        if (!shows(e, state)) {
            return e;
        }
        IOException clean = new IOException(e.getClass().getName() + ": " + state.redacted(String.valueOf(said(e))));
        clean.setStackTrace(e.getStackTrace());
        return clean;
    }

    /** OkHttp hangs the failures of earlier routes on the last one. */
    private static boolean shows(@Nullable Throwable e, CallState state) {
        if (e == null) {
            return false;
        }
        String text = String.valueOf(e.getMessage());
        return !text.equals(String.valueOf(said(e)))
                || !state.redacted(text).equals(text)
                || shows(e.getCause(), state)
                || Stream.of(e.getSuppressed()).anyMatch(each -> shows(each, state));
    }
}
