package io.flaskdata.sdk.internal.net;

import static io.flaskdata.sdk.WireServer.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flaskdata.sdk.WireServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No call gets an answer that another request, or none, asked for. */
class WatchedSocketsTest extends Watched {
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

    @Test
    void theAnswerToACancelledCallIsNobodysAnswer() throws Exception {
        AtomicReference<Call> cancelled = new AtomicReference<>();
        try (WireServer server = new WireServer((request, connection) -> {
            if (request.path().equals("/2")) {
                Objects.requireNonNull(cancelled.get()).cancel();
            }
            connection.send(answer(request.path()));
        })) {
            OkHttpClient client = client(Transportation.PLAIN);
            assertThat(get(client, Transportation.PLAIN, server, "/1")).isEqualTo("/1");
            cancelled.set(client.newCall(
                    request(Transportation.PLAIN, server.port(), "/2").build()));
            assertThatThrownBy(() -> text(Objects.requireNonNull(cancelled.get())))
                    .isInstanceOf(IOException.class);
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
            OkHttpClient client = client(over.trusting(new OkHttpClient.Builder(), tls)
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
                    push(Objects.requireNonNull(late.get()));
                }
            }
        };
        try (WireServer server = over.server(tls, andBehind("", ""))) {
            late.set(server);
            OkHttpClient client = client(over.trusting(new OkHttpClient.Builder(), tls)
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

    private void push(WireServer server) {
        try {
            server.push(FOREIGN);
            arrivals.await();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
