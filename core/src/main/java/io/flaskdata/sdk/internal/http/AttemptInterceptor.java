package io.flaskdata.sdk.internal.http;

import java.io.EOFException;
import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.ForwardingSource;
import okio.Okio;
import okio.Source;
import org.jspecify.annotations.Nullable;

/**
 * Runs one attempt: interruptible, with its own timeouts, keeping the beginning of its answer, reporting to the
 * listener when it ends.
 */
public final class AttemptInterceptor implements Interceptor {
    private final Settings settings;

    AttemptInterceptor(Settings settings) {
        this.settings = settings;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        CallState state = CallState.of(request);
        state.attemptBegins();
        Attempt attempt = new Attempt(request, settings);
        Interruption interruption = new Interruption(chain.call());
        Response response;
        try {
            response = interruption.proceed(chain, OneShotBody.of(request));
        } catch (IOException e) {
            attempt.ends(0, e);
            throw e;
        }
        ResponseBody body = response.body();
        if (body == null) {
            throw new IllegalStateException("OkHttp gave a response without a body");
        }
        Source observed = new Observed(
                body.source(), state, interruption, attempt, !response.isSuccessful(), body.contentLength());
        return response.newBuilder()
                .body(new ObservedBody(body, Okio.buffer(observed)))
                .build();
    }

    /** Reads on behalf of the caller; from an error's body no more than an exception keeps. */
    private static final class Observed extends ForwardingSource {
        private final CallState state;
        private final Interruption interruption;
        private final Attempt attempt;
        private final boolean error;
        private final long length;
        private long received;

        Observed(
                Source source,
                CallState state,
                Interruption interruption,
                Attempt attempt,
                boolean error,
                long length) {
            super(source);
            this.state = state;
            this.interruption = interruption;
            this.attempt = attempt;
            this.error = error;
            this.length = length;
        }

        @Override
        public long read(Buffer sink, long byteCount) throws IOException {
            long wanted = error ? Math.min(byteCount, CallState.FIRST_PART_BYTES - received) : byteCount;
            if (wanted == 0) {
                return -1;
            }
            try {
                long read = interruption.read(delegate(), sink, wanted);
                if (read == -1) {
                    requireWhole();
                    attempt.ends(received, null);
                } else {
                    received += read;
                    state.requireWithin(received);
                    state.keep(sink, read);
                }
                return read;
            } catch (IOException e) {
                attempt.ends(received, e);
                throw e;
            } catch (RuntimeException e) {
                // OkHttp may throw anything for an answer it can't read.
                IOException broken = new IOException(
                        "the answer can't be read: " + e.getClass().getSimpleName(), e);
                attempt.ends(received, broken);
                throw broken;
            }
        }

        /** Over HTTP/2, OkHttp doesn't compare them: the answer ends where its stream does (RFC 9113, section 8.1.1). */
        private void requireWhole() throws IOException {
            if (length >= 0 && received != length) {
                throw new EOFException("the answer has " + received + " bytes, not " + length);
            }
        }

        @Override
        public void close() throws IOException {
            attempt.ends(received, null);
            try {
                super.close();
            } catch (RuntimeException e) {
                // OkHttp reads on when closing, and fails at an invalid length.
                throw new IOException("the answer can't be closed", e);
            }
        }
    }

    private static final class ObservedBody extends ResponseBody {
        private final ResponseBody body;
        /** OkHttp would parse the header for each question. */
        private final @Nullable MediaType type;

        private final BufferedSource source;

        ObservedBody(ResponseBody body, BufferedSource source) {
            this.body = body;
            this.type = body.contentType();
            this.source = source;
        }

        @Override
        public @Nullable MediaType contentType() {
            return type;
        }

        @Override
        public long contentLength() {
            return body.contentLength();
        }

        @Override
        public BufferedSource source() {
            return source;
        }
    }
}
