package io.flaskdata.sdk.errors;

import org.jspecify.annotations.Nullable;

/**
 * Nothing was sent: the server could not be reached.
 */
public final class ConnectionException extends FlaskDataException {
    private static final long serialVersionUID = 1;

    /**
     * For the SDK, and for your own tests.
     *
     * @param what what happened, as a sentence with a full stop
     * @param details the failed call
     * @param serverMayHaveActed whether the request may have been carried out
     * @param cause the cause, or null
     */
    public ConnectionException(String what, Details details, boolean serverMayHaveActed, @Nullable Throwable cause) {
        super(what, details, serverMayHaveActed, cause);
    }

    @Override
    FlaskDataException again(String what, Details details, boolean serverMayHaveActed, Throwable cause) {
        return new ConnectionException(what, details, serverMayHaveActed, cause);
    }
}
