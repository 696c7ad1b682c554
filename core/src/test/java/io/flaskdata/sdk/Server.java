package io.flaskdata.sdk;

import io.flaskdata.sdk.call.Environment;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import okhttp3.mockwebserver.Dispatcher;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.RecordedRequest;
import okhttp3.mockwebserver.SocketPolicy;
import org.jspecify.annotations.Nullable;

/** A server that says what a test tells it to, and a client pointed at it. */
public final class Server implements AutoCloseable {
    public static final Instant NOW = Instant.parse("2026-11-24T12:00:00.000Z");

    public final MockWebServer web = new MockWebServer();
    private final OneFaultEach answers = new OneFaultEach();
    public final FlaskDataClientBuilder builder;
    /** What the client waited for, which took no time. */
    public final List<Duration> slept = new CopyOnWriteArrayList<>();

    public Server() throws IOException {
        web.setDispatcher(answers);
        web.start();
        builder = FlaskDataClient.builder()
                .environment(Environment.custom(web.url("/").uri(), web.url("/").uri()))
                .credentials("user@example.org", "secret-password")
                .clock(() -> NOW)
                .sleeper((duration, cancelled) -> slept.add(duration));
    }

    public static MockResponse json(String body) {
        return new MockResponse()
                .setHeader("Content-Type", "text/x-json; charset=utf-8")
                .setBody(body);
    }

    public static MockResponse error(int status, String body) {
        return new MockResponse()
                .setResponseCode(status)
                .setHeader("Content-Type", "text/html; charset=utf-8")
                .setBody(body);
    }

    public static MockResponse token(String token, Instant expires) {
        return json("{\"token\":\"" + token + "\",\"expired\":\"" + expires + "\"}");
    }

    /** The token of an hour. */
    public Server signedIn() {
        answers.add(token("token-1", NOW.plusSeconds(3600)));
        return this;
    }

    public Server answers(MockResponse response) {
        answers.add(response);
        return this;
    }

    public RecordedRequest received() throws InterruptedException {
        RecordedRequest request = web.takeRequest(5, java.util.concurrent.TimeUnit.SECONDS);
        if (request == null) {
            throw new AssertionError("No request came");
        }
        return request;
    }

    @Override
    public void close() throws IOException {
        web.shutdown();
    }

    /**
     * A connection cut in the middle of a request takes its fault from the queue before it is cut. MockWebServer does so
     * after, so a client that is back sooner meets the fault again and uses up the answer that was meant for it.
     */
    private static final class OneFaultEach extends Dispatcher {
        /** Ends the threads that wait for an answer when the server is closed. */
        private static final MockResponse CLOSED = new MockResponse().setResponseCode(503);

        private final BlockingQueue<MockResponse> answers = new LinkedBlockingQueue<>();
        private final Map<Thread, MockResponse> taken = new HashMap<>();
        private @Nullable Thread acceptor;

        void add(MockResponse answer) {
            answers.add(answer);
        }

        @Override
        public synchronized MockResponse peek() {
            Thread thread = Thread.currentThread();
            if (acceptor == null) {
                // Nothing looks at the queue before the thread that accepts connections, which reads no requests.
                acceptor = thread;
            }
            MockResponse mine = taken.get(thread);
            if (mine != null) {
                return mine;
            }
            MockResponse next = answers.peek();
            if (next == null) {
                return super.peek();
            }
            if (thread != acceptor && next.getSocketPolicy() == SocketPolicy.DISCONNECT_DURING_REQUEST_BODY) {
                answers.remove();
                taken.put(thread, next);
            }
            return next;
        }

        @Override
        public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
            MockResponse mine;
            synchronized (this) {
                mine = taken.remove(Thread.currentThread());
            }
            if (mine != null) {
                return mine;
            }
            MockResponse next = answers.take();
            if (next == CLOSED) {
                answers.add(CLOSED);
            }
            return next;
        }

        @Override
        public void shutdown() {
            answers.add(CLOSED);
        }
    }
}
