package io.flaskdata.sdk.sandbox.internal.http;

import java.util.List;
import java.util.function.IntConsumer;

/** The deviations of a sandbox, which can be changed while it runs. A reset keeps them. */
public final class Deviating {
    private final List<IntConsumer> idle;
    private volatile Deviations now = Deviations.NONE;

    /**
     * Starts without any.
     *
     * @param idle told the milliseconds after which new connections are closed when idle
     */
    public Deviating(List<IntConsumer> idle) {
        this.idle = idle;
    }

    public void set(List<Deviation> deviations) {
        now = new Deviations(deviations);
        idle.forEach(each -> each.accept(now.idle()));
    }

    Deviations now() {
        return now;
    }
}
