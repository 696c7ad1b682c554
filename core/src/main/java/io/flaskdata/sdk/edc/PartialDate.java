package io.flaskdata.sdk.edc;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A date of which only the year, or year and month, may be known: {@code 2021}, {@code 2021-03}, {@code 2021-03-05}.
 */
public final class PartialDate {
    private static final Pattern FORMAT = Pattern.compile("(\\d{4})(?:-(\\d{2})(?:-(\\d{2}))?)?");

    private final String text;
    private final LocalDate earliest;
    private final LocalDate latest;

    private PartialDate(String text, LocalDate earliest, LocalDate latest) {
        this.text = text;
        this.earliest = earliest;
        this.latest = latest;
    }

    /**
     * Reads a date as the EDC stores it.
     *
     * @param text {@code yyyy}, {@code yyyy-MM} or {@code yyyy-MM-dd}
     * @throws IllegalArgumentException when it has none of these formats, or there is no such date
     */
    public static PartialDate of(String text) {
        return parsed(text).orElseThrow(() -> new IllegalArgumentException("text is not yyyy, yyyy-MM or yyyy-MM-dd"));
    }

    static Optional<PartialDate> parsed(String text) {
        Matcher matcher = FORMAT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            int year = Integer.parseInt(matcher.group(1));
            if (matcher.group(2) == null) {
                return Optional.of(new PartialDate(text, LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31)));
            }
            YearMonth month = YearMonth.of(year, Integer.parseInt(matcher.group(2)));
            if (matcher.group(3) == null) {
                return Optional.of(new PartialDate(text, month.atDay(1), month.atEndOfMonth()));
            }
            LocalDate day = month.atDay(Integer.parseInt(matcher.group(3)));
            return Optional.of(new PartialDate(text, day, day));
        } catch (DateTimeException noSuchDate) {
            return Optional.empty();
        }
    }

    /** The year. */
    public int year() {
        return earliest.getYear();
    }

    /**
     * The month.
     *
     * @return 1 to 12, or empty when only the year is known
     */
    public OptionalInt month() {
        return text.length() < 7 ? OptionalInt.empty() : OptionalInt.of(earliest.getMonthValue());
    }

    /**
     * The whole date.
     *
     * @return empty when the day is not known
     */
    public Optional<LocalDate> date() {
        return text.length() < 10 ? Optional.empty() : Optional.of(earliest);
    }

    /** The earliest day it can be. */
    public LocalDate earliest() {
        return earliest;
    }

    /** The latest day it can be. */
    public LocalDate latest() {
        return latest;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PartialDate date && date.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** As the EDC stores it. */
    @Override
    public String toString() {
        return text;
    }
}
