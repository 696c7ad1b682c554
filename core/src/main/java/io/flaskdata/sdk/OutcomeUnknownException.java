package io.flaskdata.sdk;

import org.jspecify.annotations.Nullable;

/**
 * The request, or a part of it, was sent and no answer came back.
 */
public final class OutcomeUnknownException extends FlaskDataException {
    private static final long serialVersionUID = 1;

    OutcomeUnknownException(
            String what, Circumstances circumstances, boolean serverMayHaveActed, @Nullable Throwable cause) {
        super(what, circumstances, serverMayHaveActed, cause);
    }

    @Override
    FlaskDataException again(String what, Circumstances circumstances, boolean serverMayHaveActed, Throwable cause) {
        return new OutcomeUnknownException(what, circumstances, serverMayHaveActed, cause);
    }
}
