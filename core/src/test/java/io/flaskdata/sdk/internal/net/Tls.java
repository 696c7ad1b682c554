package io.flaskdata.sdk.internal.net;

import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/** A server's certificate and a client that trusts it. */
record Tls(HandshakeCertificates server, HandshakeCertificates client) {
    private static final Tls LOCALHOST = make();

    Tls() {
        this(LOCALHOST.server, LOCALHOST.client);
    }

    private static Tls make() {
        HeldCertificate held = new HeldCertificate.Builder()
                .addSubjectAlternativeName("localhost")
                .build();
        return new Tls(
                new HandshakeCertificates.Builder().heldCertificate(held).build(),
                new HandshakeCertificates.Builder()
                        .addTrustedCertificate(held.certificate())
                        .build());
    }
}
