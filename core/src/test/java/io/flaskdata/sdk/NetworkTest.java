package io.flaskdata.sdk;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.flaskdata.sdk.call.Environment;
import io.flaskdata.sdk.edc.NewSubject;
import io.flaskdata.sdk.errors.ConnectionException;
import io.flaskdata.sdk.errors.FlaskDataException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import okhttp3.OkHttp;
import okhttp3.OkHttpClient;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.SocketPolicy;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A proxy that wants credentials, a server with a certificate of its own, one that wants to see ours. */
class NetworkTest {
    private static final Instant EXPIRES = Instant.parse("2099-01-01T00:00:00.000Z");
    private static final String STORE_PASSWORD = "store-password";

    @TempDir
    private Path folder;

    private final Map<String, String> settings = new HashMap<>();
    private MockWebServer server;
    private final HeldCertificate root =
            new HeldCertificate.Builder().certificateAuthority(1).build();
    private final HeldCertificate ofServer = new HeldCertificate.Builder()
            .signedBy(root)
            .addSubjectAlternativeName("localhost")
            .addSubjectAlternativeName("api.example.org")
            .build();

    @BeforeEach
    void start() {
        server = new MockWebServer();
    }

    @AfterEach
    void stop() throws IOException {
        server.shutdown();
    }

    private void secure(boolean viaProxy) throws IOException {
        HandshakeCertificates certificates = new HandshakeCertificates.Builder()
                .heldCertificate(ofServer, root.certificate())
                .addTrustedCertificate(root.certificate())
                .build();
        server.useHttps(certificates.sslSocketFactory(), viaProxy);
        server.start();
    }

    private Path trustStore() throws Exception {
        KeyStore store = empty();
        store.setCertificateEntry("root", root.certificate());
        return write(store, "trust.p12");
    }

    private void trusting(Path store, String password) {
        settings.put("flaskdata.trust-store", store.toString());
        settings.put("flaskdata.trust-store-password", password);
    }

    private void showing(Path store) {
        settings.put("flaskdata.client-certificate", store.toString());
        settings.put("flaskdata.client-certificate-password", STORE_PASSWORD);
    }

    private void viaTheServer() {
        settings.put("flaskdata.proxy", "localhost:" + server.getPort());
        settings.put("flaskdata.proxy-user", "proxy-user");
        settings.put("flaskdata.proxy-password", "proxy-password");
    }

