package io.flaskdata.sdk.sandbox.http;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/**
 * A fault of a call. A status, garbage or an error text replaces the operation, which does nothing; see {@link Kind}
 * for the others.
 *
 * @param kind what happens
 * @param amount the status, the milliseconds of a delay or slow body, or the bytes of a cut body; else 0
 * @param text the answer's text, if any
 */
public record Fault(Kind kind, int amount, String text) {
    /** The kinds of faults. */
    public enum Kind {
        /** An error's status and text instead of the operation. */
        STATUS,
        /** The operation's answer, late. */
        DELAY,
        /** The connection is closed before the request's body is read: the operation does nothing. */
        DISCONNECT_BEFORE,
        /** No answer at all, until the client gives up, as when FlaskData's database is down: the operation does nothing. */
        NO_ANSWER,
        /** The operation completes, and the connection is closed instead of an answer. */
        DISCONNECT_AFTER,
        /** The answer ends in the middle. */
        CUT_BODY,
        /** The answer comes in pieces of 256 bytes, with a pause before each. */
        SLOW_BODY,
        /** A 200 whose body is not JSON, instead of the operation. */
        GARBAGE,
        /** A 200 whose body is an error's text, instead of the operation. */
        ERROR_IN_200,
        /**
         * The operation fails after its first step that writes; what that step wrote stays, unless the sandbox is
         * transactional.
         */
        AFTER_FIRST_STEP;

        /**
         * The kind with this name.
         *
         * @param word such as {@code error-in-200}
         * @throws IllegalArgumentException when there is no such kind
         */
        public static Kind named(String word) {
            String wanted = word.toLowerCase(Locale.ROOT).replace('_', '-');
            return Arrays.stream(values())
                    .filter(each -> each.word().equals(wanted))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("There is no kind of fault " + word + "."));
        }

        /**
         * The kind's name outside Java.
         *
         * @return such as {@code error-in-200}
         */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException when a status is not between 400 and 599, or an amount is negative
     */
    public Fault {
        if (kind == Kind.STATUS && (amount < 400 || amount > 599)) {
            throw new IllegalArgumentException("A fault's status must be between 400 and 599");
        }
        if (amount < 0) {
            throw new IllegalArgumentException("A fault's amount must not be negative");
        }
    }

    /**
     * An error instead of the operation.
     *
     * @param status from 400 to 599
     * @param text the answer's text
     * @throws IllegalArgumentException when the status is another
     */
    public static Fault status(int status, String text) {
        return new Fault(Kind.STATUS, status, text);
    }

    /**
     * A late answer.
     *
     * @param delay how late
     */
    public static Fault delay(Duration delay) {
        return new Fault(Kind.DELAY, Math.toIntExact(delay.toMillis()), "");
    }

    /** The connection is closed before the operation does anything. */
    public static Fault disconnectBefore() {
        return new Fault(Kind.DISCONNECT_BEFORE, 0, "");
    }

    /** No answer at all, as when FlaskData's database is down. */
    public static Fault noAnswer() {
        return new Fault(Kind.NO_ANSWER, 0, "");
    }

    /** The connection is closed after the operation has completed. */
    public static Fault disconnectAfter() {
        return new Fault(Kind.DISCONNECT_AFTER, 0, "");
    }

    /**
     * The answer ends in the middle.
     *
     * @param bytes how much of its body comes
     */
    public static Fault cutBody(int bytes) {
        return new Fault(Kind.CUT_BODY, bytes, "");
    }

    /**
     * The answer comes slowly.
     *
     * @param pause before each piece of 256 bytes
     */
    public static Fault slowBody(Duration pause) {
        return new Fault(Kind.SLOW_BODY, Math.toIntExact(pause.toMillis()), "");
    }

    /** A 200 whose body is not JSON. */
    public static Fault garbage() {
        return new Fault(Kind.GARBAGE, 0, "");
    }

    /** A 200 whose body is an error's text. */
    public static Fault errorIn200(String text) {
        return new Fault(Kind.ERROR_IN_200, 0, text);
    }

    /** A failure after the operation's first step that writes. */
    public static Fault afterFirstStep() {
        return new Fault(Kind.AFTER_FIRST_STEP, 0, "");
    }
}
