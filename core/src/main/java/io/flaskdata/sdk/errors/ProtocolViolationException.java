package io.flaskdata.sdk.errors;

import org.jspecify.annotations.Nullable;

/**
 * An answer came that isn't one: a wrong content type, a body cut short, invalid JSON, a redirect, a missing member.
 */
public final class ProtocolViolationException extends FlaskDataException {
    private static final long serialVersionUID = 1;

    /**
     * For the SDK, and for tests of what uses it.
     *
     * @param what what happened, a sentence with its full stop
     * @param details what is known of the call
     * @param serverMayHaveActed whether the request may have been carried out
     * @param cause why, or null
     */
    public ProtocolViolationException(
            String what, Details details, boolean serverMayHaveActed, @Nullable Throwable cause) {
        super(what, details, serverMayHaveActed, cause);
    }

    @Override
    FlaskDataException again(String what, Details details, boolean serverMayHaveActed, Throwable cause) {
        return new ProtocolViolationException(what, details, serverMayHaveActed, cause);
    }
}
