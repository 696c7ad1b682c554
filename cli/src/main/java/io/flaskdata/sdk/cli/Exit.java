package io.flaskdata.sdk.cli;

import io.flaskdata.sdk.errors.AuthenticationException;
import io.flaskdata.sdk.errors.ConflictException;
import io.flaskdata.sdk.errors.ConnectionException;
import io.flaskdata.sdk.errors.FlaskDataException;
import io.flaskdata.sdk.errors.RejectedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Exit codes by kind of failure; docs/cli.md lists them. */
enum Exit {
    OK(0, "done"),
    NOT_ALL(1, "done, and not all is well: a check failed, rows were not inserted, files differ"),
    USAGE(2, "the command line, the configuration or the input can't be used; nothing was sent"),
    SIGN_IN(3, "the sign-in was refused"),
    REFUSED(4, "the server refused the request and did nothing"),
    CONNECTION(5, "the server could not be reached; nothing was sent"),
    SERVER(6, "the server failed, or its answer was broken or incomplete"),
    UNKNOWN(7, "a write was sent and its outcome is not known, or it may be done in part: look before you repeat it"),
    DISK(8, "a local file can't be read or written"),
    DEFECT(70, "a defect of this program"),
    INTERRUPTED(130, "ended by Ctrl-C, 143 by SIGTERM: what was on its way is told first"),
    CLOSED(141, "who read standard output has ended, such as head");

    private final int code;
    private final String meaning;

    Exit(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    int code() {
        return code;
    }

    String meaning() {
        return meaning;
    }

    /** The kind of a failure. */
    static Exit of(Throwable failure) {
        if (failure instanceof FlaskDataException call) {
            return ofCall(call);
        }
        if (failure instanceof CommandFailure known) {
            return known.exit();
        }
        if (failure instanceof Output.ClosedException) {
            return CLOSED;
        }
        if (failure instanceof UncheckedIOException || failure instanceof IOException) {
            return DISK;
        }
        return failure instanceof IllegalArgumentException || failure instanceof IllegalStateException ? USAGE : DEFECT;
    }

    private static Exit ofCall(FlaskDataException call) {
        // A sign-in writes nothing, whatever came of it.
        if (call.serverMayHaveActed() && !call.operation().startsWith("auth.")) {
            return UNKNOWN;
        }
        if (call instanceof AuthenticationException) {
            return SIGN_IN;
        }
        if (call instanceof RejectedException || call instanceof ConflictException) {
            return REFUSED;
        }
        return call instanceof ConnectionException ? CONNECTION : SERVER;
    }

    /** What to do about it; empty where the message itself says so. */
    String advice() {
        return switch (this) {
            case SIGN_IN -> "Check --email and the password file";
            case REFUSED -> "Change what is asked for; the same again is refused again";
            case CONNECTION -> "Check the address and the network, then run it again";
            case SERVER -> "Run it again later";
            case UNKNOWN -> "Look what is there before you repeat it";
            case DISK -> "Make room or name another place, then run it again";
            default -> "";
        };
    }

    /** One line that says what happened. The server's own text, which may have values, is only for a person's eyes. */
    static String line(Throwable failure, boolean terminal) {
        String line = line(failure);
        if (!(failure instanceof FlaskDataException call)) {
            return line;
        }
        if (call.getCause() instanceof FlaskDataException signIn
                && !signIn.operation().equals(call.operation())) {
            line += " It failed because " + line(signIn, terminal);
        }
        String said = call.serverText().map(text -> "it said: " + text.strip()).orElse("it said nothing");
        String shown = terminal ? said : "run it at a terminal to see what it said";
        return line.replace("serverText() says why", shown)
                .replace("serverText() says which", shown)
                .replaceAll("\\s*\\R\\s*", " ");
    }

    private static String line(Throwable failure) {
        String message = failure.getMessage();
        String text = message == null ? failure.getClass().getSimpleName() : message;
        String cause = failure instanceof UncheckedIOException disk
                ? String.valueOf(Objects.requireNonNull(disk.getCause()).getMessage())
                : "";
        if (!cause.isEmpty() && !text.contains(cause)) {
            text += ": " + cause;
        }
        if (of(failure) == DEFECT) {
            text = failure.getClass().getSimpleName() + " (please report it): " + text;
        }
        return text.replaceAll("\\s*\\R\\s*", " ");
    }
}
