package io.flaskdata.sdk.sandbox.internal.base;

/** Ends a request with a status and the plain text that FlaskData's framework sends. */
public final class ApiError extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;

    public ApiError(int status, String text) {
        super(text);
        this.status = status;
    }

    /** A request that was running when the sandbox was reset must not change the new data. */
    public static ApiError reset() {
        return new ApiError(503, "[sandbox] The sandbox was reset meanwhile.");
    }

    public static ApiError badRequest(String module, String text) {
        return new ApiError(400, "[" + module + "] " + text);
    }

    public int status() {
        return status;
    }

    public String text() {
        return String.valueOf(getMessage());
    }
}
