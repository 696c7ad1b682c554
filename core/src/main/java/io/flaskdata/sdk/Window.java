package io.flaskdata.sdk;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** A window on dates in FlaskData's milliseconds, each end rounded outwards so that no row is lost by it. */
record Window(@Nullable Instant from, @Nullable Instant before) {
    static final Window ALL = new Window(null, null);

    Window {
        if (from != null && before != null && !from.isBefore(before)) {
            throw new IllegalArgumentException("The window ends before it starts");
        }
    }

    Window startingAt(Instant start) {
        return new Window(start.truncatedTo(ChronoUnit.MILLIS), before);
    }

    Window endingAt(Instant end) {
        Instant down = end.truncatedTo(ChronoUnit.MILLIS);
        return new Window(from, down.equals(end) ? end : down.plusMillis(1));
    }
}
