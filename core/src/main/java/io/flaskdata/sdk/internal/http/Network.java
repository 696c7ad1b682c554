package io.flaskdata.sdk.internal.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.Authenticator;
import okhttp3.Credentials;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** Proxy and certificates of an OkHttp client that the SDK creates itself. */
public record Network(
        @Nullable InetSocketAddress proxy,
        @Nullable Login login,
        @Nullable Store trust,
        @Nullable Store identity) {
    public static final Network DIRECT = new Network(null, null, null, null);

    /** What a proxy asks for. */
    public record Login(String user, String password) {
        @Override
        public String toString() {
            return "Login";
        }
    }

    /** A key store's file and its password. */
    public record Store(Path file, String password) {
        KeyStore load(String name) {
            try {
                return KeyStore.getInstance(file.toFile(), password.toCharArray());
            } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        name + " can't be read: it must be a PKCS #12 or JKS file, and the password must fit", e);
            }
        }

        @Override
        public String toString() {
            return "Store[" + file + "]";
        }
    }

    OkHttpClient.Builder client() {
        OkHttpClient.Builder builder =
                new OkHttpClient.Builder().readTimeout(Duration.ZERO).writeTimeout(Duration.ZERO);
        if (proxy != null) {
            builder.proxy(new Proxy(Proxy.Type.HTTP, proxy));
        }
        if (login != null) {
            builder.proxyAuthenticator(basic(Credentials.basic(login.user(), login.password())));
        }
        if (trust != null || identity != null) {
            secure(builder);
        }
        return builder;
    }

    /**
     * Once per connection: a proxy that refuses the credentials is not asked again. Behind a tunnel it is the server who
     * asks, and the credentials are not for it.
     */
    private static Authenticator basic(String header) {
        return (route, response) -> {
            Request request = response.request();
            boolean proxys = request.method().equals("CONNECT") || !request.isHttps();
            return proxys && request.header("Proxy-Authorization") == null
                    ? request.newBuilder().header("Proxy-Authorization", header).build()
                    : null;
        };
    }

    private void secure(OkHttpClient.Builder builder) {
        try {
            TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trusted.init(trust == null ? null : trust.load("The trust store"));
            KeyManager[] keys = null;
            if (identity != null) {
                KeyManagerFactory known = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
                known.init(
                        identity.load("The client certificate"),
                        identity.password().toCharArray());
                keys = known.getKeyManagers();
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, trusted.getTrustManagers(), null);
            builder.sslSocketFactory(context.getSocketFactory(), x509(trusted.getTrustManagers()));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("The trust store or the client certificate can't be used", e);
        }
    }

    private static X509TrustManager x509(TrustManager[] managers) {
        for (TrustManager manager : managers) {
            if (manager instanceof X509TrustManager x509) {
                return x509;
            }
        }
        throw new IllegalStateException("This JDK has no X.509 trust manager");
    }

    @Override
    public String toString() {
        return "Network[proxy " + (proxy != null) + ", trust store " + (trust != null) + ", client certificate "
                + (identity != null) + "]";
    }
}
