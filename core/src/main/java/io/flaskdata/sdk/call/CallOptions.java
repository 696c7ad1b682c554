package io.flaskdata.sdk.call;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.internal.Arguments;
import java.time.Duration;

/**
 * How calls are made: of a client, or of a view of it ({@link FlaskDataClient#withOptions}). Immutable.
 *
 * @param connectTimeout how long a connection may take to open; 10 s by default
 * @param readTimeout how long the server may be silent; by default there is no such limit, because the server may think
 *     for minutes before it answers, and the whole-call timeout rules
 * @param callTimeout how long a whole call may take, its repeats and the waits between them included; 60 s by default
 * @param extractTimeout the same for extracts and downloads, until the last byte is read; 600 s by default, the server's
 *     own limit
 * @param maxAttempts how often a request that may be repeated is sent at most; 3 by default, 1 for no repeats
 * @param readOnly whether every request is refused that the contract does not call a read; false by default
 */
public record CallOptions(
        Duration connectTimeout,
        Duration readTimeout,
        Duration callTimeout,
        Duration extractTimeout,
        int maxAttempts,
        boolean readOnly) {
    /** The defaults. */
    public static final CallOptions DEFAULTS = new CallOptions(
            Duration.ofSeconds(10), Duration.ZERO, Duration.ofSeconds(60), Duration.ofSeconds(600), 3, false);

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException when a timeout is not more than zero (the read timeout may be zero: none), or is
     *     longer than a day, or maxAttempts is not between 1 and 10
     */
    public CallOptions {
        Arguments.timeout(connectTimeout, "connectTimeout");
        if (!Arguments.notNull(readTimeout, "readTimeout").isZero()) {
            Arguments.timeout(readTimeout, "readTimeout");
        }
        Arguments.timeout(callTimeout, "callTimeout");
        Arguments.timeout(extractTimeout, "extractTimeout");
        Arguments.between(maxAttempts, 1, 10, "maxAttempts");
    }

    /**
     * With another connect timeout.
     *
     * @param timeout more than zero
     */
    public CallOptions withConnectTimeout(Duration timeout) {
        return new CallOptions(timeout, readTimeout, callTimeout, extractTimeout, maxAttempts, readOnly);
    }

    /**
     * With another read timeout.
     *
     * @param timeout zero for none
     */
    public CallOptions withReadTimeout(Duration timeout) {
        return new CallOptions(connectTimeout, timeout, callTimeout, extractTimeout, maxAttempts, readOnly);
    }

    /**
     * With another timeout of the whole call.
     *
     * @param timeout more than zero
     */
    public CallOptions withCallTimeout(Duration timeout) {
        return new CallOptions(connectTimeout, readTimeout, timeout, extractTimeout, maxAttempts, readOnly);
    }

    /**
     * With another timeout of extracts and downloads.
     *
     * @param timeout more than zero
     */
    public CallOptions withExtractTimeout(Duration timeout) {
        return new CallOptions(connectTimeout, readTimeout, callTimeout, timeout, maxAttempts, readOnly);
    }

    /**
     * With another number of attempts.
     *
     * @param attempts from 1, no repeats, to 10
     */
    public CallOptions withMaxAttempts(int attempts) {
        return new CallOptions(connectTimeout, readTimeout, callTimeout, extractTimeout, attempts, readOnly);
    }

    /**
     * Refuses, before it is sent, every request that the contract does not call a read. There is no way back: a view of a
     * read-only client is read-only.
     */
    public CallOptions asReadOnly() {
        return new CallOptions(connectTimeout, readTimeout, callTimeout, extractTimeout, maxAttempts, true);
    }
}
