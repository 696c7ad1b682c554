package io.flaskdata.sdk.internal.net;

import java.io.IOException;

/** A connection was found unfit before the first byte of a request was written to it: nothing of the request was sent. */
public final class NotSentException extends IOException {
    private static final long serialVersionUID = 1;

    private final boolean reused;

    NotSentException(String message, boolean reused) {
        super(message);
        this.reused = reused;
    }

    /** It was one that had served before: a new one need not have the same fault. */
    public boolean reused() {
        return reused;
    }
}
