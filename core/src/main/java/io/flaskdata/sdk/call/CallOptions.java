package io.flaskdata.sdk.call;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.internal.Arguments;
import java.time.Duration;

/**
 * How a client, or a view of it ({@link FlaskDataClient#withOptions}), makes its calls. Immutable.
 *
 * @param connectTimeout how long a connection may take to open; 10 s by default
 * @param readTimeout how long the server may be silent; by default there is no such limit, because the server may take
 *     minutes before it answers; the call timeout applies anyway
 * @param callTimeout how long a whole call may take, including repeats and the waits between them; 60 s by default
 * @param extractTimeout the same for extracts and downloads, until the last byte is read; 600 s by default, which is
 *     the server's own limit
 * @param maxAttempts how many times a repeatable request is sent at most; 3 by default, 1 for no repeats
 * @param readOnly whether to refuse every request that the contract does not call a read; false by default
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
     * @throws IllegalArgumentException when a timeout is not positive (the read timeout may be zero, for none) or
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
     * Changes the connect timeout.
     *
     * @param timeout more than zero
     */
    public CallOptions withConnectTimeout(Duration timeout) {
        return new CallOptions(timeout, readTimeout, callTimeout, extractTimeout, maxAttempts, readOnly);
    }

    /**
     * Changes the read timeout.
     *
     * @param timeout zero for none
     */
    public CallOptions withReadTimeout(Duration timeout) {
        return new CallOptions(connectTimeout, timeout, callTimeout, extractTimeout, maxAttempts, readOnly);
    }

    /**
     * Changes the call timeout.
     *
     * @param timeout more than zero
     */
    public CallOptions withCallTimeout(Duration timeout) {
        return new CallOptions(connectTimeout, readTimeout, timeout, extractTimeout, maxAttempts, readOnly);
    }

    /**
     * Changes the timeout of extracts and downloads.
     *
     * @param timeout more than zero
     */
    public CallOptions withExtractTimeout(Duration timeout) {
        return new CallOptions(connectTimeout, readTimeout, callTimeout, timeout, maxAttempts, readOnly);
    }

    /**
     * Changes the number of attempts.
     *
     * @param attempts from 1 (no repeats) to 10
     */
    public CallOptions withMaxAttempts(int attempts) {
        return new CallOptions(connectTimeout, readTimeout, callTimeout, extractTimeout, attempts, readOnly);
    }

    /**
     * Refuses, before sending, every request that the contract does not call a read. It can't be undone: a view of a
     * read-only client is read-only.
     */
    public CallOptions asReadOnly() {
        return new CallOptions(connectTimeout, readTimeout, callTimeout, extractTimeout, maxAttempts, true);
    }
}
