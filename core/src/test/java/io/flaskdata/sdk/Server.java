package io.flaskdata.sdk;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.RecordedRequest;

/** A server that says what a test tells it to, and a client pointed at it. */
final class Server implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-24T12:00:00.000Z");

    final MockWebServer web = new MockWebServer();
    final FlaskDataClientBuilder builder;
    /** What the client waited for, which took no time. */
    final List<Duration> slept = new CopyOnWriteArrayList<>();

    Server() throws IOException {
        web.start();
        builder = FlaskDataClient.builder()
                .environment(Environment.custom(web.url("/").uri(), web.url("/").uri()))
                .credentials("user@example.org", "secret-password")
                .clock(() -> NOW)
                .sleeper((duration, cancelled) -> slept.add(duration));
    }

    static MockResponse json(String body) {
        return new MockResponse()
                .setHeader("Content-Type", "text/x-json; charset=utf-8")
                .setBody(body);
    }

    static MockResponse error(int status, String body) {
        return new MockResponse()
                .setResponseCode(status)
                .setHeader("Content-Type", "text/html; charset=utf-8")
                .setBody(body);
    }

    static MockResponse token(String token, Instant expires) {
        return json("{\"token\":\"" + token + "\",\"expired\":\"" + expires + "\"}");
    }

    /** The token of an hour. */
    Server signedIn() {
        web.enqueue(token("token-1", NOW.plusSeconds(3600)));
        return this;
    }

    Server answers(MockResponse response) {
        web.enqueue(response);
        return this;
    }

    RecordedRequest received() throws InterruptedException {
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
}
