package io.flaskdata.sdk.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLSocketFactory;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/** What a cell's requests go over. */
enum Over {
    HTTP_1("HTTP/1.1", false, Protocol.HTTP_1_1),
    HTTP_1_TLS("HTTP/1.1 TLS", true, Protocol.HTTP_1_1),
    HTTP_2("HTTP/2", false, Protocol.H2_PRIOR_KNOWLEDGE),
    HTTP_2_TLS("HTTP/2 TLS", true, Protocol.HTTP_2, Protocol.HTTP_1_1);

    private static final HeldCertificate ROOT =
            new HeldCertificate.Builder().certificateAuthority(1).build();
    private static final HandshakeCertificates CLIENT = new HandshakeCertificates.Builder()
            .addTrustedCertificate(ROOT.certificate())
            .build();
    private static final SSLSocketFactory TRUSTING = CLIENT.sslSocketFactory();

    /** A server's certificate. The client trusts one root; it asks nobody whether a certificate was revoked. */
    enum Shown {
        GOOD,
        EXPIRED,
        OF_ANOTHER_HOST,
        SELF_SIGNED,
        OF_AN_UNKNOWN_ROOT;

        private final ServerSocketFactory sockets = made().sslContext().getServerSocketFactory();

        private HandshakeCertificates made() {
            HeldCertificate.Builder builder = new HeldCertificate.Builder()
                    .addSubjectAlternativeName(name().equals("OF_ANOTHER_HOST") ? "example.org" : "localhost");
            if (name().equals("EXPIRED")) {
                builder.validityInterval(
                        Instant.parse("2020-01-01T00:00:00Z").toEpochMilli(),
                        Instant.parse("2021-01-01T00:00:00Z").toEpochMilli());
            }
            if (name().equals("SELF_SIGNED")) {
                return new HandshakeCertificates.Builder()
                        .heldCertificate(builder.build())
                        .build();
            }
            HeldCertificate signer = name().equals("OF_AN_UNKNOWN_ROOT")
                    ? new HeldCertificate.Builder().certificateAuthority(1).build()
                    : ROOT;
            return new HandshakeCertificates.Builder()
                    .heldCertificate(builder.signedBy(signer).build(), signer.certificate())
                    .build();
        }
    }

    final String text;
    final boolean tls;
    private final OkHttpClient client;

    Over(String text, boolean tls, Protocol... protocols) {
        this.text = text;
        this.tls = tls;
        this.client = new OkHttpClient.Builder().protocols(List.of(protocols)).build();
    }

    /** How several are called in the table. */
    static String together(List<Over> overs) {
        if (overs.size() == values().length) {
            return "all";
        }
        return overs.stream().map(over -> over.text).collect(Collectors.joining(", "));
    }

    boolean isHttp2() {
        return this == HTTP_2 || this == HTTP_2_TLS;
    }

    String scheme() {
        return tls ? "https" : "http";
    }

    OkHttpClient.Builder client() {
        OkHttpClient.Builder builder = client.newBuilder();
        return tls ? builder.sslSocketFactory(TRUSTING, CLIENT.trustManager()) : builder;
    }

    ServerSocketFactory sockets(Shown certificate) {
        return tls ? certificate.sockets : ServerSocketFactory.getDefault();
    }

    /** A port at which nobody listens. */
    static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
            return socket.getLocalPort();
        }
    }
}
