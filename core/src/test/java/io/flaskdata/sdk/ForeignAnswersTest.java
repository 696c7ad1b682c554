package io.flaskdata.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.flaskdata.sdk.devices.DeviceLog;
import io.flaskdata.sdk.edc.NewSubject;
import io.flaskdata.sdk.edc.StudyFilter;
import io.flaskdata.sdk.errors.AuthenticationException;
import io.flaskdata.sdk.errors.ConnectionException;
import io.flaskdata.sdk.errors.FlaskDataException;
import io.flaskdata.sdk.errors.OutcomeUnknownException;
import io.flaskdata.sdk.errors.ProtocolViolationException;
import io.flaskdata.sdk.errors.RejectedException;
import io.flaskdata.sdk.forms.CrfData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What answers in FlaskData's place, or as FlaskData never should: each is one of our exceptions. */
class ForeignAnswersTest {
    private static final String OK = "HTTP/1.1 200 OK\r\n";

    private static final Map<String, Consumer<FlaskDataClient>> WRITES = Map.of(
            "createSubject", flask -> flask.edc("demo").createSubject(NewSubject.labelled("001-006")),
            "emailCsvs", flask -> flask.edc("demo").emailCsvs(StudyFilter.all(), "dm@example.org"),
            "insertLog",
                    flask -> flask.devices(1).insertLog(DeviceLog.of("pump-7").type("dose")),
            "updateCrf",
                    flask -> flask.forms().study(1).subjectLabelled("001-001").updateCrf("D1", CrfData.of("A", 1)));

    private static RawServer answering(String bytes) throws IOException {
        return new RawServer((request, out, socket) -> {
            RawServer.send(out, bytes);
            socket.close();
        });
    }

    /** The failure of each write when it is answered so. */
    static List<FlaskDataException> failures(String bytes) throws IOException {
        List<FlaskDataException> failures = new ArrayList<>();
        for (Consumer<FlaskDataClient> write : WRITES.values()) {
            try (RawServer server = answering(bytes);
                    FlaskDataClient flask = RawServer.builder(server).build()) {
                failures.add(catchThrowableOfType(FlaskDataException.class, () -> write.accept(flask)));
                assertThat(server.requests).hasSize(2);
                var pool = flask.resources().http().connectionPool();
                assertThat(pool.connectionCount() - pool.idleConnectionCount())
                        .as("connections that were not given back")
                        .isZero();
            }
        }
        return failures;
    }

