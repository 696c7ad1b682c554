package io.flaskdata.sdk.sandbox;

/** Ends a request with a status and the plain text that FlaskData's framework sends. */
final class ApiError extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;

    ApiError(int status, String text) {
        super(text);
        this.status = status;
    }

    static ApiError badRequest(String module, String text) {
        return new ApiError(400, "[" + module + "] " + text);
    }

    int status() {
        return status;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
