package io.flaskdata.sdk.call;

/**
 * The server's answer to a write whose answer's shape nobody outside FlaskData knows. It came with a 2xx status and is not
 * one of FlaskData's error objects; there is nothing more it can be held against.
 *
 * @param raw the answer as it came: JSON, plain text, or empty
 */
public record Acknowledgement(String raw) {
    /** Without the answer, which may hold data of people. */
    @Override
    public String toString() {
        return "Acknowledgement[redacted]";
    }
}
