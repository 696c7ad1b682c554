package io.flaskdata.sdk.call;

import io.flaskdata.sdk.internal.Arguments;

/**
 * An e-mail address and a password. {@code toString} shows neither.
 *
 * @param email the user's e-mail address
 * @param password the password
 */
public record Credentials(String email, String password) {
    /**
     * Checks both.
     *
     * @throws IllegalArgumentException when one is null or blank
     */
    public Credentials {
        Arguments.notBlank(email, "email");
        Arguments.notBlank(password, "password");
    }

    @Override
    public String toString() {
        return "Credentials[redacted]";
    }
}
