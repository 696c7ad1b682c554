package io.flaskdata.sdk.call;

/**
 * The server's answer to a write whose answer's shape is unknown outside FlaskData. It had a 2xx status and is not one
 * of FlaskData's error objects; nothing more can be checked.
 *
 * @param raw the answer, unchanged: JSON, plain text, or empty
 */
public record Acknowledgement(String raw) {
    /** Without the answer, which may contain personal data. */
    @Override
    public String toString() {
        return "Acknowledgement[redacted]";
    }
}
