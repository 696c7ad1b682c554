package io.flaskdata.sdk;

import static io.flaskdata.sdk.WireServer.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.flaskdata.sdk.call.CallEvent;
import io.flaskdata.sdk.call.Environment;
import io.flaskdata.sdk.edc.NewSubject;
import io.flaskdata.sdk.errors.ConnectionException;
import io.flaskdata.sdk.internal.net.Arrivals;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ServerSocketFactory;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;

/** An answer belongs to its question, whatever the server writes, and a closed connection takes no write. */
class AnswersTest {
    private static final String CREATE = "/edc/subjects/create-subject";
    private static final String FOREIGN = answer("{\"study_subject_id\":666,\"crfDataId\":\"FOREIGN\"}");

    private final Arrivals arrivals = new Arrivals();
    private final List<CallEvent> events = new CopyOnWriteArrayList<>();

    /** Gives every subject the number in its label; behind the answer about one label comes another answer. */
    private static WireServer.Handler answersWithForeignBehind(String label) {
        return (request, connection) -> {
            if (request.path().equals("/auth/authorize")) {
                connection.send(WireServer.token());
            } else {
                String number = request.body().replaceAll(".*001-(\\d+).*", "$1");
                connection.send(answer("{\"study_subject_id\":" + Integer.parseInt(number) + "}")
                        + (number.equals(label) ? FOREIGN : ""));
            }
        };
    }

    private FlaskDataClient client(WireServer server, OkHttpClient.Builder http) {
        URI address = URI.create("http://localhost:" + server.port());
        return FlaskDataClient.builder()
                .environment(Environment.custom(address, address))
                .credentials("user@example.org", "x")
                .sleeper((duration, cancelled) -> {})
                .listener(events::add)
                .httpClient(http.socketFactory(arrivals).build())
                .options(options -> options.withMaxAttempts(1))
                .build();
    }

    private static int create(FlaskDataClient flask, String label) {
        return flask.edc("demo").createSubject(NewSubject.labelled(label)).studySubjectId();
    }

    @Test
    void anAnswerBehindAnAnswerIsNotTheNextSubject() throws IOException {
        try (WireServer server = new WireServer(answersWithForeignBehind("2"));
                FlaskDataClient flask = client(server, new OkHttpClient.Builder())) {
            assertThat(create(flask, "001-1")).isEqualTo(1);
            assertThat(create(flask, "001-2")).isEqualTo(2);
            assertThat(server.connections()).hasSize(1);
            assertThat(create(flask, "001-3")).isEqualTo(3);
            assertThat(server.connections()).hasSize(2);
            assertThat(server.requests(CREATE)).hasSize(3);
        }
    }

    @Test
    void anAnswerThatComesLaterIsNotTheNextSubject() throws IOException {
        try (WireServer server = new WireServer(answersWithForeignBehind(""));
                FlaskDataClient flask = client(server, new OkHttpClient.Builder())) {
            assertThat(create(flask, "001-1")).isEqualTo(1);
            server.push(FOREIGN);
            arrivals.await();
            assertThat(create(flask, "001-2")).isEqualTo(2);
            assertThat(server.connections()).hasSize(2);
            assertThat(server.requests(CREATE)).hasSize(2);
            assertThat(events).extracting(CallEvent::attempt).containsOnly(1);
        }
    }

    @Test
    void aWriteIsNotSentOverAConnectionThatTheServerHasClosed() throws IOException {
        try (WireServer server = new WireServer(answersWithForeignBehind(""));
                FlaskDataClient flask = client(server, new OkHttpClient.Builder())) {
            for (int i = 1; i <= 10; i++) {
                assertThat(create(flask, "001-" + i)).isEqualTo(i);
                server.hangUp();
                arrivals.await();
            }
            assertThat(server.requests(CREATE)).hasSize(10);
            assertThat(events).extracting(CallEvent::attempt).containsOnly(1);
        }
    }

    @Test
    void aConnectionSpoiltInTheLastMomentCostsNoAttemptAndNoWrite() throws IOException {
        AtomicReference<WireServer> late = new AtomicReference<>();
        EventListener pushing = new EventListener() {
            @Override
            public void requestHeadersStart(Call call) {
                WireServer server = late.getAndSet(null);
                if (server != null) {
                    push(server);
                }
            }
        };
        try (WireServer server = new WireServer(answersWithForeignBehind(""));
                FlaskDataClient flask = client(server, new OkHttpClient.Builder().eventListener(pushing))) {
            assertThat(create(flask, "001-1")).isEqualTo(1);
            late.set(server);
            assertThat(create(flask, "001-2")).isEqualTo(2);
            assertThat(late.get()).isNull();
            assertThat(server.requests(CREATE)).hasSize(2);
            assertThat(server.connections()).hasSize(2);
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

    @Test
    void whereAnAnswerComesBeforeTheQuestionNothingIsSent() throws IOException {
        EventListener patient = new EventListener() {
            @Override
            public void requestHeadersStart(Call call) {
                try {
                    arrivals.await();
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            }
        };
        try (WireServer server = new WireServer(
                        ServerSocketFactory.getDefault(), WireServer.token(), answersWithForeignBehind(""));
                FlaskDataClient flask = client(server, new OkHttpClient.Builder().eventListener(patient))) {
            var e = catchThrowableOfType(ConnectionException.class, flask::authorize);
            assertThat(e).hasMessageContaining("not sent").hasMessageContaining("no request asked for");
            assertThat(e.serverMayHaveActed()).isFalse();
            assertThat(server.requests()).isEmpty();
            assertThat(server.connections()).hasSize(1);
        }
    }

    @Test
    void aThousandCallsTakeOneConnection() throws IOException {
        try (WireServer server = new WireServer(answersWithForeignBehind(""));
                FlaskDataClient flask = client(server, new OkHttpClient.Builder())) {
            for (int i = 1; i <= 1000; i++) {
                assertThat(create(flask, "001-" + i)).isEqualTo(i);
            }
            assertThat(server.connections()).hasSize(1);
        }
    }
}
