package io.flaskdata.sdk;

import java.time.Instant;

/** A token with its number, so that a late 401 for an old one can't evict a newer one. */
record Token(String value, Instant expires, long number) {
    @Override
    public String toString() {
        return "Token[#" + number + ", expires " + expires + "]";
    }
}