    private static KeyStore empty() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private Path write(KeyStore store, String name) throws Exception {
        Path file = folder.resolve(name);
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, STORE_PASSWORD.toCharArray());
        }
        return file;
    }

    private FlaskDataClientBuilder client(String host, int port) {
        var address = java.net.URI.create("https://" + host + ":" + port);
        return FlaskDataClient.builder(settings::get)
                .environment(Environment.custom(address, address))
                .credentials("user@example.org", "x")
                .sleeper((duration, cancelled) -> {});
    }

    @Test
    void aServerWhoseCertificateNobodyKnowsIsNotTrustedAndNothingIsSent() throws Exception {
        secure(false);
        try (FlaskDataClient flask = client("localhost", server.getPort()).build()) {
            var e = catchThrowableOfType(ConnectionException.class, flask::authorize);
            assertThat(e.attempts()).isZero();
        }
        assertThat(server.getRequestCount()).isZero();
    }

    @Test
    void aTrustStoreMakesItTrusted() throws Exception {
        secure(false);
        server.enqueue(Server.token("token-1", EXPIRES));
        trusting(trustStore(), STORE_PASSWORD);
        try (FlaskDataClient flask = client("localhost", server.getPort()).build()) {
            assertThat(flask.authorize()).isEqualTo(EXPIRES);
        }
    }

    @Test
    void aClientCertificateIsShown() throws Exception {
        HeldCertificate ofClient = new HeldCertificate.Builder()
                .signedBy(root)
                .commonName("client")
                .build();
        KeyStore identity = empty();
        identity.setKeyEntry(
                "client", ofClient.keyPair().getPrivate(), STORE_PASSWORD.toCharArray(), new Certificate[] {
                    ofClient.certificate(), root.certificate()
                });
        secure(false);
        server.requireClientAuth();
        server.enqueue(Server.token("token-1", EXPIRES));
        trusting(trustStore(), STORE_PASSWORD);
        showing(write(identity, "client.p12"));
        try (FlaskDataClient flask = client("localhost", server.getPort()).build()) {
            flask.authorize();
        }
        assertThat(server.takeRequest().getHandshake().peerPrincipal().getName())
                .contains("CN=client");
    }

    @Test
    void aProxyGetsItsCredentialsAndNeverTheToken() throws Exception {
        secure(true);
        server.enqueue(refusalByTheProxy());
        server.enqueue(new MockResponse().setSocketPolicy(SocketPolicy.UPGRADE_TO_SSL_AT_END));
        server.enqueue(Server.token("token-1", EXPIRES));
        server.enqueue(Server.json("{\"study_subject_id\":13}"));
        trusting(trustStore(), STORE_PASSWORD);
        viaTheServer();
        try (FlaskDataClient flask = client("api.example.org", 443).build()) {
            flask.edc("demo").createSubject(NewSubject.labelled("001-006"));
        }
        assertThat(server.takeRequest().getRequestLine()).startsWith("CONNECT api.example.org:443");
        var connect = server.takeRequest();
        assertThat(connect.getHeader("Proxy-Authorization")).startsWith("Basic ");
        assertThat(connect.getHeader("Authorization")).isNull();
        assertThat(server.takeRequest().getPath()).isEqualTo("/auth/authorize");
        var call = server.takeRequest();
        assertThat(call.getHeader("Authorization")).isEqualTo("JWT token-1");
        assertThat(call.getHeader("Proxy-Authorization")).isNull();
    }

    /** OkHttp asks the proxy's authenticator whoever says 407, also the server at the tunnel's end. */
    @Test
    void aServerThatAsksForTheProxysCredentialsDoesNotGetThem() throws Exception {
        secure(true);
        server.enqueue(new MockResponse().setSocketPolicy(SocketPolicy.UPGRADE_TO_SSL_AT_END));
        server.enqueue(new MockResponse()
                .setResponseCode(407)
                .setHeader("Proxy-Authenticate", "Basic realm=\"proxy\"")
                .setBody("no"));
        server.enqueue(Server.json("{}"));
        trusting(trustStore(), STORE_PASSWORD);
        viaTheServer();
        try (FlaskDataClient flask = client("api.example.org", 443).build()) {
            // A request without a body, which OkHttp would send again.
            assertThatThrownBy(() -> flask.forms().document("FED_ABCDEFGHIJKL")).isInstanceOf(FlaskDataException.class);
        }
        assertThat(server.takeRequest().getRequestLine()).startsWith("CONNECT");
        assertThat(server.takeRequest().getHeader("Proxy-Authorization")).isNull();
        assertThat(server.getRequestCount()).isEqualTo(2);
    }

    @Test
    void aProxyThatRefusesItsCredentialsIsNotAskedForever() throws Exception {
        secure(true);
        for (int i = 0; i < 10; i++) {
            server.enqueue(refusalByTheProxy());
        }
        viaTheServer();
        try (FlaskDataClient flask = client("api.example.org", 443).build()) {
            var e = catchThrowableOfType(ConnectionException.class, flask::authorize);
            assertThat(e.attempts()).isZero();
            assertThat(Told.trace(e)).doesNotContain("proxy-password", "cHJveHktdXNlcjpwcm94eS1wYXNzd29yZA");
        }
        assertThat(server.getRequestCount()).isBetween(2, 9);
        assertThat(server.takeRequest().getRequestLine()).startsWith("CONNECT api.example.org:443");
    }

    /** What OkHttp 4 does with a second one is not ours to mend: it is why 5 is the default. */
    @Test
    void severalInformationalAnswersMayComeBeforeTheAnswer() throws Exception {
        assumeFalse(okHttpVersion().startsWith("4."));
        String token = "{\"token\":\"token-1\",\"expired\":\"" + EXPIRES + "\"}";
        String answer = "HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n"
                + "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                + "Content-Length: " + token.length() + "\r\nConnection: close\r\n\r\n" + token;
        try (ServerSocket raw = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> served = CompletableFuture.runAsync(() -> answerOnce(raw, answer));
            URI address = URI.create("http://127.0.0.1:" + raw.getLocalPort());
            try (FlaskDataClient flask = FlaskDataClient.builder()
                    .environment(Environment.custom(address, address))
                    .credentials("user@example.org", "x")
                    .build()) {
                assertThat(flask.authorize()).isEqualTo(EXPIRES);
            }
            served.get(5, TimeUnit.SECONDS);
        }
    }

    private static void answerOnce(ServerSocket server, String answer) {
        try (Socket socket = server.accept();
                BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1))) {
            int length = 0;
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
                    length = Integer.parseInt(line.substring(15).strip());
                }
            }
            for (int i = 0; i < length; i++) {
                in.read();
            }
            socket.getOutputStream().write(answer.getBytes(ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** MockWebServer 5 answers inside a tunnel only what says so; to 4 the same words mean that TLS starts afterwards. */
    private static MockResponse refusalByTheProxy() throws ReflectiveOperationException {
        return new MockResponse()
                .setResponseCode(407)
                .setHeader("Proxy-Authenticate", "Basic realm=\"proxy\"")
                .setSocketPolicy(
                        okHttpVersion().startsWith("4.") ? SocketPolicy.KEEP_OPEN : SocketPolicy.UPGRADE_TO_SSL_AT_END);
    }

    /** The version that is there: javac would copy the constant of the one that it compiles against. */
    private static String okHttpVersion() throws ReflectiveOperationException {
        return (String) OkHttp.class.getField("VERSION").get(null);
    }

    /** The tests run once with each version that is supported, not twice with one. */
    @Test
    @EnabledIfSystemProperty(named = "flaskdata.okhttp", matches = ".+")
    void theOkHttpIsTheOneThatTheBuildNames() throws ReflectiveOperationException {
        assertThat(okHttpVersion()).isEqualTo(System.getProperty("flaskdata.okhttp"));
    }

    private static Stream<HeldCertificate.Builder> certificates() {
        return Stream.of(
                new HeldCertificate.Builder().addSubjectAlternativeName("other.example.org"),
                new HeldCertificate.Builder().addSubjectAlternativeName("localhost.example.org"),
                new HeldCertificate.Builder().addSubjectAlternativeName("*.localhost"),
                new HeldCertificate.Builder().commonName("localhost"),
                new HeldCertificate.Builder()
                        .addSubjectAlternativeName("localhost")
                        .validityInterval(0, 1000),
                new HeldCertificate.Builder()
                        .addSubjectAlternativeName("localhost")
                        .validityInterval(4_000_000_000_000L, 4_100_000_000_000L));
    }

    /** As badssl.com has them: of another host, expired, not yet valid. */
    @ParameterizedTest
    @MethodSource("certificates")
    void aCertificateThatIsNotTheServersIsRefusedAndNothingIsSent(HeldCertificate.Builder certificate)
            throws Exception {
        HandshakeCertificates wrong = new HandshakeCertificates.Builder()
                .heldCertificate(certificate.signedBy(root).build(), root.certificate())
                .build();
        server.useHttps(wrong.sslSocketFactory(), false);
        server.start();
        trusting(trustStore(), STORE_PASSWORD);
        try (FlaskDataClient flask = client("localhost", server.getPort()).build()) {
            var e = catchThrowableOfType(ConnectionException.class, flask::authorize);
            assertThat(e.attempts()).isZero();
            assertThat(Told.trace(e)).doesNotContain(STORE_PASSWORD);
        }
        assertThat(server.getRequestCount()).isZero();
    }

    /** Each setting, with what might be thought to turn checks off. */
    @Test
    void noSettingTurnsTheChecksOff() throws Exception {
        secure(false);
        for (Configuration.Setting setting : Configuration.Setting.values()) {
            for (String value : List.of("true", "false", "none", "*", "0", "http://localhost", "BARE", "1")) {
                settings.clear();
                settings.put(setting.property(), value);
                FlaskDataException e;
                try (FlaskDataClient flask =
                        client("localhost", server.getPort()).build()) {
                    e = catchThrowableOfType(FlaskDataException.class, flask::authorize);
                } catch (IllegalArgumentException | IllegalStateException refused) {
                    continue;
                }
                assertThat(e).as(setting + " " + value).isInstanceOf(ConnectionException.class);
            }
        }
        assertThat(server.getRequestCount()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.flaskdata.io",
                "HTTP://api.flaskdata.io",
                "http://localhost.example.org",
                "http://127.0.0.1.example.org",
                "http://localhost@example.org",
                "http://localhost:80@example.org",
                "http://0.0.0.0",
                "http://[::ffff:127.0.0.1]",
                "http://2130706433",
                "http://127.1",
                "http://10.0.0.1",
                "http://\u24db\u24de\u24d2alhost",
                "ws://localhost",
                "https:api.flaskdata.io"
            })
    void anAddressWithoutTlsIsRefusedInEachSetting(String address) {
        for (String api : List.of("flaskdata.api-url", "flaskdata.idp-url")) {
            settings.clear();
            settings.put("flaskdata.api-url", "https://api.example.org");
            settings.put("flaskdata.idp-url", "https://idp.example.org");
            settings.put(api, address);
            assertThatThrownBy(() -> FlaskDataClient.builder(settings::get))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aStoreThatCanNotBeReadIsRefusedByName() throws Exception {
        Path notAStore = Files.writeString(folder.resolve("x"), "x");
        trusting(notAStore, "x");
        assertThatThrownBy(client("localhost", 1)::build).hasMessageContaining("trust store");
        trusting(trustStore(), "wrong");
        assertThatThrownBy(client("localhost", 1)::build).hasMessageContaining("trust store");
        settings.clear();
        showing(folder.resolve("none"));
        assertThatThrownBy(client("localhost", 1)::build).hasMessageContaining("client certificate");
    }

    @Test
    void anOkHttpClientOfTheCallersAndAConfiguredProxyAreOneTooMany() {
        settings.put("flaskdata.proxy", "h:1");
        assertThatThrownBy(client("localhost", 1).httpClient(new OkHttpClient())::build)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("httpClient");
    }
}
