package io.flaskdata.sdk.internal.http;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import okio.AsyncTimeout;

/**
 * Keeps one short timeout in Okio's queue while calls are made. Okio wakes its thread for each timeout that would be the
 * queue's first; a call's timeout is longer than this one, so that a call wakes no thread. Nothing but speed depends on
 * it.
 */
final class Pulse extends AsyncTimeout {
    private static final Pulse ONLY = new Pulse();

    private final AtomicBoolean running = new AtomicBoolean();
    private volatile boolean calls;

    private Pulse() {
        timeout(1, TimeUnit.SECONDS);
    }

    static void beat() {
        if (!ONLY.calls) {
            ONLY.calls = true;
        }
        if (!ONLY.running.get() && ONLY.running.compareAndSet(false, true)) {
            ONLY.enter();
        }
    }

    @Override
    protected void timedOut() {
        exit();
        if (calls) {
            calls = false;
            enter();
        } else {
            running.set(false);
        }
    }
}
