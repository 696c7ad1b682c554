package io.flaskdata.sdk;

import java.time.InstantSource;
import java.util.function.DoubleSupplier;

/** What a client was built with, besides environment and credentials. */
record Settings(
        TokenScheme tokenScheme,
        CallOptions options,
        int maxConcurrentCalls,
        CallListener listener,
        InstantSource clock,
        Sleeper sleeper,
        DoubleSupplier random) {
    Settings with(CallOptions changed) {
        return new Settings(tokenScheme, changed, maxConcurrentCalls, listener, clock, sleeper, random);
    }
}
