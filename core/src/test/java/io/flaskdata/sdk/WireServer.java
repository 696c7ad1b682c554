package io.flaskdata.sdk;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import javax.net.ServerSocketFactory;
import org.jspecify.annotations.Nullable;

/** A server that writes what a test tells it to, byte for byte, and can write and close when no request asks for it. */
public final class WireServer implements AutoCloseable {
    /** Answers one request. */
    public interface Handler {
        void handle(Request request, Connection connection) throws IOException;
    }

    /** One request, its body read. */
    public record Request(Connection connection, String line, Map<String, String> headers, String body) {
        public String path() {
            return line.split(" ")[1];
        }
    }

    private final ServerSocket server;
    private final Handler handler;
    private final String greeting;
    private final List<Connection> connections = new CopyOnWriteArrayList<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    public WireServer(Handler handler) throws IOException {
        this(ServerSocketFactory.getDefault(), "", handler);
    }

    /** Over sockets of a factory's; on each connection it says a greeting before anything is asked. */
    public WireServer(ServerSocketFactory factory, String greeting, Handler handler) throws IOException {
        this.server = factory.createServerSocket(0, 50, InetAddress.getByName("localhost"));
        this.handler = handler;
        this.greeting = greeting;
        daemon(this::accept);
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "wire-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (!server.isClosed()) {
                Connection connection = new Connection(server.accept());
                connection.send(greeting);
                connections.add(connection);
                daemon(() -> serve(connection));
            }
        } catch (IOException e) {
            if (!server.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void serve(Connection connection) {
        try {
            InputStream in = new BufferedInputStream(connection.socket.getInputStream());
            String line = line(in);
            while (!line.isEmpty()) {
                Map<String, String> headers = new TreeMap<>();
                for (String header = line(in); !header.isEmpty(); header = line(in)) {
                    int colon = header.indexOf(':');
                    headers.put(
                            header.substring(0, colon).toLowerCase(Locale.ROOT),
                            header.substring(colon + 1).strip());
                }
                if (headers.containsKey("expect")) {
                    connection.send("HTTP/1.1 100 Continue\r\n\r\n");
                }
                int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
                Request request = new Request(connection, line, headers, new String(in.readNBytes(length), ISO_8859_1));
                requests.add(request);
                handler.handle(request, connection);
                line = line(in);
            }
        } catch (IOException e) {
            // The client has closed, or the test has: what was received says the rest.
            connection.broken = e;
        } finally {
            connection.ended.countDown();
        }
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n' && b != -1; b = in.read()) {
            line.write(b);
        }
        return line.toString(ISO_8859_1).stripTrailing();
    }

    /** A client's builder whose client waits for nothing between attempts, and says how long it would have. */
    public static FlaskDataClientBuilder unhurried(FlaskDataClientBuilder builder, List<Duration> slept) {
        return builder.sleeper((duration, cancelled) -> slept.add(duration));
    }

    /** An answer with its length. */
    public static String answer(String json) {
        return "HTTP/1.1 200 OK\r\nContent-Type: text/x-json; charset=utf-8\r\nContent-Length: " + json.length()
                + "\r\n\r\n" + json;
    }

    public static String token() {
        return answer("{\"token\":\"token-1\",\"expired\":\"2099-01-01T00:00:00.000Z\"}");
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Those that have reached it so far. */
    public List<Connection> connections() {
        return connections;
    }

    public List<Request> requests() {
        return requests;
    }

    /** What came at a path. */
    public List<Request> requests(String path) {
        return requests.stream().filter(request -> request.path().equals(path)).toList();
    }

    /** Writes on the newest connection though nobody asks. */
    public void push(String text) throws IOException {
        newest().send(text);
    }

    public void hangUp() throws IOException {
        newest().close();
    }

    private Connection newest() {
        return connections.get(connections.size() - 1);
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Connection connection : connections) {
            connection.close();
        }
    }

    /** One connection that a client has opened. */
    public static final class Connection {
        public final Socket socket;
        private final CountDownLatch ended = new CountDownLatch(1);
        private volatile @Nullable IOException broken;

        private Connection(Socket socket) {
            this.socket = socket;
        }

        /** All of it in one write, which is one segment, or one TLS record, where it fits. */
        public void send(String text) throws IOException {
            if (!text.isEmpty()) {
                socket.getOutputStream().write(text.getBytes(ISO_8859_1));
            }
        }

        /** Bytes that are no text. */
        public void send(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
        }

        public void close() throws IOException {
            socket.close();
        }

        /** Ends its own direction. */
        public void saysNoMore() throws IOException {
            socket.shutdownOutput();
        }

        /** Until the server's own thread has let go of it: before, it may still read a request. */
        public void awaitEnd() {
            try {
                ended.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        /** Ends it so that the client's next use of it fails. */
        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        @Override
        public String toString() {
            return "Connection[broken by " + broken + "]";
        }
    }
}
