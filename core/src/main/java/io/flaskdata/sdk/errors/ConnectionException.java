package io.flaskdata.sdk.errors;

import org.jspecify.annotations.Nullable;

/**
 * Nothing was sent: the server could not be reached.
 */
public final class ConnectionException extends FlaskDataException {
    private static final long serialVersionUID = 1;

    /**
     * For the SDK, and for tests of what uses it.
     *
     * @param what what happened, a sentence with its full stop
     * @param details what is known of the call
     * @param serverMayHaveActed whether the request may have been carried out
     * @param cause why, or null
     */
    public ConnectionException(String what, Details details, boolean serverMayHaveActed, @Nullable Throwable cause) {
        super(what, details, serverMayHaveActed, cause);
    }

    @Override
    FlaskDataException again(String what, Details details, boolean serverMayHaveActed, Throwable cause) {
        return new ConnectionException(what, details, serverMayHaveActed, cause);
    }
}
