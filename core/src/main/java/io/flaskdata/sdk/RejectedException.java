package io.flaskdata.sdk;

import org.jspecify.annotations.Nullable;

/**
 * The server refused the request and did nothing.
 */
public final class RejectedException extends FlaskDataException {
    private static final long serialVersionUID = 1;

    RejectedException(String what, Circumstances circumstances, boolean serverMayHaveActed, @Nullable Throwable cause) {
        super(what, circumstances, serverMayHaveActed, cause);
    }

    @Override
    FlaskDataException again(String what, Circumstances circumstances, boolean serverMayHaveActed, Throwable cause) {
        return new RejectedException(what, circumstances, serverMayHaveActed, cause);
    }
}
