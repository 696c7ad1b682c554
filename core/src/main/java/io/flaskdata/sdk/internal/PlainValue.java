package io.flaskdata.sdk.internal;

import java.nio.charset.StandardCharsets;

/**
 * Finds the end of a JSON value of the kinds that rows mostly have: a string in ASCII without escapes, a number
 * without exponent, a literal. Anything else is in doubt, which is never wrong.
 */
final class PlainValue {
    static final int IN_DOUBT = -1;

    private static final int NULL = four("null");
    private static final int TRUE = four("true");
    private static final int FALS = four("fals");

    private PlainValue() {}

    private static int four(String text) {
        return (int) Eight.at(text.repeat(2).getBytes(StandardCharsets.US_ASCII), 0);
    }

    /** The end of the value that starts here. */
    static int end(byte[] bytes, int start, int limit) {
        if (limit - start < Eight.BYTES) {
            return IN_DOUBT;
        }
        return switch (bytes[start]) {
            case '"' -> string(bytes, start + 1, limit);
            case 'n' -> (int) Eight.at(bytes, start) == NULL ? start + 4 : IN_DOUBT;
            case 't' -> (int) Eight.at(bytes, start) == TRUE ? start + 4 : IN_DOUBT;
            case 'f' -> (int) Eight.at(bytes, start) == FALS && bytes[start + 4] == 'e' ? start + 5 : IN_DOUBT;
            default -> number(bytes, start, limit);
        };
    }

    private static int string(byte[] bytes, int start, int limit) {
        for (int at = start; limit - at >= Eight.BYTES; at += Eight.BYTES) {
            long found = Eight.notPlain(Eight.at(bytes, at));
            if (found != 0) {
                int first = at + Eight.first(found);
                return bytes[first] == '"' ? first + 1 : IN_DOUBT;
            }
        }
        return IN_DOUBT;
    }

    private static int number(byte[] bytes, int start, int limit) {
        int first = bytes[start] == '-' ? start + 1 : start;
        int at = digits(bytes, first, limit);
        if (at == first || at == limit || (bytes[first] == '0' && at > first + 1)) {
            return IN_DOUBT;
        }
        if (bytes[at] == '.') {
            int fraction = at + 1;
            at = digits(bytes, fraction, limit);
            if (at == fraction || at == limit) {
                return IN_DOUBT;
            }
        }
        return bytes[at] == 'e' || bytes[at] == 'E' ? IN_DOUBT : at;
    }

    /** Where the digits end, if that is seen. */
    private static int digits(byte[] bytes, int start, int limit) {
        for (int at = start; limit - at >= Eight.BYTES; at += Eight.BYTES) {
            long found = Eight.notDigit(Eight.at(bytes, at));
            if (found != 0) {
                return at + Eight.first(found);
            }
        }
        return limit;
    }
}
