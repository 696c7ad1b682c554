package io.flaskdata.sdk.formats;

import java.math.BigDecimal;
import java.nio.ByteBuffer;

/**
 * Numbers as SAS transport files have them: a sign, a power of 16 and 56 bits of a fraction. Each finite {@code double}
 * between 16<sup>-65</sup> and 16<sup>63</sup> is one exactly.
 */
final class IbmDouble {
    static final int BYTES = 8;
    /** A missing value. */
    static final byte[] MISSING = {'.', 0, 0, 0, 0, 0, 0, 0};

    private static final int BIAS = 64;
    private static final int FRACTION = 56;

    private IbmDouble() {}

    /** Whether a number comes back with all its digits. */
    static boolean holds(BigDecimal value) {
        if (!Values.isDouble(value)) {
            return false;
        }
        double nearest = value.doubleValue();
        return nearest == 0 || inRange(power(nearest));
    }

    private static boolean inRange(int power) {
        return power >= -BIAS && power < BIAS;
    }

    /** The power of 16 that is just above the value. */
    private static int power(double value) {
        return Math.floorDiv(Math.getExponent(value) + 1 + 3, 4);
    }

    static byte[] of(double value) {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES);
        if (value != 0) {
            int power = power(value);
            if (!inRange(power)) {
                throw new IllegalArgumentException("Too large or too small for an IBM double");
            }
            // 53 bits, moved to the top of the fraction, then down to the power of 16 above.
            long digits = Double.doubleToRawLongBits(value) & 0xF_FFFF_FFFF_FFFFL | 1L << 52;
            int down = 4 * power - (Math.getExponent(value) + 1);
            long sign = value < 0 ? 1L << 63 : 0;
            bytes.putLong(0, sign | (long) (power + BIAS) << FRACTION | digits << 3 >> down);
        }
        return bytes.array();
    }
}
