package io.flaskdata.sdk.errors;

import org.jspecify.annotations.Nullable;

/**
 * The server failed. Its services are chains of steps without a transaction, so a write may have been done in part; most
 * such failures arrive as HTTP 400 (observed).
 */
public final class ServerFailureException extends FlaskDataException {
    private static final long serialVersionUID = 1;

    /**
     * For the SDK, and for tests of what uses it.
     *
     * @param what what happened, a sentence with its full stop
     * @param details what is known of the call
     * @param serverMayHaveActed whether the request may have been carried out
     * @param cause why, or null
     */
    public ServerFailureException(String what, Details details, boolean serverMayHaveActed, @Nullable Throwable cause) {
        super(what, details, serverMayHaveActed, cause);
    }

    @Override
    FlaskDataException again(String what, Details details, boolean serverMayHaveActed, Throwable cause) {
        return new ServerFailureException(what, details, serverMayHaveActed, cause);
    }
}
