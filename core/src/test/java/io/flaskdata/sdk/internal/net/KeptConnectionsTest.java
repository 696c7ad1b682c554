package io.flaskdata.sdk.internal.net;

import static io.flaskdata.sdk.WireServer.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.flaskdata.sdk.WireServer;
import java.io.IOException;
import java.util.List;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.Buffer;
import okio.GzipSink;
import okio.Okio;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever behaves keeps a connection, whatever shape the answers have. */
class KeptConnectionsTest extends Watched {
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
}
