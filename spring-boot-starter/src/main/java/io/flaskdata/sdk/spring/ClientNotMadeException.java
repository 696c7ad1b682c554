package io.flaskdata.sdk.spring;

/** The application's client could not be made; the message is one sentence without values. */
final class ClientNotMadeException extends RuntimeException {
    private final String action;

    ClientNotMadeException(RuntimeException cause, String action) {
        super("The FlaskData client can't be made: " + cause.getMessage(), cause);
        this.action = action;
    }

    /** What to do about it. */
    String action() {
        return action;
    }
}
