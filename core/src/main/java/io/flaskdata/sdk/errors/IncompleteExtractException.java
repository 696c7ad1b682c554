package io.flaskdata.sdk.errors;

import org.jspecify.annotations.Nullable;

/** The slices of an extract do not add up to the whole: rows are missing or would come twice. */
public final class IncompleteExtractException extends FlaskDataException {
    private static final long serialVersionUID = 1;

    /**
     * For the SDK, and for your own tests.
     *
     * @param what what happened, as a sentence with a full stop
     * @param details the failed call
     */
    public IncompleteExtractException(String what, Details details) {
        this(what, details, null);
    }

    private IncompleteExtractException(String what, Details details, @Nullable Throwable cause) {
        super(what, details, false, cause);
    }

    @Override
    FlaskDataException again(String what, Details details, boolean serverMayHaveActed, Throwable cause) {
        return new IncompleteExtractException(what, details, cause);
    }
}
