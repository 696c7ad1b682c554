package io.flaskdata.sdk.call;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One attempt of a call, told when it has ended: its answer was read or closed, or it failed. It holds no value, no
 * token and no address.
 *
 * @param operation the operation's id, such as {@code edc.extractData}
 * @param attempt how often the request, or a part of it, had left this machine by then: 0 when it never did
 * @param status the answer's HTTP status; empty when there was no answer
 * @param duration from the attempt's start to its end, the reading of the answer included
 * @param requestBytes the length of the request's body, -1 when it isn't known
 * @param responseBytes how much of the answer's body was read, after decompression
 * @param failure the kind of network failure that ended it, a class name; empty when none did
 */
public record CallEvent(
        String operation,
        int attempt,
        OptionalInt status,
        Duration duration,
        long requestBytes,
        long responseBytes,
        Optional<String> failure) {}
