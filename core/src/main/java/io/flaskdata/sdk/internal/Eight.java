package io.flaskdata.sdk.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Eight bytes looked at together, as a number whose lowest byte is the first. */
final class Eight {
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

    /** The position of the first byte found; a borrow or carry makes what is found after it unreliable. */
    static int first(long found) {
        return Long.numberOfTrailingZeros(found) >>> 3;
    }
}
