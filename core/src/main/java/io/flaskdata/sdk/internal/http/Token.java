package io.flaskdata.sdk.internal.http;

import java.time.Duration;
import java.time.Instant;

/**
 * A token with its number, so that a late 401 for an old one can't evict a newer one, and by how much the server's clock
 * was ahead of ours when it gave it.
 */
public record Token(String value, Instant expires, long number, Duration skew) {
    /** Its end by our own clock. */
    Instant expiresHere() {
        return expires.minus(skew);
    }

    @Override
    public String toString() {
        return "Token[#" + number + ", expires " + expires + "]";
    }
}
