package io.flaskdata.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.flaskdata.sdk.edc.NewSubject;
import io.flaskdata.sdk.errors.FlaskDataException;
import io.flaskdata.sdk.forms.FormToken;
import io.flaskdata.sdk.rows.Row;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that repeats what it was sent in confidence: wherever it stands and however it is written, nothing shows it. */
class EchoTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 400 Bad TOKEN\r\nContent-Type: text/plain\r\nX-Echo: TOKEN\r\nTOKEN: x\r\nContent-Length: 21\r\n\r\nno TOKEN",
                "HTTP/1.1 200 OK\r\nContent-Type: text/TOKEN\r\nContent-Length: 21\r\n\r\nno TOKEN",
                "HTTP/1.1 200 OK\r\nContent-Type: text/x-json\r\n\r\n{\"TOKEN\":tru}",
                "HTTP/1.1 200 OK\r\nContent-Type: text/x-json\r\n\r\n{\"TOKEN\":{\"TOKEN\":1}",
                "HTTP/1.1 TOKEN\r\n\r\n",
                "TOKEN\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTOKEN\r\n\r\n",
                "HTTP/1.1 302 Found\r\nLocation: http://evil/TOKEN\r\nContent-Length: 0\r\n\r\n"
            })
    void whatWasSentIsNotShownWhereverItComesBack(String bytes) throws IOException {
        String echo = bytes.replace("TOKEN", RawServer.TOKEN).replace("Content-Length: 21\r\n", "");
        assertThat(ForeignAnswersTest.failures(echo)).allSatisfy(failure -> {
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            assertThat(trace + " " + failure.headers() + failure.rawBody() + failure.serverText() + failure.address())
                    .doesNotContainIgnoringCase(RawServer.TOKEN);
        });
    }

    /** In the forms of a server that logs, or of a page that escapes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "b3BhcXVlLXRva2VuLW9mLWEtdGVzdA==",
                "SldUIG9wYXF1ZS10b2tlbi1vZi1hLXRlc3Q=",
                "%6Fpaque%2Dtoken%2dof-a-test",
                "opaque&#45;token&#x2d;of-a-test",
                "opaque\\u002dtoken-of-a-test",
                "OPAQUE-TOKEN-OF-A-TEST",
                "opaque-token-of-a-t"
            })
    void whatWasSentIsNotShownWhenItComesBackInAnotherForm(String form) throws IOException {
        String echo = "HTTP/1.1 400 Bad " + form + "\r\nX-Echo: " + form + "\r\n\r\nno " + form;
        assertThat(ForeignAnswersTest.failures(echo)).allSatisfy(failure -> {
            assertThat(failure.rawBody()).contains("no [redacted]");
            assertThat(failure.headers().get("X-Echo")).containsExactly("[redacted]");
            assertThat(failure).hasMessageNotContaining(form);
        });
    }

    /** A row's columns are the server's words too. */
    @Test
    void aColumnThatRepeatsATokenIsNotShown() throws IOException {
        String rows = "[{\"a\":1,\"TOKEN\":2},{\"b\":1,\"x TOKEN\":2}]".replace("TOKEN", RawServer.TOKEN);
        try (RawServer server = new RawServer((request, out, socket) -> RawServer.json(out, rows));
                FlaskDataClient flask = RawServer.builder(server).build()) {
            var extract = flask.edc("demo").extract("t");
            Row row = extract.toList().get(0);
            assertThat(row.integer(RawServer.TOKEN)).isEqualTo(2);
            assertThat(row).hasToString("Row[a, [redacted]]");
            assertThatThrownBy(() -> row.string("c")).hasMessageEndingWith("there are a, [redacted]");
            assertThatThrownBy(() -> extract.writeCsv(folder.resolve("rows.csv")))
                    .hasMessageContaining("among them b, x [redacted]:");
        }
    }

    @Test
    void aFailureThatHangsOnAnotherShowsNothingEither() throws IOException {
        IOException last = new IOException("no route");
        last.addSuppressed(new IOException("no route for " + RawServer.TOKEN));
        Interceptor broken = chain -> {
            if (chain.request().url().encodedPath().startsWith("/auth")) {
                return chain.proceed(chain.request());
            }
            throw last;
        };
        try (RawServer server = new RawServer((request, out, socket) -> RawServer.json(out, "{}"));
                FlaskDataClient flask = RawServer.builder(server)
                        .httpClient(new OkHttpClient.Builder()
                                .addNetworkInterceptor(broken)
                                .build())
                        .options(options -> options.withMaxAttempts(1))
                        .build()) {
            var failure = catchThrowableOfType(
                    FlaskDataException.class, () -> flask.edc("demo").createSubject(NewSubject.labelled("001-006")));
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            assertThat(trace.toString()).contains("no route").doesNotContain(RawServer.TOKEN);
        }
    }

    /** The password comes back, or a token that nobody has seen yet. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | [auth] secret-password is wrong",
                "504 | <h1>secret-password</h1>",
                "200 | {\"token\":\"new-opaque-token\"}",
                "200 | {\"token\":\"new-opaque-token\",\"expired\":",
                "200 | new-opaque-token"
            })
    void aSignInThatFailsShowsNeitherPasswordNorToken(int status, String body) throws IOException {
        try (Server server = new Server();
                FlaskDataClient flask = server.builder.build()) {
            server.answers(Server.json(body).setResponseCode(status));
            var failure = catchThrowableOfType(FlaskDataException.class, flask::authorize);
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            assertThat(trace + " " + failure.rawBody() + failure.serverText() + failure.headers())
                    .doesNotContain("secret-password", "new-opaque-token");
        }
    }

    @Test
    void aPasswordThatComesBackEscapedIsNotShown() throws IOException {
        try (Server server = new Server();
                FlaskDataClient flask = server.builder
                        .credentials("user@example.org", "se\"cr\\et")
                        .build()) {
            server.answers(Server.error(400, "{\"password\":\"se\\\"cr\\\\et\"}"));
            var failure = catchThrowableOfType(FlaskDataException.class, flask::authorize);
            assertThat(failure.rawBody()).contains("{\"password\":\"[redacted]\"}");
        }
    }

    @Test
    void aFormTokenThatComesBackIsNotShown() throws IOException {
        try (Server server = new Server();
                FlaskDataClient flask = server.builder.build()) {
            server.answers(Server.error(400, "no event for opaque-form-token"));
            var failure = catchThrowableOfType(
                    FlaskDataException.class, () -> flask.forms().document(new FormToken("opaque-form-token")));
            assertThat(failure.rawBody().orElseThrow())
                    .startsWith("no event for")
                    .doesNotContain("opaque-form-token");
        }
    }
}
