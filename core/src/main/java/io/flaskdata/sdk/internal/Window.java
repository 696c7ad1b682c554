package io.flaskdata.sdk.internal;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** A window on dates in FlaskData's milliseconds, each end rounded outwards so that no row is lost by it. */
public record Window(@Nullable Instant from, @Nullable Instant before) {
    public static final Window ALL = new Window(null, null);

    public Window startingAt(Instant start) {
        return checked(Arguments.notNull(start, "start").truncatedTo(ChronoUnit.MILLIS), before, "start");
    }

    public Window endingAt(Instant end) {
        Instant down = Arguments.notNull(end, "end").truncatedTo(ChronoUnit.MILLIS);
        return checked(from, down.equals(end) ? end : down.plusMillis(1), "end");
    }

    private static Window checked(@Nullable Instant from, @Nullable Instant before, String name) {
        if (from != null && before != null && !from.isBefore(before)) {
            throw new IllegalArgumentException(name + " makes a window that ends before it starts");
        }
        return new Window(from, before);
    }
}
