package io.flaskdata.sdk.edc;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.Optional;
import java.util.TimeZone;

/** A partial date is read if, and only if, java.util's strict calendar knows it, and is its own text. */
class DatesFuzzTest {
    @FuzzTest
    void fuzz(byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8);
        Optional<PartialDate> date = PartialDate.parsed(text);
        boolean expected = text.matches("[0-9]{4}(-[0-9]{2}){0,2}") && exists(text);
        if (date.isPresent() != expected) {
            throw new AssertionError(text + " is " + date);
        }
        date.ifPresent(each -> {
            if (!each.toString().equals(text)
                    || each.latest().isBefore(each.earliest())
                    || each.year() != number(text, 0, 4)) {
                throw new AssertionError(text + " is " + each);
            }
            if (each.month().isPresent() != text.length() > 4
                    || each.date().isPresent() != text.length() > 7
                    || (each.date().isPresent() && !each.earliest().toString().equals(text))) {
                throw new AssertionError(text + " has " + each.month() + each.date());
            }
        });
        try {
            PartialDate.of(text);
        } catch (IllegalArgumentException e) {
            if (expected || e.toString().contains("9999")) {
                throw new AssertionError(e);
            }
        } catch (DateTimeException e) {
            throw new AssertionError(e);
        }
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text.substring(from, to));
    }

    @SuppressWarnings("JavaUtilDate") // the other library
    private static boolean exists(String text) {
        GregorianCalendar calendar = new GregorianCalendar(TimeZone.getTimeZone("UTC"));
        calendar.setGregorianChange(new java.util.Date(Long.MIN_VALUE));
        calendar.setLenient(false);
        int year = number(text, 0, 4);
        calendar.set(Calendar.ERA, year == 0 ? GregorianCalendar.BC : GregorianCalendar.AD);
        calendar.set(Calendar.YEAR, year == 0 ? 1 : year);
        calendar.set(Calendar.MONTH, text.length() > 4 ? number(text, 5, 7) - 1 : 0);
        calendar.set(Calendar.DAY_OF_MONTH, text.length() > 7 ? number(text, 8, 10) : 1);
        try {
            calendar.getTimeInMillis();
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
