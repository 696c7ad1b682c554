package io.flaskdata.sdk.errors;

import org.jspecify.annotations.Nullable;

/**
 * The server did not accept the credentials or the token, and did nothing. FlaskData gives the same answer for a wrong
 * password and for a failure of its user database (observed); a refused sign-in is never retried automatically.
 */
public final class AuthenticationException extends FlaskDataException {
    private static final long serialVersionUID = 1;

    /**
     * For the SDK, and for your own tests.
     *
     * @param what what happened, as a sentence with a full stop
     * @param details the failed call
     * @param serverMayHaveActed whether the request may have been carried out
     * @param cause the cause, or null
     */
    public AuthenticationException(
            String what, Details details, boolean serverMayHaveActed, @Nullable Throwable cause) {
        super(what, details, serverMayHaveActed, cause);
    }

    @Override
    FlaskDataException again(String what, Details details, boolean serverMayHaveActed, Throwable cause) {
        return new AuthenticationException(what, details, serverMayHaveActed, cause);
    }
}
