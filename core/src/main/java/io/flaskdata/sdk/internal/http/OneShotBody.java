package io.flaskdata.sdk.internal.http;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * Stops OkHttp from resending a POST, which it does on 408, on 503 with Retry-After 0 and when a pooled connection
 * turns out to be closed, whatever its settings: it never repeats a one-shot body.
 */
public final class OneShotBody extends RequestBody {
    private final RequestBody body;

    private OneShotBody(RequestBody body) {
        this.body = body;
    }

    static Request of(Request request) {
        RequestBody body = request.body();
        return body == null || body.isOneShot()
                ? request
                : request.newBuilder()
                        .method(request.method(), new OneShotBody(body))
                        .build();
    }

    @Override
    public boolean isOneShot() {
        return true;
    }

    @Override
    public @Nullable MediaType contentType() {
        return body.contentType();
    }

    @Override
    public long contentLength() throws IOException {
        return body.contentLength();
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        body.writeTo(sink);
    }
}
