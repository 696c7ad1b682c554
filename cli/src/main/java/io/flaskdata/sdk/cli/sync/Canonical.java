package io.flaskdata.sdk.cli.sync;

import io.flaskdata.sdk.rows.Row;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One spelling for each row: its members sorted by name, no spaces, numbers with the digits that came, text escaped in
 * one way only. Two rows are the same when their spellings are.
 */
final class Canonical {
    private List<String> seen = List.of();
    private List<String> sorted = List.of();
    private final MessageDigest sha;

    Canonical() {
        try {
            this.sha = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256", e);
        }
    }

    byte[] of(Row row) {
        if (!seen.equals(row.columns())) {
            seen = row.columns();
            sorted = seen.stream().sorted().toList();
        }
        StringBuilder text = new StringBuilder("{");
        for (String column : sorted) {
            text.append(text.length() == 1 ? "" : ",");
            quote(column, text);
            text.append(':');
            value(row, column, text);
        }
        return text.append('}').toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The key's bytes, in whose order rows are kept. Null is a value like others here: it equals itself alone. */
    byte[] key(Row row, List<String> columns, byte[] canonical) {
        if (columns.isEmpty()) {
            return sha.digest(canonical);
        }
        StringBuilder text = new StringBuilder();
        for (String column : columns) {
            value(row, column, text);
            text.append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void value(Row row, String column, StringBuilder text) {
        String value = row.string(column);
        if (value != null && row.json(column).startsWith("\"")) {
            quote(value, text);
        } else {
            text.append(value);
        }
    }

    private static void quote(String value, StringBuilder text) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            int escape = "\b\t\n\f\r\"\\".indexOf(c);
            if (escape >= 0) {
                text.append('\\').append("btnfr\"\\".charAt(escape));
            } else if (c < ' ' || isHalf(value, i)) {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }

    /** A surrogate without its other half has no bytes in UTF-8. */
    private static boolean isHalf(String value, int i) {
        char c = value.charAt(i);
        return Character.isHighSurrogate(c)
                ? i + 1 == value.length() || !Character.isLowSurrogate(value.charAt(i + 1))
                : Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(value.charAt(i - 1)));
    }

    /** A digest of rows in any order: the sum of their SHA-256, modulo 2^256. */
    final class Sum {
        private BigInteger total;

        Sum(@Nullable String before) {
            this.total = before == null ? BigInteger.ZERO : new BigInteger(before, 16);
        }

        void add(byte[] canonical) {
            total = total.add(new BigInteger(1, sha.digest(canonical)));
        }

        void remove(byte[] canonical) {
            total = total.subtract(new BigInteger(1, sha.digest(canonical)));
        }

        String hex() {
            return String.format("%064x", total.mod(BigInteger.ONE.shiftLeft(256)));
        }
    }
}
