package io.flaskdata.sdk.internal;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.Year;
import org.jspecify.annotations.Nullable;

/**
 * Numbers and instants in ASCII, written as servers mostly write them. Anything else is null, which is never wrong: the
 * text is then parsed as a text.
 */
public final class PlainScalars {
    /** What surely fits into a long. */
    private static final int MOST_DIGITS = 18;

    private static final long IN_DOUBT = -1;
    private static final int POINT = 19;

    private PlainScalars() {}

    /** Digits, perhaps with a minus before them. */
    public static @Nullable Integer integer(byte[] ascii, int from, int to) {
        int first = isNegative(ascii, from, to) ? from + 1 : from;
        long value = digits(ascii, first, to);
        if (value < 0 || value > Integer.MAX_VALUE) {
            return null;
        }
        return first == from ? (int) value : -(int) value;
    }

    /** Digits, perhaps with a point between them and a minus before them. */
    public static @Nullable BigDecimal decimal(byte[] ascii, int from, int to) {
        int first = isNegative(ascii, from, to) ? from + 1 : from;
        int point = first;
        while (point < to && ascii[point] != '.') {
            point++;
        }
        int scale = point == to ? 0 : to - point - 1;
        if (point - first + scale > MOST_DIGITS) {
            return null;
        }
        long whole = digits(ascii, first, point);
        long fraction = point == to ? 0 : digits(ascii, point + 1, to);
        if (whole < 0 || fraction < 0) {
            return null;
        }
        for (int i = 0; i < scale; i++) {
            whole *= 10;
        }
        return BigDecimal.valueOf(first == from ? whole + fraction : -whole - fraction, scale);
    }

    /** {@code 2026-11-28T06:45:30Z}, perhaps with milliseconds. */
    public static @Nullable Instant instant(byte[] ascii, int from, int to) {
        int length = to - from;
        boolean millis = length == POINT + 5;
        if ((!millis && length != POINT + 1) || ascii[to - 1] != 'Z' || (millis && ascii[from + POINT] != '.')) {
            return null;
        }
        if (ascii[from + 4] != '-' || ascii[from + 7] != '-' || ascii[from + 10] != 'T') {
            return null;
        }
        if (ascii[from + 13] != ':' || ascii[from + 16] != ':') {
            return null;
        }
        long year = digits(ascii, from, from + 4);
        long month = digits(ascii, from + 5, from + 7);
        long day = digits(ascii, from + 8, from + 10);
        long hour = digits(ascii, from + 11, from + 13);
        long minute = digits(ascii, from + 14, from + 16);
        long second = digits(ascii, from + 17, from + 19);
        long milli = millis ? digits(ascii, from + POINT + 1, to - 1) : 0;
        boolean isDate = year >= 0 && month >= 1 && month <= 12 && day >= 1 && day <= days(year, (int) month);
        boolean isTime = hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60;
        if (!isDate || !isTime || milli < 0) {
            return null;
        }
        long seconds = (hour * 60 + minute) * 60 + second;
        LocalDate date = LocalDate.of((int) year, (int) month, (int) day);
        return Instant.ofEpochSecond(date.toEpochDay() * 86_400 + seconds, milli * 1_000_000);
    }

    private static int days(long year, int month) {
        return Month.of(month).length(Year.isLeap(year));
    }

    private static boolean isNegative(byte[] ascii, int from, int to) {
        return from < to && ascii[from] == '-';
    }

    /** In doubt when there is none or anything else. */
    private static long digits(byte[] ascii, int from, int to) {
        if (from == to || to - from > MOST_DIGITS) {
            return IN_DOUBT;
        }
        long value = 0;
        for (int at = from; at < to; at++) {
            int digit = ascii[at] - '0';
            if (digit < 0 || digit > 9) {
                return IN_DOUBT;
            }
            value = 10 * value + digit;
        }
        return value;
    }
}
