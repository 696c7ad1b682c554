package io.flaskdata.sdk.errors;

import org.jspecify.annotations.Nullable;

/** The request, or part of it, was sent and no answer came back. */
public final class OutcomeUnknownException extends FlaskDataException {
    private static final long serialVersionUID = 1;

    /**
     * For the SDK, and for your own tests.
     *
     * @param what what happened, as a sentence with a full stop
     * @param details the failed call
     * @param serverMayHaveActed whether the request may have been carried out
     * @param cause the cause, or null
     */
    public OutcomeUnknownException(
            String what, Details details, boolean serverMayHaveActed, @Nullable Throwable cause) {
        super(what, details, serverMayHaveActed, cause);
    }

    @Override
    FlaskDataException again(String what, Details details, boolean serverMayHaveActed, Throwable cause) {
        return new OutcomeUnknownException(what, details, serverMayHaveActed, cause);
    }
}
