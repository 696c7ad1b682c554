package io.flaskdata.sdk;

import java.io.IOException;

/** Carries one of our exceptions through OkHttp, whose interceptors may throw nothing but IOException. */
final class FlaskDataIOException extends IOException {
    private static final long serialVersionUID = 1;

    private final FlaskDataException failure;

    FlaskDataIOException(FlaskDataException failure) {
        super(failure.getMessage(), failure);
        this.failure = failure;
    }

    FlaskDataException failure() {
        return failure;
    }
}
