package io.flaskdata.sdk.internal.net;

import static io.flaskdata.sdk.WireServer.answer;

import io.flaskdata.sdk.WireServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;

/** Calls through watched connections, to servers that write what a test tells them to. */
abstract class Watched {
    static final String FOREIGN = answer("foreign");

    final Tls tls = new Tls();

    final Arrivals arrivals = new Arrivals();

    private final List<OkHttpClient> clients = new ArrayList<>();

    @AfterEach
    void close() {
        clients.forEach(client -> client.connectionPool().evictAll());
    }

    OkHttpClient client(Transportation over) {
        return client(over.trusting(new OkHttpClient.Builder(), tls).socketFactory(arrivals));
    }

    OkHttpClient client(OkHttpClient.Builder given) {
        OkHttpClient client = WatchedSockets.of(given.callTimeout(Duration.ofSeconds(30))
                        .retryOnConnectionFailure(false)
                        .build())
                .connectionPool(new ConnectionPool())
                .build();
        clients.add(client);
        return client;
    }

    static Request.Builder request(Transportation over, int port, String path) {
        return new Request.Builder().url(over.scheme() + "://localhost:" + port + path);
    }

    static String get(OkHttpClient client, Transportation over, WireServer server, String path) throws IOException {
        return text(client.newCall(request(over, server.port(), path).build()));
    }

    static String post(OkHttpClient client, WireServer server, String path) throws IOException {
        return text(client.newCall(request(Transportation.PLAIN, server.port(), path)
                .post(RequestBody.create("body", null))
                .build()));
    }

    static String text(Call call) throws IOException {
        try (Response response = call.execute()) {
            return response.body().string();
        }
    }

    /** Answers with the path, and behind the answer to the path that is named with something more. */
    static WireServer.Handler andBehind(String path, String more) {
        return (request, connection) ->
                connection.send(request.path().equals(path) ? answer(request.path()) + more : answer(request.path()));
    }

    static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static void waitFor(Arrivals arrivals) {
        try {
            arrivals.await();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
