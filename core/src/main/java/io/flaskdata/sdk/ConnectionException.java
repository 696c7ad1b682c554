package io.flaskdata.sdk;

import org.jspecify.annotations.Nullable;

/**
 * Nothing was sent: the server could not be reached.
 */
public final class ConnectionException extends FlaskDataException {
    private static final long serialVersionUID = 1;

    ConnectionException(
            String what, Circumstances circumstances, boolean serverMayHaveActed, @Nullable Throwable cause) {
        super(what, circumstances, serverMayHaveActed, cause);
    }

    @Override
    FlaskDataException again(String what, Circumstances circumstances, boolean serverMayHaveActed, Throwable cause) {
        return new ConnectionException(what, circumstances, serverMayHaveActed, cause);
    }
}
