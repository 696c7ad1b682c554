package io.flaskdata.sdk.formats;

import io.flaskdata.sdk.edc.NullCode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Text as values of a type: {@code String}, {@code Long}, {@code BigDecimal} (of {@code DECIMAL} and {@code NUMBER}),
 * {@code Boolean}, {@code LocalDate} or {@code Instant}.
 */
final class Values {
    static final String ZEROS = "numbers that lost zeros at their end, or gained some";
    static final String UNKNOWN_CODES = "codes without a label in the code list";

    private static final Set<String> NULL_CODES =
            Arrays.stream(NullCode.values()).map(NullCode::name).collect(Collectors.toUnmodifiableSet());

    private Values() {}

    /** The value of a field, of its column's text. */
    static @Nullable Object of(Field field, @Nullable String text, @Nullable ZoneId zone, Notes notes) throws Misfit {
        if (text == null) {
            return null;
        }
        TypedColumn column = field.column();
        boolean missing = column.nullCodes() && column.type() != ColumnType.TEXT && NULL_CODES.contains(text);
        return switch (field.part()) {
            case VALUE -> missing ? null : typed(column, text, zone, notes);
            case NULL_CODE -> missing ? text : null;
            case LABEL -> missing ? null : labels(column, text, notes);
        };
    }

    private static @Nullable Object typed(TypedColumn column, String text, @Nullable ZoneId zone, Notes notes)
            throws Misfit {
        return switch (column.type()) {
            case TEXT -> text;
            case INTEGER -> integer(text);
            case DECIMAL -> decimal(column, text, notes);
            case NUMBER -> number(text);
            case FLAG -> flag(text);
            case DATE -> date(text, zone);
            case INSTANT -> instant(text);
        };
    }

    private static Long integer(String text) throws Misfit {
        BigDecimal value = exact(text);
        try {
            // 5.0 and 1e3 would come back as other text.
            if (value.scale() == 0 && !text.startsWith("+") && !text.contains("e") && !text.contains("E")) {
                return value.longValueExact();
            }
        } catch (ArithmeticException e) {
            throw new Misfit("is no whole number of at most 64 bits");
        }
        throw new Misfit("is no whole number");
    }

    private static BigDecimal decimal(TypedColumn column, String text, Notes notes) throws Misfit {
        BigDecimal value = exact(text);
        BigDecimal scaled;
        try {
            scaled = value.setScale(column.scale());
        } catch (ArithmeticException e) {
            throw new Misfit("has more than " + column.scale() + " decimals");
        }
        if (scaled.precision() > column.length()) {
            throw new Misfit("has more than " + column.length() + " digits");
        }
        if (value.scale() != column.scale()) {
            notes.count(ZEROS, column.name());
        }
        return scaled;
    }

    private static BigDecimal number(String text) throws Misfit {
        BigDecimal value = exact(text);
        if (!isDouble(value)) {
            throw new Misfit("has more digits than a number of 64 bits gives back");
        }
        return value;
    }

    /** Whether a double gives all significant digits back: up to 15 it always does. */
    static boolean isDouble(BigDecimal value) {
        BigDecimal digits = value.stripTrailingZeros();
        int exponent = digits.precision() - digits.scale();
        if (digits.precision() <= 15 && Math.abs(exponent) < 300) {
            return true;
        }
        double nearest = value.doubleValue();
        return Double.isFinite(nearest) && new BigDecimal(Double.toString(nearest)).compareTo(value) == 0;
    }

    /** A number, without zeros at its start, which would be lost. */
    private static BigDecimal exact(String text) throws Misfit {
        BigDecimal value;
        try {
            value = text.length() > 400 ? null : new BigDecimal(text);
        } catch (NumberFormatException e) {
            value = null;
        }
        int first = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
        if (value == null || Math.abs(value.scale()) > 400) {
            throw new Misfit("is no number");
        }
        if (text.length() > first + 1 && text.charAt(first) == '0' && Character.isDigit(text.charAt(first + 1))) {
            throw new Misfit("is a number with zeros at its start");
        }
        if (value.signum() == 0 && text.startsWith("-")) {
            throw new Misfit("is a zero with a sign");
        }
        return value;
    }

    private static Boolean flag(String text) throws Misfit {
        if (!text.equals("true") && !text.equals("false")) {
            throw new Misfit("is neither true nor false");
        }
        return text.equals("true");
    }

    private static LocalDate date(String text, @Nullable ZoneId zone) throws Misfit {
        try {
            if (text.length() == 10) {
                return LocalDate.parse(text);
            }
            if (text.contains("T")) {
                Instant instant = Instant.parse(text);
                if (zone == null) {
                    throw new Misfit("is an instant, whose day depends on the server's zone: declare the zone");
                }
                LocalDate day = LocalDate.ofInstant(instant, zone);
                if (!day.atStartOfDay(zone).toInstant().equals(instant)) {
                    throw new Misfit("is an instant within a day, in the server's zone");
                }
                return day;
            }
        } catch (DateTimeException e) {
            throw new Misfit("is no date");
        }
        throw new Misfit("is no date");
    }

    private static Instant instant(String text) throws Misfit {
        Instant instant;
        try {
            instant = Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new Misfit("is no instant");
        }
        if (instant.getNano() % 1_000 != 0 || Math.abs(instant.getEpochSecond()) > 4_000_000_000_000L) {
            throw new Misfit("is no instant of whole microseconds");
        }
        return instant;
    }

    private static @Nullable String labels(TypedColumn column, String text, Notes notes) {
        if (text.isEmpty()) {
            return null;
        }
        String[] codes =
                column.multiple() && !column.codes().containsKey(text) ? text.split(",", -1) : new String[] {text};
        if (!Arrays.stream(codes).allMatch(column.codes()::containsKey)) {
            notes.count(UNKNOWN_CODES, column.name());
            return null;
        }
        return Arrays.stream(codes).map(column.codes()::get).collect(Collectors.joining(", "));
    }

    /** The digits of a decimal, in two's complement and this many bytes. */
    static byte[] twosComplement(BigDecimal value, int bytes) {
        BigInteger unscaled = value.unscaledValue();
        byte[] shortest = unscaled.toByteArray();
        byte[] padded = new byte[bytes];
        Arrays.fill(padded, (byte) (unscaled.signum() < 0 ? -1 : 0));
        System.arraycopy(shortest, 0, padded, bytes - shortest.length, shortest.length);
        return padded;
    }
}
