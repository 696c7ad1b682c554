package io.flaskdata.sdk.internal.net;

import java.io.IOException;

/** A connection was unfit before the first byte of a request was written, so nothing was sent. */
public final class NotSentException extends IOException {
    private static final long serialVersionUID = 1;

    private final boolean reused;

    NotSentException(String message, boolean reused) {
        super(message);
        this.reused = reused;
    }

    /** Whether the connection was a reused one; a new one need not have the same fault. */
    public boolean reused() {
        return reused;
    }
}
