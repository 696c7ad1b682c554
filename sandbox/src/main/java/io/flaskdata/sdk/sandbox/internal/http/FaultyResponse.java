package io.flaskdata.sdk.sandbox.internal.http;

import io.flaskdata.sdk.sandbox.http.Fault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** An answer that is lost, truncated or slow. */
final class FaultyResponse extends Response.Wrapper {
    private static final int PIECE = 256;

    private final Fault fault;
    private int sent;

    FaultyResponse(Request request, Response response, Fault fault) {
        super(request, response);
        this.fault = fault;
    }

    @Override
    public void write(boolean last, ByteBuffer content, Callback callback) {
        try {
            // A switch that must name every kind, which one that is a statement need not.
            Answer answer = switch (fault.kind()) {
                case DISCONNECT_AFTER, AFTER_FIRST_STEP -> callback::succeeded;
                case CUT_BODY -> () -> cut(content, callback);
                case SLOW_BODY -> () -> slowly(last, content, callback);
                case DELAY, STATUS, GARBAGE, ERROR_IN_200, DISCONNECT_BEFORE, NO_ANSWER ->
                    () -> super.write(last, content, callback);
            };
            answer.write();
        } catch (IOException | InterruptedException e) {
            callback.failed(e);
        }
    }

    private interface Answer {
        void write() throws IOException, InterruptedException;
    }

    private void cut(ByteBuffer content, Callback callback) throws IOException {
        ByteBuffer first = content == null ? ByteBuffer.allocate(0) : content.duplicate();
        int left = fault.amount() - sent;
        boolean ends = first.remaining() >= left;
        if (ends) {
            first.limit(first.position() + left);
        }
        sent += first.remaining();
        blocking(false, first);
        if (ends) {
            throw new Disconnected();
        }
        if (content != null) {
            content.position(content.limit());
        }
        callback.succeeded();
    }

    private void slowly(boolean last, ByteBuffer content, Callback callback) throws IOException, InterruptedException {
        ByteBuffer rest = content == null ? ByteBuffer.allocate(0) : content;
        while (rest.remaining() > PIECE) {
            TimeUnit.MILLISECONDS.sleep(fault.amount());
            ByteBuffer piece = rest.slice(rest.position(), PIECE);
            rest.position(rest.position() + PIECE);
            blocking(false, piece);
        }
        TimeUnit.MILLISECONDS.sleep(fault.amount());
        super.write(last, rest, callback);
    }

    private void blocking(boolean last, ByteBuffer content) throws IOException {
        Content.Sink.write(getWrapped(), last, content);
    }

    /** Closes the connection without an answer. */
    static final class Disconnected extends IOException {
        private static final long serialVersionUID = 1;
    }

    /** Keeps the connection open without an answer. */
    static final class NoAnswer extends IOException {
        private static final long serialVersionUID = 1;
    }
}
