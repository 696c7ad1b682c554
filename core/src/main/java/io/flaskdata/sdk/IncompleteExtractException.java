package io.flaskdata.sdk;

/** The slices of an extract do not make the whole: rows are missing, or would come twice. */
public final class IncompleteExtractException extends RuntimeException {
    private static final long serialVersionUID = 1;

    IncompleteExtractException(String message) {
        super(message);
    }
}
