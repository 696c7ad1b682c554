package io.flaskdata.sdk.forms;

import io.flaskdata.sdk.internal.Arguments;

/**
 * The token of an event's form link, such as {@code FED_} and twelve letters and digits. Who has it can read and change the
 * event without signing in: it is as secret as a password, and {@code toString} does not show it.
 *
 * @param value the token
 */
public record FormToken(String value) {
    /**
     * Checks that it can stand in an address.
     *
     * @throws IllegalArgumentException when it is blank or has characters that can't stand in one segment of a path
     */
    public FormToken {
        Arguments.pathSegment(value, "form token");
    }

    @Override
    public String toString() {
        return "FormToken[redacted]";
    }
}
