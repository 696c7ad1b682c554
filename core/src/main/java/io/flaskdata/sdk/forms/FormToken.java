package io.flaskdata.sdk.forms;

import io.flaskdata.sdk.internal.Arguments;

/**
 * The token of an event's form link, such as {@code FED_} and twelve letters and digits. Anyone who has it can read and
 * change the event without signing in. Keep it as secret as a password; {@code toString} does not show it.
 *
 * @param value the token
 */
public record FormToken(String value) {
    /**
     * Checks that it is a valid path segment.
     *
     * @throws IllegalArgumentException when it is blank or not a valid path segment
     */
    public FormToken {
        Arguments.pathSegment(value, "form token");
    }

    @Override
    public String toString() {
        return "FormToken[redacted]";
    }
}
