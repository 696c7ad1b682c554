package io.flaskdata.sdk.internal.net;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.Connection;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** Watches an OkHttp client's HTTP/1.1 connections, whatever its socket factories. */
public final class WatchedSockets {
    private WatchedSockets() {}

    /** The same client with watched connections; it needs its own connection pool. */
    public static OkHttpClient.Builder of(OkHttpClient client) {
        Set<SocketAddress> suspects = ConcurrentHashMap.newKeySet();
        OkHttpClient.Builder builder = client.newBuilder().socketFactory(new Plain(client.socketFactory(), suspects));
        X509TrustManager trust = client.x509TrustManager();
        // A client for http:// only has none.
        return trust == null ? builder : builder.sslSocketFactory(new Tls(client.sslSocketFactory(), suspects), trust);
    }

    /** False for a connection that OkHttp makes without a factory: plain HTTP through a SOCKS proxy. */
    public static boolean isWatched(@Nullable Connection connection) {
        return connection != null
                && (connection.socket() instanceof RawSocket || connection.socket() instanceof SecureSocket);
    }

    private static final class Plain extends SocketFactory {
        private final SocketFactory factory;
        private final Set<SocketAddress> suspects;

        Plain(SocketFactory factory, Set<SocketAddress> suspects) {
            this.factory = factory;
            this.suspects = suspects;
        }

        @Override
        public Socket createSocket() throws IOException {
            // The JDK's plain sockets can't be checked without waiting; those of its channels can.
            boolean ordinary = factory == SocketFactory.getDefault();
            return new RawSocket(ordinary ? SocketChannel.open().socket() : factory.createSocket(), suspects);
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return new RawSocket(factory.createSocket(host, port), suspects);
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
            return new RawSocket(factory.createSocket(host, port, local, localPort), suspects);
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return new RawSocket(factory.createSocket(host, port), suspects);
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
            return new RawSocket(factory.createSocket(host, port, local, localPort), suspects);
        }
    }

    /** OkHttp makes TLS sockets over connected ones only. */
    private static final class Tls extends SSLSocketFactory {
        private final SSLSocketFactory factory;
        private final Set<SocketAddress> suspects;

        Tls(SSLSocketFactory factory, Set<SocketAddress> suspects) {
            this.factory = factory;
            this.suspects = suspects;
        }

        @Override
        public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
            RawSocket below = socket instanceof RawSocket raw ? raw : new RawSocket(socket, suspects);
            below.carriesTls();
            Socket made = factory.createSocket(below, host, port, autoClose);
            return made instanceof SSLSocket tls ? new SecureSocket(tls, below, suspects) : made;
        }

        @Override
        public Socket createSocket(Socket socket, InputStream consumed, boolean autoClose) throws IOException {
            return factory.createSocket(socket, consumed, autoClose);
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return factory.createSocket(host, port);
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
            return factory.createSocket(host, port, local, localPort);
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return factory.createSocket(host, port);
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
            return factory.createSocket(host, port, local, localPort);
        }

        @Override
        public String[] getDefaultCipherSuites() {
            return factory.getDefaultCipherSuites();
        }

        @Override
        public String[] getSupportedCipherSuites() {
            return factory.getSupportedCipherSuites();
        }
    }
}
