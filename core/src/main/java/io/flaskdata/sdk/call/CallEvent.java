package io.flaskdata.sdk.call;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One attempt of a call, reported when its answer was read or closed, or when it failed. It contains no value, token or
 * address.
 *
 * @param operation the operation's id, such as {@code edc.extractData}
 * @param attempt how often the request, or part of it, had left this machine by then; 0 if never
 * @param status the answer's HTTP status; empty when there was no answer
 * @param duration from the attempt's start to its end, including reading the answer
 * @param requestBytes the length of the request's body; -1 when unknown
 * @param responseBytes how much of the answer's body was read, after decompression
 * @param failure the class name of the network failure that ended it; empty when there was none
 */
public record CallEvent(
        String operation,
        int attempt,
        OptionalInt status,
        Duration duration,
        long requestBytes,
        long responseBytes,
        Optional<String> failure) {}
