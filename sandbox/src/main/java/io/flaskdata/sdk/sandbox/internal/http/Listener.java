package io.flaskdata.sdk.sandbox.internal.http;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** One loopback address: known at once, serving once started. */
public final class Listener implements AutoCloseable {
    static final int IDLE_MILLISECONDS = 5_000;
    private static final int REQUEST_MILLISECONDS = 600_000;

    private final Server server = new Server();
    private final ServerConnector connector;

    public Listener(int port) throws IOException {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("There is no port " + port + ": a port is 0 to 65535.");
        }
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setIdleTimeout(REQUEST_MILLISECONDS);
        // Unknown routes get the framework's page, not the server's.
        http.setUriCompliance(UriCompliance.UNSAFE);
        // A malformed request gets an empty answer, as in Node.
        server.setErrorHandler((request, response, callback) -> {
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
            response.write(true, ByteBuffer.allocate(0), callback);
            return true;
        });
        connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        connector.setIdleTimeout(IDLE_MILLISECONDS);
        server.addConnector(connector);
        try {
            connector.open();
        } catch (IOException e) {
            throw new IOException("Port " + port + " can't be listened on; is it in use?", e);
        }
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + connector.getLocalPort());
    }

    /** For the connections made from now on. */
    public void idle(int milliseconds) {
        connector.setIdleTimeout(milliseconds);
    }

    public void start(Dispatcher dispatcher) throws IOException {
        server.setHandler(dispatcher);
        try {
            server.start();
        } catch (Exception e) {
            throw new IOException("The HTTP server can't be started", e);
        }
    }

    @Override
    public void close() {
        try {
            server.stop();
            connector.close();
        } catch (Exception e) {
            throw new IllegalStateException("The HTTP server did not stop", e);
        }
    }
}
