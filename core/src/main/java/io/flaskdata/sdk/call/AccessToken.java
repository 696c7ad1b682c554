package io.flaskdata.sdk.call;

import io.flaskdata.sdk.internal.Arguments;
import java.time.Instant;

/**
 * A FlaskData token from your own source. {@code toString} doesn't show it.
 *
 * @param value the token, without {@code JWT} or {@code Bearer} before it
 * @param expires when it expires: FlaskData's {@code expired}, not the JWT's own {@code exp}
 */
public record AccessToken(String value, Instant expires) {
    /**
     * Checks the token.
     *
     * @throws IllegalArgumentException when the value is null, blank, or contains a space or a character not allowed in
     *     a header; when expires is null
     */
    public AccessToken {
        Arguments.headerSafe(value, "value");
        Arguments.notNull(expires, "expires");
    }

    @Override
    public String toString() {
        return "AccessToken[redacted, expires " + expires + "]";
    }
}
