package io.flaskdata.sdk.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The system's clock, which a test can move: it determines when tokens expire and how new rows are dated. */
public final class SandboxClock implements InstantSource {
    private volatile Duration ahead = Duration.ZERO;

    /** A clock that shows the system's time until it is moved. */
    public static SandboxClock system() {
        return new SandboxClock();
    }

    private SandboxClock() {}

    /**
     * Moves it forward, or back by a negative duration.
     *
     * @param duration by how much
     */
    public void advance(Duration duration) {
        ahead = ahead.plus(duration);
    }

    /** Back to the system's time. */
    public void reset() {
        ahead = Duration.ZERO;
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(ahead);
    }
}
