package io.flaskdata.sdk.sandbox;

import java.sql.SQLException;
import java.util.regex.Pattern;

/** Counts the statements that write in a chain of steps that is to fail after the first. */
final class Steps {
    private static final Pattern WRITES = Pattern.compile("(?is)^\\s*(insert|update|delete)\\b.*");
    private static final int NO_CHAIN_YET = -1;
    private static final ThreadLocal<Integer> LEFT = new ThreadLocal<>();

    private Steps() {}

    /** For the chains of this thread, until {@link #goOn}. */
    static void failAfterTheFirst() {
        LEFT.set(NO_CHAIN_YET);
    }

    static void chainBegins() {
        if (LEFT.get() != null) {
            LEFT.set(1);
        }
    }

    static void goOn() {
        LEFT.remove();
    }

    static void before(String sql) throws SQLException {
        Integer left = LEFT.get();
        if (left == null || left == NO_CHAIN_YET || !WRITES.matcher(sql).matches()) {
            return;
        }
        if (left == 0) {
            throw new SQLException("a later step failed");
        }
        LEFT.set(left - 1);
    }
}
