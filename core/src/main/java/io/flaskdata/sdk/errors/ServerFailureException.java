package io.flaskdata.sdk.errors;

import org.jspecify.annotations.Nullable;

/**
 * The server failed. Its services run steps without a transaction, so a write may be partly done; most such failures
 * arrive as HTTP 400 (observed).
 */
public final class ServerFailureException extends FlaskDataException {
    private static final long serialVersionUID = 1;

    /**
     * For the SDK, and for your own tests.
     *
     * @param what what happened, as a sentence with a full stop
     * @param details the failed call
     * @param serverMayHaveActed whether the request may have been carried out
     * @param cause the cause, or null
     */
    public ServerFailureException(String what, Details details, boolean serverMayHaveActed, @Nullable Throwable cause) {
        super(what, details, serverMayHaveActed, cause);
    }

    @Override
    FlaskDataException again(String what, Details details, boolean serverMayHaveActed, Throwable cause) {
        return new ServerFailureException(what, details, serverMayHaveActed, cause);
    }
}
