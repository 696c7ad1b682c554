package io.flaskdata.sdk.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.sun.net.httpserver.HttpServer;
import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.call.Environment;
import io.flaskdata.sdk.sandbox.Sandbox;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What is wrong gives a report as far as it came, marked incomplete, and exit code 3; never a green one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {
    private Sandbox sandbox;

    @BeforeAll
    void start() throws IOException {
        sandbox = Sandbox.start();
    }

    @AfterAll
    void stop() {
        sandbox.close();
    }

    private static ContractReport run(URI api, URI idp, String user, String password) {
        try (FlaskDataClient flask = FlaskDataClient.builder()
                .environment(Environment.custom(api, idp))
                .credentials(user, password)
                .build()) {
            return AgainstSandboxTest.full(FlaskDataContract.verify(flask))
                    .without("http.idle")
                    .run();
        }
    }

    private static void isIncomplete(ContractReport report, String why) {
        assertThat(report.exitCode()).isEqualTo(3);
        assertThat(report.complete()).isFalse();
        assertThat(report.text()).startsWith("INCOMPLETE: ").contains(why);
        assertThat(report.html()).contains("class=\"verdict incomplete\"");
        assertThat(report.json()).contains("\"complete\" : false");
        assertThat(report.junitXml()).contains("name=\"complete\"><error");
    }

    @Test
    void wrongCredentials() {
        ContractReport report = run(sandbox.apiUrl(), sandbox.idpUrl(), Sandbox.API_USER, "wrong");
        isIncomplete(report, "not signed in: refused with 400");
        assertThat(report.operation("auth.health").failed()).isFalse();
        assertThat(report.operation("edc.extractData").ran()).isFalse();
        assertThat(report.operation("edc.extractData").why()).isEqualTo("the run did not come to it");
    }

    @Test
    void anAccountWithoutARole() {
        ContractReport report = run(sandbox.apiUrl(), sandbox.idpUrl(), Sandbox.SUBJECT_USER, Sandbox.PASSWORD);
        isIncomplete(report, "had no answer that can be judged");
        assertThat(report.operation("edc.extractData").why()).startsWith("refused with 4");
    }

    @Test
    void anEdcThatDoesNotExist() {
        try (FlaskDataClient flask = AgainstSandboxTest.client(sandbox)) {
            ContractReport report = AgainstSandboxTest.full(FlaskDataContract.verify(flask))
                    .edc("nowhere")
                    .without("http.idle")
                    .run();
            isIncomplete(report, "had no answer that can be judged");
            assertThat(report.operation("edc.extractData").why()).isEqualTo("refused with 400");
            assertThat(report.operation("forms.filterSubjects").failed()).isFalse();
        }
    }

    @Test
    void aHostThatIsNotThere() throws IOException {
        URI nobody;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = URI.create("http://127.0.0.1:" + closed.getLocalPort());
        }
        ContractReport report = run(nobody, nobody, "user@example.org", "secret");
        isIncomplete(report, "the server no longer answers");
        assertThat(report.operation("auth.health").why()).startsWith("no answer: ");
        assertThat(report.drift().compared()).isFalse();
    }

    /** A web server that has a page for everything. */
    @Test
    void aHostThatIsNotFlaskData() throws IOException {
        for (int status : List.of(200, 404, 302)) {
            HttpServer server = page(status);
            try {
                URI address =
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort());
                isIncomplete(run(address, address, "user@example.org", "secret"), "not signed in: ");
            } finally {
                server.stop(0);
            }
        }
    }

    private static HttpServer page(int status) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = "<html><body>Welcome</body></html>".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.getResponseHeaders().set("Location", "/login");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }

    @Test
    void aServerThatDiesAtTheReads() throws IOException {
        ContractReport report = dyingAt("forms.filterSubjects");
        isIncomplete(report, "the server no longer answers");
        assertThat(report.operation("edc.extractData").received().result()).isEqualTo(OperationResult.Verdict.VALID);
        assertThat(report.operation("forms.filterSubjects").why()).startsWith("no answer");
    }

    @Test
    void aServerThatDiesAtTheProbes() throws IOException {
        ContractReport report = dyingAt("http.etag");
        isIncomplete(report, "the server no longer answers");
        assertThat(report.assumption("token.exp-unit").result()).isEqualTo(AssumptionResult.Result.CONFIRMED);
        assertThat(report.assumption("forms.log").why()).isEqualTo("the run stopped before");
    }

    private static ContractReport dyingAt(String last) throws IOException {
        Sandbox dying = Sandbox.start();
        try (FlaskDataClient flask = AgainstSandboxTest.client(dying)) {
            return AgainstSandboxTest.full(FlaskDataContract.verify(flask))
                    .without("http.idle")
                    .progress(line -> {
                        if (line.equals(last)) {
                            dying.close();
                        }
                    })
                    .run();
        }
    }

    @Test
    void productionIsNotCalledWithoutAYes() {
        try (FlaskDataClient flask = FlaskDataClient.builder()
                .environment(Environment.PRODUCTION)
                .credentials("user@example.org", "secret")
                .build()) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> FlaskDataContract.verify(flask).run())
                    .withMessageContaining("nothing was sent");
        }
        assertThat(FlaskDataContract.isProduction(Environment.STAGING)).isFalse();
        assertThat(FlaskDataContract.isProduction(Environment.custom(
                        URI.create("https://API.flaskdata.io/"), URI.create("https://idp.example.org"))))
                .isTrue();
    }
}
