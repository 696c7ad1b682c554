package io.flaskdata.sdk;

import org.jspecify.annotations.Nullable;

/**
 * The server did not accept the credentials or the token, and did nothing. FlaskData gives the same answer to a wrong
 * password and to a failure of its user database (observed); a refused sign-in is never tried again on its own.
 */
public final class AuthenticationException extends FlaskDataException {
    private static final long serialVersionUID = 1;

    AuthenticationException(
            String what, Circumstances circumstances, boolean serverMayHaveActed, @Nullable Throwable cause) {
        super(what, circumstances, serverMayHaveActed, cause);
    }

    @Override
    FlaskDataException again(String what, Circumstances circumstances, boolean serverMayHaveActed, Throwable cause) {
        return new AuthenticationException(what, circumstances, serverMayHaveActed, cause);
    }
}
