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
 * What every failed call ends with: from the facade, from {@link FlaskDataClient#api(Class)} and from an enqueued call.
 *
 * <p>The message never holds a body, which may be a patient's data: {@link #serverText()} has the first part of it for
 * who asks. Nothing here holds a token or a password.
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
     * What is known of a failed call.
     *
     * @param operation the operation's id, such as {@code edc.createSubject}
     * @param attempts how often the request left this machine
     * @param status the answer's HTTP status; null when no answer came
     * @param address where the request went, form tokens redacted; empty when it went nowhere
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
         * Of a call of which nothing was sent.
         *
         * @param operation the operation's id
         */
        public static Details notSent(String operation) {
            return new Details(operation, 0, null, "", Map.of(), null);
        }

        /** Without the body, which may hold data of people. */
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
     * The same failure for another thread that waited for it, with that thread's own stack trace.
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
     * How often the request, or a part of it, left this machine.
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

    /** Where the request went: host and path, without query, form tokens replaced. */
    public String address() {
        return details.address();
    }

    /**
     * The answer's headers, cookies left out and whatever looks like a token replaced.
     *
     * @return empty when there was no answer
     */
    public Map<String, List<String>> headers() {
        return details.headers();
    }

    /**
     * The server's own explanation: the body's text, of an HTML page the first line of its {@code <pre>}, of JSON the
     * {@code message}. It may name people or values: mind where you log it.
     *
     * @return empty when there was none
     */
    public Optional<String> serverText() {
        return Optional.ofNullable(details.rawBody()).map(ErrorText::of);
    }

    /**
     * The first part of the body as it came, at most 64 KiB.
     *
     * @return empty when there was none
     */
    public Optional<String> rawBody() {
        return Optional.ofNullable(details.rawBody());
    }

    /**
     * Whether the server may have changed something.
     *
     * @return false only when that can be excluded, by the contract, the answer, or because nothing was sent
     */
    public boolean serverMayHaveActed() {
        return serverMayHaveActed;
    }
}
