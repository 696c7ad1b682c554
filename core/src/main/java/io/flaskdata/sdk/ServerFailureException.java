package io.flaskdata.sdk;

import org.jspecify.annotations.Nullable;

/**
 * The server failed. Its services are chains of steps without a transaction, so a write may have been done in part; most
 * such failures arrive as HTTP 400 (observed).
 */
public final class ServerFailureException extends FlaskDataException {
    private static final long serialVersionUID = 1;

    ServerFailureException(
            String what, Circumstances circumstances, boolean serverMayHaveActed, @Nullable Throwable cause) {
        super(what, circumstances, serverMayHaveActed, cause);
    }

    @Override
    FlaskDataException again(String what, Circumstances circumstances, boolean serverMayHaveActed, Throwable cause) {
        return new ServerFailureException(what, circumstances, serverMayHaveActed, cause);
    }
}
