package io.flaskdata.sdk.internal.net;

import io.flaskdata.sdk.WireServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLServerSocket;
import okhttp3.OkHttpClient;

/** What HTTP goes over. */
enum Transportation {
    PLAIN,
    TLS_1_2,
    TLS_1_3;

    String scheme() {
        return this == PLAIN ? "http" : "https";
    }

    WireServer server(Tls tls, WireServer.Handler handler) throws IOException {
        return new WireServer(sockets(tls), "", handler);
    }

    OkHttpClient.Builder trusting(OkHttpClient.Builder builder, Tls tls) {
        return this == PLAIN
                ? builder
                : builder.sslSocketFactory(
                        tls.client().sslSocketFactory(), tls.client().trustManager());
    }

    ServerSocketFactory sockets(Tls tls) {
        return this == PLAIN
                ? ServerSocketFactory.getDefault()
                : new OneProtocol(
                        tls.server().sslContext().getServerSocketFactory(), name().replace("TLS_1_", "TLSv1."));
    }

    private static final class OneProtocol extends ServerSocketFactory {
        private final ServerSocketFactory factory;
        private final String protocol;

        OneProtocol(ServerSocketFactory factory, String protocol) {
            this.factory = factory;
            this.protocol = protocol;
        }

        private ServerSocket only(ServerSocket socket) {
            ((SSLServerSocket) socket).setEnabledProtocols(new String[] {protocol});
            return socket;
        }

        @Override
        public ServerSocket createServerSocket(int port) throws IOException {
            return only(factory.createServerSocket(port));
        }

        @Override
        public ServerSocket createServerSocket(int port, int backlog) throws IOException {
            return only(factory.createServerSocket(port, backlog));
        }

        @Override
        public ServerSocket createServerSocket(int port, int backlog, InetAddress address) throws IOException {
            return only(factory.createServerSocket(port, backlog, address));
        }
    }
}
