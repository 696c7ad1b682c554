package io.flaskdata.sdk.json.internal;

import java.io.IOException;

/**
 * An answer that can't be read; the SDK makes a {@code ProtocolViolationException} of it. It has no cause, because a
 * cause's message might contain values.
 */
public final class BrokenAnswerException extends IOException {
    private static final long serialVersionUID = 1;

    public BrokenAnswerException(String message) {
        super(message);
    }
}
