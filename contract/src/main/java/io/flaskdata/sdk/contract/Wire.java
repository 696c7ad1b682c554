package io.flaskdata.sdk.contract;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSink;
import okio.BufferedSource;
import okio.ForwardingSink;
import okio.ForwardingSource;
import okio.Okio;
import okio.Source;
import org.jspecify.annotations.Nullable;

/** Keeps what leaves and what comes, below the SDK's own interceptors, up to a number of bytes for each answer. */
final class Wire implements Interceptor {
    private final int most;
    private final List<Exchange> exchanges = new ArrayList<>();

    Wire(int most) {
        this.most = most;
    }

    synchronized int size() {
        return exchanges.size();
    }

    synchronized List<Exchange> since(int mark) {
        return List.copyOf(exchanges.subList(mark, exchanges.size()));
    }

    /** Bodies are of no more use once they were judged. */
    synchronized void forgetBodies(int mark) {
        exchanges.subList(mark, exchanges.size()).forEach(each -> {
            each.sent.reset();
            each.came.reset();
        });
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        Exchange exchange = new Exchange(request.method(), request.url(), request.headers());
        synchronized (this) {
            exchanges.add(exchange);
        }
        RequestBody body = request.body();
        Response answer = chain.proceed(
                body == null
                        ? request
                        : request.newBuilder()
                                .method(request.method(), new Copied(body, exchange))
                                .build());
        exchange.status = answer.code();
        exchange.headers = answer.headers();
        ResponseBody came = answer.body();
        return came == null
                ? answer
                : answer.newBuilder()
                        .body(new CopiedAnswer(came, exchange, most))
                        .build();
    }

    private static final class Copied extends RequestBody {
        private final RequestBody body;
        private final Exchange exchange;

        Copied(RequestBody body, Exchange exchange) {
            this.body = body;
            this.exchange = exchange;
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
        public boolean isOneShot() {
            return body.isOneShot();
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            BufferedSink both = Okio.buffer(new ForwardingSink(sink) {
                @Override
                public void write(Buffer source, long count) throws IOException {
                    source.copyTo(exchange.sent, 0, count);
                    super.write(source, count);
                }
            });
            body.writeTo(both);
            both.emit();
        }
    }

    private static final class CopiedAnswer extends ResponseBody {
        private final ResponseBody body;
        private final BufferedSource source;

        CopiedAnswer(ResponseBody body, Exchange exchange, int most) {
            this.body = body;
            Source copied = new ForwardingSource(body.source()) {
                @Override
                public long read(Buffer sink, long count) throws IOException {
                    long read = super.read(sink, count);
                    if (read < 0) {
                        exchange.whole = !exchange.tooLong;
                    } else if (exchange.came.size() + read > most) {
                        exchange.tooLong = true;
                    } else if (!exchange.tooLong) {
                        copy(sink, read, exchange.came);
                    }
                    return read;
                }
            };
            this.source = Okio.buffer(copied);
        }

        private static void copy(Buffer sink, long read, OutputStream to) throws IOException {
            sink.copyTo(to, sink.size() - read, read);
        }

        @Override
        public @Nullable MediaType contentType() {
            return body.contentType();
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
