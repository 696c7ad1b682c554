package io.flaskdata.sdk.errors;

import org.jspecify.annotations.Nullable;

/** The slices of an extract do not make the whole: rows are missing, or would come twice. */
public final class IncompleteExtractException extends FlaskDataException {
    private static final long serialVersionUID = 1;

    /**
     * For the SDK, and for tests of what uses it.
     *
     * @param what what happened, a sentence with its full stop
     * @param details what is known of the call
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
