package io.flaskdata.sdk.sandbox.http;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/**
 * What goes wrong with a call. A status, garbage and an error text come instead of the operation, which does nothing; the
 * others let it do its work.
 *
 * @param kind what happens
 * @param amount of a status its number, of a delay or a slow body milliseconds, of a cut body bytes; else 0
 * @param text the answer's text, where there is one
 */
public record Fault(Kind kind, int amount, String text) {
    /** The kinds of faults. */
    public enum Kind {
        /** An error's status and text instead of the operation. */
        STATUS,
        /** The operation's answer, late. */
        DELAY,
        /** The connection ends before the request's body is read: the operation does nothing. */
        DISCONNECT_BEFORE,
        /** No answer at all, until the client gives up, as when FlaskData's database is down: the operation does nothing. */
        NO_ANSWER,
        /** The operation does its work and the connection ends instead of the answer. */
        DISCONNECT_AFTER,
        /** The answer ends in the middle. */
        CUT_BODY,
        /** The answer comes in pieces of 256 bytes, with a pause before each. */
        SLOW_BODY,
        /** A 200 whose body is not JSON, instead of the operation. */
        GARBAGE,
        /** A 200 whose body is an error's text, instead of the operation. */
        ERROR_IN_200,
        /** The operation fails after the first step of its chain that writes; what that wrote stays, unless transactional. */
        AFTER_FIRST_STEP;

        /**
         * The kind of a word.
         *
         * @param word such as {@code error-in-200}
         * @return the kind
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
         * The kind as it is written outside Java.
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
     * @return the fault
     * @throws IllegalArgumentException when the status is another
     */
    public static Fault status(int status, String text) {
        return new Fault(Kind.STATUS, status, text);
    }

    /**
     * A late answer.
     *
     * @param delay how late
     * @return the fault
     */
    public static Fault delay(Duration delay) {
        return new Fault(Kind.DELAY, Math.toIntExact(delay.toMillis()), "");
    }

    /**
     * The connection ends before the operation did anything.
     *
     * @return the fault
     */
    public static Fault disconnectBefore() {
        return new Fault(Kind.DISCONNECT_BEFORE, 0, "");
    }

    /**
     * No answer at all, as when FlaskData's database is down.
     *
     * @return the fault
     */
    public static Fault noAnswer() {
        return new Fault(Kind.NO_ANSWER, 0, "");
    }

    /**
     * The connection ends after the operation did its work.
     *
     * @return the fault
     */
    public static Fault disconnectAfter() {
        return new Fault(Kind.DISCONNECT_AFTER, 0, "");
    }

    /**
     * The answer ends in the middle.
     *
     * @param bytes how much of its body comes
     * @return the fault
     */
    public static Fault cutBody(int bytes) {
        return new Fault(Kind.CUT_BODY, bytes, "");
    }

    /**
     * The answer comes slowly.
     *
     * @param pause before each piece of 256 bytes
     * @return the fault
     */
    public static Fault slowBody(Duration pause) {
        return new Fault(Kind.SLOW_BODY, Math.toIntExact(pause.toMillis()), "");
    }

    /**
     * An answer that is none.
     *
     * @return the fault
     */
    public static Fault garbage() {
        return new Fault(Kind.GARBAGE, 0, "");
    }

    /**
     * An error's text where an answer should be.
     *
     * @param text the text
     * @return the fault
     */
    public static Fault errorIn200(String text) {
        return new Fault(Kind.ERROR_IN_200, 0, text);
    }

    /**
     * A chain of steps that fails after its first.
     *
     * @return the fault
     */
    public static Fault afterFirstStep() {
        return new Fault(Kind.AFTER_FIRST_STEP, 0, "");
    }
}
