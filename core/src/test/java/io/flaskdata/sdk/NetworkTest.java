package io.flaskdata.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.flaskdata.sdk.call.Environment;
import io.flaskdata.sdk.edc.NewSubject;
import io.flaskdata.sdk.errors.ConnectionException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Instant;
import okhttp3.OkHttpClient;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.SocketPolicy;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A proxy that wants credentials, a server with a certificate of its own, one that wants to see ours. */
class NetworkTest {
    private static final Instant EXPIRES = Instant.parse("2099-01-01T00:00:00.000Z");
    private static final String STORE_PASSWORD = "store-password";

    @TempDir
    private Path folder;

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
        return FlaskDataClient.builder()
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
        try (FlaskDataClient flask = client("localhost", server.getPort())
                .trustStore(trustStore(), STORE_PASSWORD)
                .build()) {
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
        try (FlaskDataClient flask = client("localhost", server.getPort())
                .trustStore(trustStore(), STORE_PASSWORD)
                .clientCertificate(write(identity, "client.p12"), STORE_PASSWORD)
                .build()) {
            flask.authorize();
        }
        assertThat(server.takeRequest().getHandshake().peerPrincipal().getName())
                .contains("CN=client");
    }

    @Test
    void aProxyGetsItsCredentialsAndNeverTheToken() throws Exception {
        secure(true);
        server.enqueue(new MockResponse()
                .setResponseCode(407)
                .setHeader("Proxy-Authenticate", "Basic realm=\"proxy\"")
                .setSocketPolicy(SocketPolicy.KEEP_OPEN));
        server.enqueue(new MockResponse().setSocketPolicy(SocketPolicy.UPGRADE_TO_SSL_AT_END));
        server.enqueue(Server.token("token-1", EXPIRES));
        server.enqueue(Server.json("{\"study_subject_id\":13}"));
        try (FlaskDataClient flask = client("api.example.org", 443)
                .proxy("localhost", server.getPort())
                .proxyCredentials("proxy-user", "proxy-password")
                .trustStore(trustStore(), STORE_PASSWORD)
                .build()) {
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

    @Test
    void aProxyThatRefusesItsCredentialsIsNotAskedForever() throws Exception {
        secure(true);
        for (int i = 0; i < 10; i++) {
            server.enqueue(
                    new MockResponse().setResponseCode(407).setHeader("Proxy-Authenticate", "Basic realm=\"proxy\""));
        }
        try (FlaskDataClient flask = client("api.example.org", 443)
                .proxy("localhost", server.getPort())
                .proxyCredentials("proxy-user", "proxy-password")
                .build()) {
            var e = catchThrowableOfType(ConnectionException.class, flask::authorize);
            assertThat(e.attempts()).isZero();
            assertThat(e.getMessage()).doesNotContain("proxy-password");
        }
    }

    @Test
    void aStoreThatCanNotBeReadIsRefusedByName() throws Exception {
        Path notAStore = Files.writeString(folder.resolve("x"), "x");
        assertThatThrownBy(
                        () -> client("localhost", 1).trustStore(notAStore, "x").build())
                .hasMessageContaining("trustStore");
        assertThatThrownBy(() ->
                        client("localhost", 1).trustStore(trustStore(), "wrong").build())
                .hasMessageContaining("trustStore");
        assertThatThrownBy(() -> client("localhost", 1)
                        .clientCertificate(folder.resolve("none"), "x")
                        .build())
                .hasMessageContaining("clientCertificate");
    }

    @Test
    void anOkHttpClientOfTheCallersAndAProxyOfTheBuildersAreOneTooMany() {
        assertThatThrownBy(() -> client("localhost", 1)
                        .httpClient(new OkHttpClient())
                        .proxy("h", 1)
                        .build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("httpClient");
    }
}
