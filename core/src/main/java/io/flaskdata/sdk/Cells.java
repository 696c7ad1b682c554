package io.flaskdata.sdk;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Reads what {@link Row} has no method for. */
final class Cells {
    private Cells() {}

    static int id(Row row, String column) {
        Integer value = integer(row, column);
        if (value == null) {
            throw new IllegalStateException("Column " + column + " is null in this row");
        }
        return value;
    }

    static @Nullable Integer integer(Row row, String column) {
        BigDecimal value = row.decimal(column);
        try {
            return value == null ? null : value.intValueExact();
        } catch (ArithmeticException e) {
            throw new IllegalStateException("The value of column " + column + " is not a whole number");
        }
    }

    static @Nullable Boolean flag(Row row, String column) {
        String text = row.string(column);
        if (text == null) {
            return null;
        }
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalStateException("The value of column " + column + " is neither true nor false");
        }
        return text.equals("true");
    }
}