    private static String page(String type, String body) {
        return OK + "Content-Type: " + type + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/html; charset=utf-8 | <!DOCTYPE html><title>Sign in</title>",
                "text/plain               | Service is under maintenance",
                "application/json         | <html><body>Captive portal</body></html>",
                "text/x-json              | {\"success\":false}",
                "text/x-json              | {\"success\":\"false\",\"crfDataId\":\"5fbd4\"}",
                "text/x-json              | {\"ok\":false,\"data\":[]}",
                "text/x-json              | {\"status\":\"error\",\"studySubjectId\":7}",
                "text/x-json              | {\"error\":\"no such study\",\"studySubjectId\":7}",
                "text/x-json              | {\"errors\":[\"no such study\"]}",
                "text/x-json              | Error: no such study",
                "text/x-json              | {\"studySubjectId\":",
                "application/xml          | <fault/>"
            })
    void whatIsNoAcknowledgementIsNoSuccess(String type, String body) throws IOException {
        assertThat(failures(page(type, body))).hasSize(WRITES.size()).allSatisfy(failure -> {
            assertThat(failure).isInstanceOf(ProtocolViolationException.class);
            assertThat(failure.serverMayHaveActed()).isTrue();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"error\":null,\"success\":true}", "[]", "\"OK\"", "OK", "", " ", "true"})
    void anEmptyOrKnownAnswerIsAnAcknowledgement(String body) throws IOException {
        for (String answer : List.of(page("text/x-json; charset=utf-8", body), page("text/plain", body))) {
            boolean known = answer.contains("x-json") || body.isBlank() || body.contains("OK");
            try (RawServer server = answering(answer);
                    FlaskDataClient flask = RawServer.builder(server).build()) {
                Throwable failure = catchThrowable(() -> assertThat(flask.edc("demo")
                                .emailCsvs(StudyFilter.all(), "dm@example.org")
                                .raw())
                        .isEqualTo(body));
                assertThat(failure == null).as(answer).isEqualTo(known);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 205})
    void anAnswerWithoutContentIsAnEmptyAcknowledgement(int status) throws IOException {
        try (RawServer server = answering("HTTP/1.1 " + status + " x\r\nContent-Length: 0\r\n\r\n");
                FlaskDataClient flask = RawServer.builder(server).build()) {
            assertThat(flask.edc("demo")
                            .emailCsvs(StudyFilter.all(), "dm@example.org")
                            .raw())
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 502, 503, 504, 511, 520, 524, 530, 598, 599})
    void aGatewaysStatusSaysNothingAboutFlaskData(int status) throws IOException {
        String bytes = "HTTP/1.1 " + status + " x\r\nContent-Type: text/html\r\nContent-Length: 4\r\n\r\n<hr>";
        assertThat(failures(bytes)).allSatisfy(failure -> {
            assertThat(failure).isInstanceOf(OutcomeUnknownException.class);
            assertThat(failure.serverMayHaveActed()).isTrue();
            assertThat(failure.status()).hasValue(status);
        });
    }

    /** A firewall may block the answer when the work is done; FlaskData's own pages have their text in a pre element. */
    @ParameterizedTest
    @CsvSource({
        "403, <h1>Blocked</h1>, true",
        "500, <h1>Oops</h1>, true",
        "403, No, false",
        "500, <pre>Oops</pre>, false"
    })
    void aFirewallsPageIsNotFlaskDatas(int status, String body, boolean foreign) throws IOException {
        String bytes = "HTTP/1.1 " + status + " x\r\nContent-Type: text/html\r\nContent-Length: " + body.length()
                + "\r\n\r\n" + body;
        assertThat(failures(bytes))
                .allSatisfy(failure ->
                        assertThat(failure instanceof OutcomeUnknownException).isEqualTo(foreign));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Type: text/x-json\r\nContent-Length: -5\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nContent-Type: text/x-json\r\nContent-Length: 99999999999999999999\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nContent-Type: text/x-json\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n{}\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Type: text/x-json\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
                "HTTP/1.1 200 OK\r\nContent-Type: text/x-json\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}",
                "HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\nhello",
                "HTTP/1.1 999999999999 x\r\n\r\n",
                "HTTP/1.1 abc\r\n\r\n",
                "HTTP/3.7 200 OK\r\n\r\n",
                "nonsense\r\n\r\n",
                "\r\n\r\n\r\n",
                "HTTP/1.1 200 OK\r\nno colon here\r\n\r\n",
                "HTTP/1.1 200 OK\r\n: empty name\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Type: \u0001\u0002\r\nContent-Length: 2\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\n\r\n",
                "HTTP/1.1 101 Switching Protocols\r\n\r\n",
                "HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\n",
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n",
                "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 302 Found\r\nLocation: http://\u0000/\r\nContent-Length: 0\r\n\r\n"
            })
    void noBytesMakeAWriteEndWithAnythingButOneOfOurExceptions(String bytes) throws IOException {
        assertThat(failures(bytes)).allSatisfy(failure -> {
            assertThat(failure).isNotNull();
            assertThat(failure.serverMayHaveActed()).isTrue();
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void informationalAnswersBeforeTheAnswerAreReadOrFailAsOurs(int count) throws IOException {
        String bytes = "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n".repeat(count)
                + page("text/x-json; charset=utf-8", "{\"studySubjectId\":7}");
        try (RawServer server = answering(bytes);
                FlaskDataClient flask = RawServer.builder(server).build()) {
            Throwable failure = catchThrowable(() -> flask.edc("demo").createSubject(NewSubject.labelled("001-006")));
            if (failure != null) {
                assertThat(failure).isInstanceOf(FlaskDataException.class);
                assertThat(((FlaskDataException) failure).serverMayHaveActed()).isTrue();
            }
        }
    }

    @Test
    void anAnswerToAWriteIsNotReadWithoutABound() throws IOException {
        try (RawServer server = new RawServer((request, out, socket) -> {
                    RawServer.send(out, OK + "Content-Type: text/x-json\r\nContent-Length: 419430400\r\n\r\n{\"a\":\"");
                    byte[] block = "x".repeat(64 * 1024).getBytes(java.nio.charset.StandardCharsets.UTF_8);
                    for (int i = 0; i < 6400; i++) {
                        out.write(block);
                    }
                });
                FlaskDataClient flask = RawServer.builder(server).build()) {
            for (Consumer<FlaskDataClient> write : WRITES.values()) {
                var failure = catchThrowableOfType(ProtocolViolationException.class, () -> write.accept(flask));
                assertThat(failure).hasMessageContaining("more than 4194304 bytes");
                assertThat(failure.serverMayHaveActed()).isTrue();
            }
        }
    }

    @Test
    void aTokenThatIsRefusedInAnyWordsIsForgotten() throws IOException {
        AtomicInteger calls = new AtomicInteger();
        try (RawServer server = new RawServer((request, out, socket) -> {
                    if (calls.incrementAndGet() == 1) {
                        RawServer.send(
                                out, "HTTP/1.1 401 x\r\nContent-Type: text/html\r\nContent-Length: 4\r\n\r\nNope");
                    } else {
                        RawServer.json(out, "{\"studySubjectId\":7}");
                    }
                });
                FlaskDataClient flask = RawServer.builder(server).build()) {
            var refused = catchThrowableOfType(
                    AuthenticationException.class,
                    () -> flask.edc("demo").createSubject(NewSubject.labelled("001-006")));
            assertThat(refused.serverMayHaveActed()).isTrue();
            flask.edc("demo").createSubject(NewSubject.labelled("001-006"));
            assertThat(server.requests.stream().filter(RawServer.Received::isSignIn))
                    .hasSize(2);
            assertThat(server.requests).hasSize(4);
        }
    }

    @Test
    void aCallWhoseSignInFailedWasNotSentAndSaysSo() throws IOException {
        for (Consumer<FlaskDataClient> write : WRITES.values()) {
            try (Server server = new Server();
                    FlaskDataClient flask = server.builder.build()) {
                server.answers(Server.error(504, "gateway"));
                var failure = catchThrowableOfType(ConnectionException.class, () -> write.accept(flask));
                assertThat(failure.serverMayHaveActed()).isFalse();
                assertThat(failure.operation()).doesNotStartWith("auth.");
                assertThat(failure).hasMessageContaining("sign-in").cause().isInstanceOf(FlaskDataException.class);
                assertThat(server.web.getRequestCount()).isEqualTo(1);
            }
        }
    }

    private static Stream<Exception> whatLibrariesThrow() {
        return Stream.of(
                new IOException("x"),
                new java.io.EOFException(),
                new java.io.InterruptedIOException("x"),
                new java.net.ProtocolException("x"),
                new java.net.SocketException("x"),
                new java.net.SocketTimeoutException("x"),
                new java.net.UnknownHostException("x"),
                new java.nio.channels.ClosedChannelException(),
                new java.nio.charset.MalformedInputException(1),
                new java.util.zip.ZipException("x"),
                new javax.net.ssl.SSLException("x"),
                new javax.net.ssl.SSLPeerUnverifiedException("x"),
                new com.google.gson.stream.MalformedJsonException("x"),
                new com.google.gson.JsonSyntaxException("x"),
                new com.google.gson.JsonIOException("x"),
                new ArithmeticException("x"),
                new ArrayIndexOutOfBoundsException(1),
                new ClassCastException("x"),
                new IllegalArgumentException("x"),
                new IllegalStateException("x"),
                new java.util.NoSuchElementException("x"),
                new NullPointerException("x"),
                new NumberFormatException("x"),
                new SecurityException("x"),
                new UnsupportedOperationException("x"),
                new java.util.ConcurrentModificationException("x"),
                new java.util.concurrent.RejectedExecutionException("x"),
                new java.io.UncheckedIOException(new IOException("x")),
                // Kotlin, in which OkHttp is written, declares no checked exceptions.
                new java.security.cert.CertificateException("x"),
                new java.util.concurrent.TimeoutException("x"),
                new Exception("x"));
    }

    @SuppressWarnings("unchecked")
    private static <E extends Exception> RuntimeException thrown(Exception e) throws E {
        throw (E) e;
    }

    @ParameterizedTest
    @MethodSource("whatLibrariesThrow")
    void whateverALibraryThrowsBecomesOneOfOurs(Exception exception) throws Exception {
        try (RawServer server = answering(page("text/x-json", "{}"))) {
            var http = new okhttp3.OkHttpClient.Builder()
                    .addNetworkInterceptor(chain -> {
                        if (chain.request().url().encodedPath().contains("create-subject")) {
                            chain.proceed(chain.request()).close();
                            throw ForeignAnswersTest.<RuntimeException>thrown(exception);
                        }
                        return chain.proceed(chain.request());
                    })
                    .build();
            try (FlaskDataClient flask =
                    RawServer.builder(server).httpClient(http).build()) {
                var failure = catchThrowableOfType(
                        FlaskDataException.class,
                        () -> flask.edc("demo").createSubject(NewSubject.labelled("001-006")));
                assertThat(failure.serverMayHaveActed()).isTrue();
                assertThat(failure.operation()).isEqualTo("edc.createSubject");
            }
        }
    }

    @Test
    void anErrorIsReadInItsOwnCharset() throws IOException {
        byte[] text = "Beh\u00f6rde".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        try (RawServer server = new RawServer((request, out, socket) -> {
                    RawServer.send(
                            out,
                            "HTTP/1.1 403 x\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Length: 7\r\n\r\n");
                    out.write(text);
                });
                FlaskDataClient flask = RawServer.builder(server).build()) {
            var failure = catchThrowableOfType(
                    RejectedException.class, () -> flask.edc("demo").createSubject(NewSubject.labelled("001-006")));
            assertThat(failure.serverText()).contains("Beh\u00f6rde");
        }
    }
}
