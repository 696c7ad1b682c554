package io.flaskdata.sdk.cli;

/** A failure whose kind the command knows better than its exception says. */
final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Exit exit;

    CommandFailure(Exit exit, String message) {
        super(message);
        this.exit = exit;
    }

    Exit exit() {
        return exit;
    }
}
