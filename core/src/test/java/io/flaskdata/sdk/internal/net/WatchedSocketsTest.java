package io.flaskdata.sdk.internal.net;

import static io.flaskdata.sdk.WireServer.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flaskdata.sdk.WireServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.mockwebserver.Dispatcher;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.RecordedRequest;
import okio.Buffer;
import okio.GzipSink;
import okio.Okio;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No call gets another call's answer, and whoever behaves keeps a connection. */
class WatchedSocketsTest {
    private static final String FOREIGN = answer("foreign");

    private final Tls tls = new Tls();
    private final Arrivals arrivals = new Arrivals();
    private final List<OkHttpClient> clients = new ArrayList<>();

    @AfterEach
    void close() {
        clients.forEach(client -> client.connectionPool().evictAll());
    }

    private OkHttpClient client(Transportation over) {
        return client(over.trusting(new OkHttpClient.Builder(), tls).socketFactory(arrivals));
    }

    private OkHttpClient client(OkHttpClient.Builder given) {
        OkHttpClient client = WatchedSockets.of(given.callTimeout(Duration.ofSeconds(30))
                        .retryOnConnectionFailure(false)
                        .build())
                .connectionPool(new ConnectionPool())
                .build();
        clients.add(client);
        return client;
    }

    private static Request.Builder request(Transportation over, int port, String path) {
        return new Request.Builder().url(over.scheme() + "://localhost:" + port + path);
    }

    private static String get(OkHttpClient client, Transportation over, WireServer server, String path)
            throws IOException {
        return text(client.newCall(request(over, server.port(), path).build()));
    }

    private static String post(OkHttpClient client, WireServer server, String path) throws IOException {
        return text(client.newCall(request(Transportation.PLAIN, server.port(), path)
                .post(RequestBody.create("body", null))
                .build()));
    }

    private static String text(Call call) throws IOException {
        try (Response response = call.execute()) {
            return response.body().string();
        }
    }

    /** Answers with the path, and behind the answer to the path that is named with something more. */
    private static WireServer.Handler andBehind(String path, String more) {
        return (request, connection) -> connection.send(
                request.path().equals(path) ? answer(request.path()) + more : answer(request.path()));
    }

    static List<String> surplus() {
        return List.of(
                FOREIGN,
                "HTTP/1.1 200 OK\r\nContent-Len",
                "HTTP/1.1 100 Continue\r\n\r\n",
                "HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
                "\r\n",
                "x");
    }

