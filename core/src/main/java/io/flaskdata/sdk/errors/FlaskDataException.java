package io.flaskdata.sdk.errors;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.internal.ErrorText;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A failed call, whether made by the facade, through {@link FlaskDataClient#api(Class)} or enqueued.
 *
 * <p>The message never contains a body, which may be a subject's data; {@link #serverText()} has the first part of it.
 * Nothing here contains a token or a password.
 */
public abstract sealed class FlaskDataException extends RuntimeException
        permits AuthenticationException,
                RejectedException,
                ServerFailureException,
                ConnectionException,
                ConflictException,
                IncompleteExtractException,
                OutcomeUnknownException,
                ProtocolViolationException {
    private static final long serialVersionUID = 1;

    /**
     * The details of a failed call.
     *
     * @param operation the operation's id, such as {@code edc.createSubject}
     * @param attempts how often the request left this machine
     * @param status the answer's HTTP status; null when no answer came
     * @param address where the request was sent, form tokens redacted; empty when it was not sent
     * @param headers the answer's headers, redacted
     * @param rawBody the first 64 KiB of the answer's body; null when there was none
     */
    public record Details(
            String operation,
            int attempts,
            @Nullable Integer status,
            String address,
            Map<String, List<String>> headers,
            @Nullable String rawBody)
            implements Serializable {
        private static final long serialVersionUID = 1;

        /**
         * The details of a call that was not sent.
         *
         * @param operation the operation's id
         */
        public static Details notSent(String operation) {
            return new Details(operation, 0, null, "", Map.of(), null);
        }

        /** Without the body, which may contain personal data. */
        @Override
        public String toString() {
            return "Details[" + operation + ", status " + status + "]";
        }
    }

    private final String what;
    private final Details details;
    private final boolean serverMayHaveActed;

    FlaskDataException(String what, Details details, boolean serverMayHaveActed, @Nullable Throwable cause) {
        super(message(what, details, serverMayHaveActed), cause);
        this.what = what;
        this.details = details;
        this.serverMayHaveActed = serverMayHaveActed;
    }

    /**
     * The same failure for another thread that waited for it, with that thread's stack trace.
     *
     * @return the failure, with this one as its cause
     */
    public final FlaskDataException again() {
        return again(what, details, serverMayHaveActed, this);
    }

    abstract FlaskDataException again(String what, Details details, boolean serverMayHaveActed, Throwable cause);

    private static String message(String what, Details details, boolean serverMayHaveActed) {
        String status = details.status() == null ? "" : " [HTTP " + details.status() + "]";
        return details.operation() + ": " + what + status
                + (serverMayHaveActed
                        ? " The server may have acted: check before you send it again."
                        : " The server did nothing that needs undoing.");
    }

    /**
     * The operation that failed, such as {@code edc.createSubject}.
     *
     * @return the operation's id
     */
    public String operation() {
        return details.operation();
    }

    /**
     * How often the request, or part of it, left this machine.
     *
     * @return 0 when nothing was sent
     */
    public int attempts() {
        return details.attempts();
    }

    /**
     * The HTTP status of the answer.
     *
     * @return empty when there was no answer
     */
    public OptionalInt status() {
        Integer status = details.status();
        return status == null ? OptionalInt.empty() : OptionalInt.of(status);
    }

    /** Where the request was sent: host and path, without query, form tokens redacted. */
    public String address() {
        return details.address();
    }

    /**
     * The answer's headers, without cookies and with anything that looks like a token redacted. Names are found in any
     * case.
     *
     * @return empty when there was no answer
     */
    public Map<String, List<String>> headers() {
        return details.headers();
    }

    /**
     * The server's explanation: the body's text, the first line of an HTML page's {@code <pre>}, or the {@code message}
     * of JSON. It may contain personal data, so log it only where that is allowed.
     *
     * @return empty when there was none
     */
    public Optional<String> serverText() {
        return Optional.ofNullable(details.rawBody()).map(ErrorText::of);
    }

    /**
     * The first part of the body, unchanged, at most 64 KiB.
     *
     * @return empty when there was none
     */
    public Optional<String> rawBody() {
        return Optional.ofNullable(details.rawBody());
    }

    /**
     * Whether the server may have changed anything.
     *
     * @return false only when the contract or the answer rules it out, or nothing was sent
     */
    public boolean serverMayHaveActed() {
        return serverMayHaveActed;
    }
}
