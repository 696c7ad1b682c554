package io.flaskdata.sdk.formats;

/** A value that doesn't fit its column. The message never has the value. */
final class Misfit extends Exception {
    private static final long serialVersionUID = 1;

    private final String reason;

    Misfit(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    /** What follows "the value". */
    String reason() {
        return reason;
    }
}
