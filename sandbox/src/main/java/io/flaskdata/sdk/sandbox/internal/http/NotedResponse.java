package io.flaskdata.sdk.sandbox.internal.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** An answer whose status is recorded before the client sees any of it. */
final class NotedResponse extends Response.Wrapper {
    private final Received.Entry entry;

    NotedResponse(Request request, Response response, Received.Entry entry) {
        super(request, response);
        this.entry = entry;
    }

    @Override
    public void write(boolean last, ByteBuffer content, Callback callback) {
        entry.status(getStatus());
        super.write(last, content, callback);
    }
}
