package io.flaskdata.sdk.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Eight bytes looked at together, as a number whose lowest byte is the first. */
public final class Eight {
    static final int BYTES = Long.BYTES;

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH = 0x0101_0101_0101_0101L;
    private static final long TOP_BITS = 0x8080_8080_8080_8080L;

    private Eight() {}

    static long at(byte[] bytes, int from) {
        return (long) WORDS.get(bytes, from);
    }

    /**
     * Which bytes are a quote, a backslash, a control character or not ASCII, for {@link #first}. A quote and the control
     * characters are what is below 0x21 once the second lowest bit is flipped.
     */
    static long notPlain(long word) {
        return ((word ^ 0x02 * EACH) - 0x21 * EACH | (word ^ '\\' * EACH) - EACH | word) & TOP_BITS;
    }

    /** Whether a string holds this byte as it is. */
    static boolean isPlain(byte one) {
        return one >= ' ' && one != '"' && one != '\\';
    }

    /** Which bytes are no digits, for {@link #first}. */
    static long notDigit(long word) {
        long value = word ^ '0' * EACH;
        return (value + (0x80 - 10) * EACH | value) & TOP_BITS;
    }

    /** Where the first control character is from here on, or the end. */
    public static int control(byte[] bytes, int from) {
        int at = from;
        for (; bytes.length - at >= BYTES; at += BYTES) {
            long word = at(bytes, at);
            long found = word - ' ' * EACH & ~word & TOP_BITS;
            if (found != 0) {
                return at + first(found);
            }
        }
        while (at < bytes.length && (bytes[at] < 0 || bytes[at] >= ' ')) {
            at++;
        }
        return at;
    }

    /** Whether one of these bytes is there. */
    public static boolean has(byte sought, byte[] bytes, int from, int to) {
        int at = from;
        for (; to - at >= BYTES; at += BYTES) {
            long different = at(bytes, at) ^ sought * EACH;
            if ((different - EACH & ~different & TOP_BITS) != 0) {
                return true;
            }
        }
        while (at < to && bytes[at] != sought) {
            at++;
        }
        return at < to;
    }

    /** The position of the first byte found; a borrow or carry makes what is found after it unreliable. */
    static int first(long found) {
        return Long.numberOfTrailingZeros(found) >>> 3;
    }
}
