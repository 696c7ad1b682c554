package io.flaskdata.sdk.internal.http;

import java.time.Duration;
import java.time.Instant;

/**
 * A token with its number, so that a late 401 for an old one can't evict a newer one, and with how far the server's
 * clock was ahead of ours when it was issued.
 */
public record Token(String value, Instant expires, long number, Duration skew) {
    /** When it expires by our own clock. */
    Instant expiresHere() {
        return expires.minus(skew);
    }

    @Override
    public String toString() {
        return "Token[#" + number + ", expires " + expires + "]";
    }
}
