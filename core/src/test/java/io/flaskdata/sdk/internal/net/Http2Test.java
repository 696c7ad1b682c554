package io.flaskdata.sdk.internal.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.mockwebserver.Dispatcher;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.RecordedRequest;
import org.junit.jupiter.api.Test;

/** HTTP/2, where an answer has the number of its request, goes as it went. */
class Http2Test extends Watched {
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
            Request first =
                    request(Transportation.TLS_1_3, server.getPort(), "/first").build();
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

    private OkHttpClient priorKnowledge() {
        return client(new OkHttpClient.Builder().protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE)));
    }

    private static String get(OkHttpClient client, int port) throws IOException {
        return text(client.newCall(request(Transportation.PLAIN, port, "/").build()));
    }

    @Test
    void anAnswerOnAStreamThatNoRequestHasOpenedIsNobodysAnswer() throws Exception {
        try (Http2Server server = new Http2Server((stream, it) -> {
            it.answer(stream, "own " + stream);
            if (stream == 3) {
                it.answer(5, "foreign");
                it.ping();
            }
        })) {
            OkHttpClient client = priorKnowledge();
            assertThat(get(client, server.port())).isEqualTo("own 3");
            server.awaitPong();
            assertThat(get(client, server.port())).isEqualTo("own 5");
            assertThat(get(client, server.port())).isEqualTo("own 7");
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void theAnswerToACancelledStreamIsNobodysAnswer() throws Exception {
        AtomicReference<Call> cancelled = new AtomicReference<>();
        try (Http2Server server = new Http2Server((stream, it) -> {
            if (stream == 3) {
                Objects.requireNonNull(cancelled.get()).cancel();
            }
            it.answer(stream, "own " + stream);
            if (stream == 3) {
                it.answer(3, "own 3 again");
            }
        })) {
            OkHttpClient client = priorKnowledge();
            cancelled.set(client.newCall(
                    request(Transportation.PLAIN, server.port(), "/").build()));
            assertThatThrownBy(() -> text(Objects.requireNonNull(cancelled.get())))
                    .isInstanceOf(IOException.class);
            assertThat(get(client, server.port())).isEqualTo("own 5");
            assertThat(server.connections()).isEqualTo(1);
        }
    }
}
