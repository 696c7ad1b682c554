package io.flaskdata.sdk.sandbox.internal.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;

/**
 * A successful answer's body. Up to a limit it is sent at once with length and ETag, as the framework always does;
 * beyond it is streamed without them, so that an extract needs little memory.
 */
final class AnswerStream extends OutputStream {
    private static final int AT_ONCE = 256 * 1024;
    private static final int HASH = 27;

    private final Response response;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private @Nullable OutputStream streaming;

    AnswerStream(Response response) {
        this.response = response;
    }

    /** As in Express: the length in hexadecimal and the first digits of the hash. */
    static String etag(byte[] body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(body);
            return "W/\"" + Integer.toHexString(body.length) + "-"
                    + Base64.getEncoder().encodeToString(digest).substring(0, HASH) + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-1", e);
        }
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        OutputStream out = streaming;
        if (out == null && held.size() + length <= AT_ONCE) {
            held.write(bytes, offset, length);
            return;
        }
        if (out == null) {
            out = Content.Sink.asOutputStream(response);
            held.writeTo(out);
            streaming = out;
        }
        out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
        OutputStream out = streaming;
        if (out != null) {
            out.close();
            return;
        }
        byte[] body = held.toByteArray();
        response.getHeaders().put(HttpHeader.ETAG, etag(body));
        Content.Sink.write(response, true, ByteBuffer.wrap(body));
    }
}
