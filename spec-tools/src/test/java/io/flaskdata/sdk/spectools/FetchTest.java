package io.flaskdata.sdk.spectools;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.flaskdata.sdk.spectools.Fetch.Addresses;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FetchTest {
    private static final String DOCUMENT =
            "{ \"swagger\": \"2.0\",\n \"info\": {\"version\": \"9.9\"}, \"paths\": {} }  \n";
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-01-01T12:00:00.5Z"), ZoneOffset.UTC);
    private static final Fetch.Limits SHORT = new Fetch.Limits(Duration.ofSeconds(5), Duration.ofSeconds(20), 1000);

    @TempDir
    Path specs;

    private final Map<String, byte[]> answers = new ConcurrentHashMap<>();
    private final Map<String, Integer> lengths = new ConcurrentHashMap<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private HttpServer server;
    private String address;

    @BeforeEach
    void serve() throws IOException {
        Files.writeString(specs.resolve("sources.yaml"), """
                sources:
                  - {id: general, address: "{api}/swagger.json"}
                  - {id: idp, address: "{idp}/idp.json"}
                  - {id: alerts, address: "{api}/alerts.json", required: false}
                documents: []
                """);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            byte[] bytes = answers.get(path);
            if (path.equals("/moved")) {
                exchange.getResponseHeaders().add("Location", "/swagger.json");
                exchange.sendResponseHeaders(302, -1);
            } else if (bytes == null) {
                exchange.sendResponseHeaders(404, -1);
            } else {
                exchange.sendResponseHeaders(200, lengths.getOrDefault(path, bytes.length));
                exchange.getResponseBody().write(bytes);
            }
            exchange.close();
        });
        server.start();
        address = "http://127.0.0.1:" + server.getAddress().getPort();
        answer("/swagger.json", DOCUMENT);
        answer("/idp.json", DOCUMENT);
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
    }

    private void answer(String path, String text) {
        answers.put(path, text.getBytes(UTF_8));
    }

    private List<String> fetch(Fetch.Limits limits) {
        return Fetch.into(specs, Addresses.of("", address, address + "/"), limits, NOON);
    }

    @Test
    void keepsTheBytesAndLocksThem() throws IOException {
        List<String> lines = fetch(SHORT);
        assertThat(specs.resolve("upstream/general.json")).hasContent(DOCUMENT);
        assertThat(Files.readString(specs.resolve("specs.lock")))
                .contains("\"origin\": \"fetched\"", "\"time\": \"2026-01-01T12:00:00Z\"", "\"version\": \"9.9\"")
                .contains("\"address\": \"" + address + "/idp.json\"", Lock.sha256(DOCUMENT.getBytes(UTF_8)));
        assertThat(lines)
                .hasSize(3)
                .last()
                .asString()
                .isEqualTo("optional, not fetched: alerts at " + address + "/alerts.json: the answer was 404");
        Lock.verify(specs, Sources.read(specs));
    }

    @Test
    void anOptionalDocumentThatIsThereIsTaken() {
        answer("/alerts.json", DOCUMENT);
        fetch(SHORT);
        assertThat(specs.resolve("upstream/alerts.json")).hasContent(DOCUMENT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<html><body>Login</body></html> | HTML or XML came",
                "{\"swagger\":\"2.0\",\"paths\":{ | no whole JSON object came",
                "[1] | no whole JSON object came",
                "{\"message\":\"OK\"} | no Swagger document; it has the members [message]",
            })
    void anAnswerThatIsNoDocumentWritesNothing(String answer, String reason) {
        answer("/idp.json", answer);
        assertThatThrownBy(() -> fetch(SHORT))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("idp at " + address + "/idp.json")
                .hasMessageContaining(reason);
        assertThat(specs.resolve("upstream")).doesNotExist();
        assertThat(specs.resolve("specs.lock")).doesNotExist();
    }

    @Test
    void everyFailureComesAtOnce() {
        answers.clear();
        assertThatThrownBy(() -> fetch(SHORT))
                .hasMessageContaining("general at")
                .hasMessageContaining("idp at");
    }

    @Test
    void anAnswerThatBreaksOffIsRefused() {
        lengths.put("/idp.json", DOCUMENT.length() + 10);
        assertThatThrownBy(() -> fetch(SHORT)).hasMessageContaining("idp at").hasMessageContaining("no whole answer");
    }

    @Test
    void anAnswerThatIsTooLongIsRefused() {
        answer("/idp.json", DOCUMENT + " ".repeat(2000));
        assertThatThrownBy(() -> fetch(SHORT)).hasMessageContaining("more than 1000 bytes");
    }

    @Test
    void aRedirectIsNotFollowed() throws IOException {
        Files.writeString(
                specs.resolve("sources.yaml"), "sources:\n  - {id: general, address: '{api}/moved'}\ndocuments: []\n");
        assertThatThrownBy(() -> fetch(SHORT)).hasMessageContaining("302, and redirects are not followed");
    }

    @Test
    void aServerThatDoesNotAnswerInTimeIsGivenUp() {
        server.createContext("/swagger.json", exchange -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        });
        Fetch.Limits hurried = new Fetch.Limits(Duration.ofSeconds(5), Duration.ofMillis(300), 1000);
        assertThatThrownBy(() -> fetch(hurried))
                .hasMessageContaining("general at")
                .hasMessageContaining("answer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://example.org", "ftp://127.0.0.1", "example.org", "http://127.0.0.1.example.org", "::"})
    void anythingButHttpsIsRefusedUnlessItIsThisMachine(String wrong) {
        assertThatThrownBy(() -> Fetch.into(specs, Addresses.of("", wrong, wrong), SHORT, NOON))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining(wrong);
    }

    @Test
    void thereIsNoDefaultEnvironment() {
        assertThatThrownBy(() -> Addresses.of("", "", "")).hasMessageContaining("production, staging or development");
        assertThatThrownBy(() -> Addresses.of("test", "", "")).hasMessageContaining("it is test");
        assertThatThrownBy(() -> Addresses.of("", address, "")).hasMessageContaining("flaskdata.idp-url");
        assertThatThrownBy(() -> Addresses.of("staging", address, address)).hasMessageContaining("not both");
        assertThatThrownBy(() -> Addresses.of("", "http://a:b@127.0.0.1", address))
                .hasMessageContaining("no user");
        assertThat(Addresses.of("Development", "", "").api()).isEqualTo("https://dev-api.flaskdata.io");
    }
}
