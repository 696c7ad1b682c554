package io.flaskdata.sdk.errors;

import org.jspecify.annotations.Nullable;

/**
 * The server did not accept the credentials or the token, and did nothing. FlaskData gives the same answer to a wrong
 * password and to a failure of its user database (observed); a refused sign-in is never tried again on its own.
 */
public final class AuthenticationException extends FlaskDataException {
    private static final long serialVersionUID = 1;

    /**
     * For the SDK, and for tests of what uses it.
     *
     * @param what what happened, a sentence with its full stop
     * @param details what is known of the call
     * @param serverMayHaveActed whether the request may have been carried out
     * @param cause why, or null
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
