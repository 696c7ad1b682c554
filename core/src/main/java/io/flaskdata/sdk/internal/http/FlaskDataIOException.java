package io.flaskdata.sdk.internal.http;

import io.flaskdata.sdk.errors.FlaskDataException;
import java.io.IOException;

/** Carries one of our exceptions through OkHttp, whose interceptors may throw only IOException. */
public final class FlaskDataIOException extends IOException {
    private static final long serialVersionUID = 1;

    private final FlaskDataException failure;

    FlaskDataIOException(FlaskDataException failure) {
        super(failure.getMessage(), failure);
        this.failure = failure;
    }

    public FlaskDataException failure() {
        return failure;
    }
}