    @ParameterizedTest
    @MethodSource("surplus")
    void whatComesWithAnAnswerIsNotTheNextCallsAnswer(String surplus) throws IOException {
        for (Transportation over : Transportation.values()) {
            try (WireServer server = over.server(tls, andBehind("/2", surplus))) {
                OkHttpClient client = client(over);
                assertThat(get(client, over, server, "/1")).isEqualTo("/1");
                assertThat(get(client, over, server, "/2")).isEqualTo("/2");
                assertThat(server.connections()).as("%s", over).hasSize(1);
                assertThat(get(client, over, server, "/3")).isEqualTo("/3");
                assertThat(server.connections()).as("%s", over).hasSize(2);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("surplus")
    void whatComesLaterIsNotTheNextCallsAnswer(String surplus) throws IOException {
        for (Transportation over : Transportation.values()) {
            try (WireServer server = over.server(tls, andBehind("", ""))) {
                OkHttpClient client = client(over);
                assertThat(get(client, over, server, "/1")).isEqualTo("/1");
                server.push(surplus);
                arrivals.await();
                assertThat(get(client, over, server, "/2")).isEqualTo("/2");
                assertThat(server.connections()).as("%s", over).hasSize(2);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n/1\r\n0\r\n\r\n",
                "HTTP/1.1 204 No Content\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 304 Not Modified\r\n\r\n"
            })
    void whateverItComesBehind(String first) throws IOException {
        for (boolean later : new boolean[] {false, true}) {
            try (WireServer server = new WireServer((request, connection) -> connection.send(
                    !request.path().equals("/1") ? answer(request.path()) : later ? first : first + FOREIGN))) {
                OkHttpClient client = client(Transportation.PLAIN);
                get(client, Transportation.PLAIN, server, "/1");
                if (later) {
                    server.push(FOREIGN);
                    arrivals.await();
                }
                assertThat(post(client, server, "/2")).isEqualTo("/2");
                assertThat(server.requests("/2")).hasSize(1);
                assertThat(server.connections()).hasSize(2);
            }
        }
    }

    @Test
    void aPeerThatSentWhatNobodyAskedForGetsAConnectionForEachRequest() throws IOException {
        try (WireServer server = new WireServer(andBehind("/2", FOREIGN));
                WireServer other = new WireServer(andBehind("", ""))) {
            OkHttpClient client = client(Transportation.PLAIN);
            for (String path : List.of("/1", "/2", "/3", "/4", "/5")) {
                assertThat(get(client, Transportation.PLAIN, server, path)).isEqualTo(path);
                assertThat(get(client, Transportation.PLAIN, other, path)).isEqualTo(path);
            }
            assertThat(server.connections()).hasSize(4);
            assertThat(other.connections()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aConnectionThatTheServerClosedTakesNoRequest(Transportation over) throws IOException {
        try (WireServer server = over.server(tls, andBehind("", ""))) {
            OkHttpClient client = client(over);
            for (int i = 1; i <= 20; i++) {
                assertThat(get(client, over, server, "/" + i)).isEqualTo("/" + i);
                server.hangUp();
                arrivals.await();
            }
            assertThat(server.requests()).hasSize(20);
            assertThat(server.connections()).hasSize(20);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoeverBehavesKeepsItsConnection(Transportation over) throws IOException {
        try (WireServer server = over.server(tls, andBehind("", ""))) {
            OkHttpClient client = client(over);
            for (int i = 0; i < 1000; i++) {
                assertThat(get(client, over, server, "/" + i)).isEqualTo("/" + i);
            }
            assertThat(server.connections()).hasSize(1);
        }
    }

    static List<String> ordinary() throws IOException {
        Buffer zipped = new Buffer();
        try (var sink = Okio.buffer(new GzipSink(zipped))) {
            sink.writeUtf8("answer");
        }
        return List.of(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n3;a=b\r\nans\r\n0003\r\nwer\r\n0\r\nX-Sum: 1\r\nX-More: 2\r\n\r\n",
                "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" + answer("answer"),
                "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + zipped.size() + "\r\n\r\n"
                        + zipped.readString(java.nio.charset.StandardCharsets.ISO_8859_1),
                "HTTP/1.1 200\ncontent-length:6\nX-Long: " + "x".repeat(10_000) + "\n\nanswer",
                "HTTP/1.1 404 Not Found\r\nContent-Length: 6\r\n\r\nanswer");
    }

    @ParameterizedTest
    @MethodSource("ordinary")
    void anOrdinaryAnswerOfAnyShapeKeepsTheConnection(String answer) throws IOException {
        for (Transportation over : Transportation.values()) {
            try (WireServer server = over.server(tls, (request, connection) -> connection.send(answer))) {
                OkHttpClient client = client(over);
                for (int i = 0; i < 10; i++) {
                    assertThat(get(client, over, server, "/")).isEqualTo("answer");
                }
                assertThat(server.connections()).as("%s", over).hasSize(1);
            }
        }
    }

    @Test
    void anAnswerThatComesInSingleBytesKeepsTheConnection() throws IOException {
        try (WireServer server = new WireServer((request, connection) -> {
            for (String each : ordinary().get(0).split("(?<=.)(?=.)")) {
                connection.send(each);
            }
        })) {
            OkHttpClient client = client(Transportation.PLAIN);
            for (int i = 0; i < 10; i++) {
                assertThat(get(client, Transportation.PLAIN, server, "/")).isEqualTo("answer");
            }
            assertThat(server.connections()).hasSize(1);
        }
    }

    @Test
    void headGetsNoBodyAndWhatComesAfterItIsNobodysAnswer() throws IOException {
        String head = "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n";
        try (WireServer server = new WireServer((request, connection) -> connection.send(
                request.line().startsWith("HEAD /bad")
                        ? head + "foreign"
                        : request.line().startsWith("HEAD") ? head : answer(request.path())))) {
            OkHttpClient client = client(Transportation.PLAIN);
            for (String path : List.of("/a", "/b", "/bad")) {
                Request request = request(Transportation.PLAIN, server.port(), path)
                        .head()
                        .build();
                assertThat(text(client.newCall(request))).isEmpty();
            }
            assertThat(server.connections()).hasSize(1);
            assertThat(get(client, Transportation.PLAIN, server, "/c")).isEqualTo("/c");
            assertThat(server.connections()).hasSize(2);
        }
    }

    @Test
    void aRequestThatExpectsAContinueKeepsItsConnectionAndALateOneIsNobodysAnswer() throws IOException {
        try (WireServer server = new WireServer(andBehind("", ""))) {
            OkHttpClient client = client(Transportation.PLAIN);
            for (int i = 0; i < 10; i++) {
                Request request = request(Transportation.PLAIN, server.port(), "/" + i)
                        .header("Expect", "100-continue")
                        .post(RequestBody.create("body", null))
                        .build();
                assertThat(text(client.newCall(request))).isEqualTo("/" + i);
            }
            assertThat(server.connections()).hasSize(1);
            server.push("HTTP/1.1 100 Continue\r\n\r\n" + FOREIGN);
            arrivals.await();
            assertThat(get(client, Transportation.PLAIN, server, "/x")).isEqualTo("/x");
            assertThat(server.connections()).hasSize(2);
        }
    }

    @Test
    void twoLengthsOrALengthBesideChunksEndTheConnectionWithTheAnswer() throws IOException {
        List<String> doubtful = List.of(
                "HTTP/1.1 200 OK\r\nContent-Length: 600\r\nContent-Length: 6\r\n\r\nanswer",
                "HTTP/1.1 200 OK\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nanswer\r\n0\r\n\r\n");
        for (String answer : doubtful) {
            try (WireServer server = new WireServer((request, connection) -> connection.send(answer))) {
                OkHttpClient client = client(Transportation.PLAIN);
                for (int i = 1; i <= 3; i++) {
                    assertThat(get(client, Transportation.PLAIN, server, "/")).isEqualTo("answer");
                    assertThat(server.connections()).hasSize(i);
                }
            }
        }
    }

    @Test
    void theAnswerToACancelledCallIsNobodysAnswer() throws Exception {
        AtomicReference<Call> cancelled = new AtomicReference<>();
        try (WireServer server = new WireServer((request, connection) -> {
            if (request.path().equals("/2")) {
                cancelled.get().cancel();
            }
            connection.send(answer(request.path()));
        })) {
            OkHttpClient client = client(Transportation.PLAIN);
            assertThat(get(client, Transportation.PLAIN, server, "/1")).isEqualTo("/1");
            cancelled.set(client.newCall(
                    request(Transportation.PLAIN, server.port(), "/2").build()));
            assertThatThrownBy(() -> text(cancelled.get())).isInstanceOf(IOException.class);
            assertThat(get(client, Transportation.PLAIN, server, "/3")).isEqualTo("/3");
        }
    }

    @Test
    void theAnswerToACallThatTimedOutIsNobodysAnswer() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (WireServer server = new WireServer((request, connection) -> {
            if (request.path().equals("/2")) {
                await(over);
            }
            connection.send(answer(request.path()));
        })) {
            OkHttpClient client = client(Transportation.PLAIN);
            assertThat(get(client, Transportation.PLAIN, server, "/1")).isEqualTo("/1");
            OkHttpClient impatient =
                    client.newBuilder().readTimeout(Duration.ofMillis(20)).build();
            assertThatThrownBy(() -> get(impatient, Transportation.PLAIN, server, "/2"))
                    .isInstanceOf(IOException.class);
            over.countDown();
            assertThat(get(client, Transportation.PLAIN, server, "/3")).isEqualTo("/3");
            assertThat(server.requests("/3")).hasSize(1);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theRestOfAnAnswerThatNobodyReadIsNobodysAnswer() throws IOException {
        String large = answer("x".repeat(3_000_000));
        try (WireServer server = new WireServer((request, connection) ->
                connection.send(request.path().equals("/1") ? large : answer(request.path())))) {
            OkHttpClient client = client(Transportation.PLAIN);
            client.newCall(request(Transportation.PLAIN, server.port(), "/1").build())
                    .execute()
                    .close();
            assertThat(get(client, Transportation.PLAIN, server, "/2")).isEqualTo("/2");
        }
    }

    /** Over TLS 1.3 a ticket comes first, and what arrived can't be told from outside. */
    @ParameterizedTest
    @EnumSource(names = {"PLAIN", "TLS_1_2"})
    void anAnswerThatCameBeforeItsRequestIsNobodysAnswer(Transportation over) throws IOException {
        EventListener patient = new EventListener() {
            @Override
            public void requestHeadersStart(Call call) {
                waitFor(arrivals);
            }
        };
        try (WireServer server = new WireServer(over.sockets(tls), FOREIGN, andBehind("", ""))) {
            OkHttpClient client =
                    client(over.trusting(new OkHttpClient.Builder(), tls)
                    .socketFactory(arrivals)
                    .eventListener(patient));
            assertThatThrownBy(() -> get(client, over, server, "/1"))
                    .isInstanceOfSatisfying(NotSentException.class, e -> {
                        assertThat(e.reused()).isFalse();
                        assertThat(e).hasMessageContaining("no request asked for");
                    });
            assertThat(server.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatComesBetweenOkHttpsLookAndTheFirstByteStopsTheRequest(Transportation over) throws IOException {
        AtomicReference<WireServer> late = new AtomicReference<>();
        EventListener pushing = new EventListener() {
            @Override
            public void requestHeadersStart(Call call) {
                if (call.request().url().encodedPath().equals("/2")) {
                    push(late.get());
                }
            }
        };
        try (WireServer server = over.server(tls, andBehind("", ""))) {
            late.set(server);
            OkHttpClient client =
                    client(over.trusting(new OkHttpClient.Builder(), tls)
                    .socketFactory(arrivals)
                    .eventListener(pushing));
            assertThat(get(client, over, server, "/1")).isEqualTo("/1");
            assertThatThrownBy(() -> get(client, over, server, "/2"))
                    .isInstanceOfSatisfying(
                            NotSentException.class, e -> assertThat(e.reused()).isTrue());
            assertThat(get(client, over, server, "/3")).isEqualTo("/3");
            assertThat(server.requests("/2")).isEmpty();
        }
    }

    private static void waitFor(Arrivals arrivals) {
        try {
            arrivals.await();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void push(WireServer server) {
        try {
            server.push(FOREIGN);
            arrivals.await();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"TLS_1_2", "TLS_1_3"})
    void sessionTicketsAreNobodysAnswerAndNoFault(Transportation over) throws IOException {
        try (WireServer server = over.server(tls, andBehind("", ""))) {
            for (int i = 0; i < 20; i++) {
                OkHttpClient client = client(over);
                assertThat(get(client, over, server, "/1")).isEqualTo("/1");
                assertThat(get(client, over, server, "/2")).isEqualTo("/2");
            }
            assertThat(server.connections()).hasSize(20);
        }
    }

    @Test
    void manyCallsAtOnceOverHttp2GetTheirOwnAnswersOverOneConnection() throws Exception {
        try (MockWebServer server = new MockWebServer()) {
            server.useHttps(tls.server().sslSocketFactory(), false);
            server.setDispatcher(new Dispatcher() {
                @Override
                public MockResponse dispatch(RecordedRequest request) {
                    return new MockResponse().setBody(request.getPath());
                }
            });
            server.start();
            OkHttpClient client = client(Transportation.TLS_1_3);
            client.dispatcher().setMaxRequestsPerHost(20);
            List<Future<String>> answers = new ArrayList<>();
            ExecutorService threads = Executors.newFixedThreadPool(8);
            Request first = request(Transportation.TLS_1_3, server.getPort(), "/first")
                    .build();
            try (Response response = client.newCall(first).execute()) {
                assertThat(response.protocol()).isEqualTo(Protocol.HTTP_2);
            }
            for (int i = 0; i < 200; i++) {
                Request request = request(Transportation.TLS_1_3, server.getPort(), "/" + i)
                        .build();
                answers.add(threads.submit(() -> text(client.newCall(request))));
            }
            for (int i = 0; i < 200; i++) {
                assertThat(answers.get(i).get()).isEqualTo("/" + i);
            }
            threads.shutdown();
            client.connectionPool().evictAll();
            Set<Integer> places = new TreeSet<>();
            for (int i = 0; i <= 200; i++) {
                places.add(server.takeRequest().getSequenceNumber());
            }
            assertThat(places).as("places on one connection").hasSize(201);
        }
    }
}
