package io.flaskdata.sdk.call;

import io.flaskdata.sdk.internal.Arguments;
import java.time.Instant;

/**
 * A FlaskData token from a source of your own. Its {@code toString} doesn't show it.
 *
 * @param value the token, without {@code JWT} or {@code Bearer} before it
 * @param expires when it ends: what FlaskData said as {@code expired}, never the JWT's own {@code exp}
 */
public record AccessToken(String value, Instant expires) {
    /**
     * Checks the token.
     *
     * @throws IllegalArgumentException when the value is null, blank, or holds a blank or another character that no
     *     header may hold; when expires is null
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
