package io.flaskdata.sdk;

import java.io.IOException;

/** An answer came and can't be read; becomes a {@link ProtocolViolationException}. It has no cause, whose message might hold
 * values. */
final class BrokenAnswerException extends IOException {
    private static final long serialVersionUID = 1;

    BrokenAnswerException(String message) {
        super(message);
    }
}
