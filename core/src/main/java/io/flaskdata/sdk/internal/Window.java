package io.flaskdata.sdk.internal;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** A date window in FlaskData's milliseconds, each end rounded outwards so that no row is lost. */
public record Window(@Nullable Instant from, @Nullable Instant before) {
    public static final Window ALL = new Window(null, null);

    private static final Instant FIRST = Instant.parse("0001-01-02T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-30T00:00:00Z");

    public Window startingAt(Instant start) {
        return checked(inRange(start, "start").truncatedTo(ChronoUnit.MILLIS), before, "start");
    }

    public Window endingAt(Instant end) {
        Instant down = inRange(end, "end").truncatedTo(ChronoUnit.MILLIS);
        return checked(from, down.equals(end) ? end : down.plusMillis(1), "end");
    }

    /** Leaves a day's margin on both sides, for callers that round to days. */
    private static Instant inRange(@Nullable Instant value, String name) {
        Instant present = Arguments.notNull(value, name);
        if (present.isBefore(FIRST) || present.isAfter(LAST)) {
            throw new IllegalArgumentException(name + " must be in a year from 1 to 9999");
        }
        return present;
    }

    private static Window checked(@Nullable Instant from, @Nullable Instant before, String name) {
        if (from != null && before != null && !from.isBefore(before)) {
            throw new IllegalArgumentException(name + " makes a window that ends before it starts");
        }
        return new Window(from, before);
    }
}
