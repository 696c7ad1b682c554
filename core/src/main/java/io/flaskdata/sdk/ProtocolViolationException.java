package io.flaskdata.sdk;

import org.jspecify.annotations.Nullable;

/**
 * An answer came that isn't one: a wrong content type, a body cut short, invalid JSON, a redirect, a missing member.
 */
public final class ProtocolViolationException extends FlaskDataException {
    private static final long serialVersionUID = 1;

    ProtocolViolationException(
            String what, Circumstances circumstances, boolean serverMayHaveActed, @Nullable Throwable cause) {
        super(what, circumstances, serverMayHaveActed, cause);
    }

    @Override
    FlaskDataException again(String what, Circumstances circumstances, boolean serverMayHaveActed, Throwable cause) {
        return new ProtocolViolationException(what, circumstances, serverMayHaveActed, cause);
    }
}
