package io.flaskdata.sdk.spring;

import io.flaskdata.sdk.CheckReport;
import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.call.CallOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A client's check, made at most once in an interval, whatever its result, and never twice at the same time: probes
 * come every few seconds, from several places.
 */
final class HealthCheck {
    private record Taken(CheckReport report, Instant at) {}

    private final FlaskDataClient client;
    private final FlaskDataProperties.Health settings;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Taken last;

    HealthCheck(FlaskDataClient client, FlaskDataProperties.Health settings, InstantSource clock) {
        this.client = client;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Whether FlaskData can be used. A clock that differs is told, but stops nothing.
     *
     * @param details receives a line for each check, and when they were made
     */
    boolean isUp(BiConsumer<String, Object> details) {
        Taken taken = taken();
        taken.report()
                .checks()
                .forEach(each -> details.accept(each.name(), (each.ok() ? "ok: " : "PROBLEM: ") + each.detail()));
        details.accept("checked", taken.at().toString());
        return taken.report().checks().stream()
                .allMatch(each -> each.ok() || each.name().equals("clock"));
    }

    private Taken taken() {
        Taken known = last;
        if (known != null && isFresh(known)) {
            return known;
        }
        if (known == null) {
            lock.lock();
        } else if (!lock.tryLock()) {
            return known; // Another probe is checking.
        }
        try {
            Taken meanwhile = last;
            if (meanwhile != null && isFresh(meanwhile)) {
                return meanwhile;
            }
            CheckReport report =
                    client.withOptions(this::limited).check(settings.databases().toArray(String[]::new));
            Taken made = new Taken(report, clock.instant());
            last = made;
            return made;
        } finally {
            lock.unlock();
        }
    }

    private boolean isFresh(Taken taken) {
        Duration age = Duration.between(taken.at(), clock.instant());
        return !age.isNegative() && age.compareTo(settings.interval()) < 0;
    }

    private CallOptions limited(CallOptions options) {
        return options.withMaxAttempts(1)
                .withCallTimeout(shorter(options.callTimeout()))
                .withExtractTimeout(shorter(options.extractTimeout()));
    }

    private Duration shorter(Duration configured) {
        return configured.compareTo(settings.timeout()) < 0 ? configured : settings.timeout();
    }
}
