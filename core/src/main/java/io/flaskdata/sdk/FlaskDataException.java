package io.flaskdata.sdk;

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
                OutcomeUnknownException,
                ProtocolViolationException {
    private static final long serialVersionUID = 1;

    private final String what;
    private final Circumstances circumstances;
    private final boolean serverMayHaveActed;

    FlaskDataException(
            String what, Circumstances circumstances, boolean serverMayHaveActed, @Nullable Throwable cause) {
        super(message(what, circumstances, serverMayHaveActed), cause);
        this.what = what;
        this.circumstances = circumstances;
        this.serverMayHaveActed = serverMayHaveActed;
    }

    /** The same failure for another thread that waited for it, with that thread's own stack trace. */
    final FlaskDataException again() {
        return again(what, circumstances, serverMayHaveActed, this);
    }

    abstract FlaskDataException again(
            String what, Circumstances circumstances, boolean serverMayHaveActed, Throwable cause);

    private static String message(String what, Circumstances circumstances, boolean serverMayHaveActed) {
        String status = circumstances.status() == null ? "" : " [HTTP " + circumstances.status() + "]";
        return circumstances.operation() + ": " + what + status
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
        return circumstances.operation();
    }

    /**
     * How often the request, or a part of it, left this machine.
     *
     * @return 0 when nothing was sent
     */
    public int attempts() {
        return circumstances.attempts();
    }

    /**
     * The HTTP status of the answer.
     *
     * @return empty when there was no answer
     */
    public OptionalInt status() {
        Integer status = circumstances.status();
        return status == null ? OptionalInt.empty() : OptionalInt.of(status);
    }

    /**
     * Where the request went: host and path, without query, form tokens replaced.
     *
     * @return the address
     */
    public String address() {
        return circumstances.address();
    }

    /**
     * The answer's headers, cookies left out and whatever looks like a token replaced.
     *
     * @return empty when there was no answer
     */
    public Map<String, List<String>> headers() {
        return circumstances.headers();
    }

    /**
     * The server's own explanation: the body's text, of an HTML page the first line of its {@code <pre>}, of JSON the
     * {@code message}. It may name people or values: mind where you log it.
     *
     * @return empty when there was none
     */
    public Optional<String> serverText() {
        return Optional.ofNullable(circumstances.rawBody()).map(ErrorText::of);
    }

    /**
     * The first part of the body as it came, at most 64 KiB.
     *
     * @return empty when there was none
     */
    public Optional<String> rawBody() {
        return Optional.ofNullable(circumstances.rawBody());
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
