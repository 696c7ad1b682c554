package io.flaskdata.sdk.internal.http;

import io.flaskdata.sdk.call.CallListener;
import io.flaskdata.sdk.call.CallOptions;
import io.flaskdata.sdk.call.TokenScheme;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** A client's settings, besides environment and credentials. */
public record Settings(
        TokenScheme tokenScheme,
        CallOptions options,
        int maxConcurrentCalls,
        List<CallListener> listeners,
        InstantSource clock,
        Sleeper sleeper,
        DoubleSupplier random,
        @Nullable ZoneId zone,
        AnswerListeners answers) {
    public Settings with(CallOptions changed) {
        return new Settings(tokenScheme, changed, maxConcurrentCalls, listeners, clock, sleeper, random, zone, answers);
    }

    public Settings with(AnswerListeners changed) {
        return new Settings(tokenScheme, options, maxConcurrentCalls, listeners, clock, sleeper, random, zone, changed);
    }
}
