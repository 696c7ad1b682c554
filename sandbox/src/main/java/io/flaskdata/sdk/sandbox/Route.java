package io.flaskdata.sdk.sandbox;

/** An operation the sandbox serves. */
record Route(String method, String path, String grade, Auth auth, Handler handler) {
    /** Whether a token is asked for. */
    enum Auth {
        TOKEN,
        NONE
    }

    /** Answers one request. */
    @FunctionalInterface
    interface Handler {
        void handle(Exchange exchange) throws Exception;
    }
}
