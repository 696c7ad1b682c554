package io.flaskdata.sdk.internal;

import io.flaskdata.sdk.errors.ProtocolViolationException;
import java.io.IOException;

/**
 * An answer that can't be read; becomes a {@link ProtocolViolationException}. It has no cause, because a cause's
 * message might contain values.
 */
public final class BrokenAnswerException extends IOException {
    private static final long serialVersionUID = 1;

    public BrokenAnswerException(String message) {
        super(message);
    }
}
