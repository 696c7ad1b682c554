package io.flaskdata.sdk.internal.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** HTTP/2, frame by frame: a test says what comes on which stream, and when. A request's headers are not read. */
public final class Http2Server implements AutoCloseable {
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int GOAWAY = 7;
    private static final int ACK = 1;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final int PREFACE_BYTES = 24;
    private static final int PING_BYTES = 8;
    private static final int FRAME_BYTES = 16_384;

    /** Told that a request has opened a stream. */
    interface Handler {
        void opened(int stream, Connection connection) throws IOException;
    }

    /** Told that a request has come whole. */
    public interface Requests {
        void came(int stream, String body, Connection connection) throws IOException;
    }

    private final ServerSocket server;
    private final List<Connection> connections = new CopyOnWriteArrayList<>();
    private final CountDownLatch handled = new CountDownLatch(1);
    private final Handler handler;
    private final Requests requests;

    Http2Server(Handler handler) throws IOException {
        this(ServerSocketFactory.getDefault(), handler, (stream, body, connection) -> {});
    }

    public Http2Server(ServerSocketFactory factory, Requests requests) throws IOException {
        this(factory, (stream, connection) -> {}, requests);
    }

    private Http2Server(ServerSocketFactory factory, Handler handler, Requests requests) throws IOException {
        this.server = factory.createServerSocket(0, 10, InetAddress.getByName("localhost"));
        this.handler = handler;
        this.requests = requests;
        daemon(this::accept);
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "http2-server");
        thread.setDaemon(true);
        thread.start();
    }

    public int port() {
        return server.getLocalPort();
    }

    int connections() {
        return connections.size();
    }

    public Connection newest() {
        return connections.get(connections.size() - 1);
    }

    private void accept() {
        try {
            while (!server.isClosed()) {
                Connection connection = new Connection(server.accept());
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
        try (Socket socket = connection.socket) {
            if (socket instanceof SSLSocket secure) {
                SSLParameters parameters = secure.getSSLParameters();
                parameters.setApplicationProtocols(new String[] {"h2"});
                secure.setSSLParameters(parameters);
            }
            read(connection, new DataInputStream(socket.getInputStream()));
        } catch (IOException e) {
            // The client has closed, or the test has: what came says the rest.
            connection.broken = e;
        } finally {
            connection.ended.countDown();
        }
    }

    private void read(Connection connection, DataInputStream in) throws IOException {
        in.readNBytes(PREFACE_BYTES);
        connection.frame(SETTINGS, 0, 0, new byte[0]);
        Map<Integer, ByteArrayOutputStream> bodies = new HashMap<>();
        for (int high = in.read(); high != -1; high = in.read()) {
            int length = high << 16 | in.readUnsignedShort();
            int type = in.readUnsignedByte();
            int flags = in.readUnsignedByte();
            int stream = in.readInt();
            byte[] payload = in.readNBytes(length);
            if (type == SETTINGS && flags != ACK) {
                connection.frame(SETTINGS, ACK, 0, new byte[0]);
            } else if (type == PING && flags == ACK) {
                handled.countDown();
            } else if (type == HEADERS) {
                handler.opened(stream, connection);
            } else if (type == DATA) {
                bodies.computeIfAbsent(stream, each -> new ByteArrayOutputStream())
                        .writeBytes(payload);
            }
            if ((type == DATA || type == HEADERS) && (flags & END_STREAM) != 0) {
                ByteArrayOutputStream body = bodies.remove(stream);
                requests.came(stream, body == null ? "" : body.toString(ISO_8859_1), connection);
            }
        }
    }

    /** Until the client has handled all that came before the ping. */
    void awaitPong() throws InterruptedException {
        if (!handled.await(30, TimeUnit.SECONDS)) {
            throw new AssertionError("The client did not answer the ping");
        }
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
        private final Socket socket;
        private final CountDownLatch ended = new CountDownLatch(1);
        private volatile @Nullable IOException broken;

        private Connection(Socket socket) {
            this.socket = socket;
        }

        private synchronized void frame(int type, int flags, int stream, byte[] payload) throws IOException {
            OutputStream out = socket.getOutputStream();
            byte[] frame = new byte[9 + payload.length];
            frame[0] = (byte) (payload.length >> 16);
            frame[1] = (byte) (payload.length >> 8);
            frame[2] = (byte) payload.length;
            frame[3] = (byte) type;
            frame[4] = (byte) flags;
            for (int i = 0; i < 4; i++) {
                frame[5 + i] = (byte) (stream >> 24 - 8 * i);
            }
            System.arraycopy(payload, 0, frame, 9, payload.length);
            out.write(frame);
        }

        void answer(int stream, String body) throws IOException {
            head(stream, List.of(":status", "200"));
            data(stream, body.getBytes(ISO_8859_1), true);
        }

        /** Names and values in turn, each a literal that no table keeps. */
        public void head(int stream, List<String> headers) throws IOException {
            frame(HEADERS, END_HEADERS, stream, block(headers));
        }

        /** A beginning of headers whose rest never comes. */
        public void beginningOfHead(int stream) throws IOException {
            frame(HEADERS, 0, stream, block(List.of(":status", "200")));
        }

        private static byte[] block(List<String> headers) {
            ByteArrayOutputStream block = new ByteArrayOutputStream();
            for (int i = 0; i < headers.size(); i++) {
                if (i % 2 == 0) {
                    block.write(0);
                }
                byte[] text = headers.get(i).getBytes(ISO_8859_1);
                if (text.length < 127) {
                    block.write(text.length);
                } else {
                    block.write(127);
                    int rest = text.length - 127;
                    for (; rest > 127; rest >>= 7) {
                        block.write(rest & 127 | 128);
                    }
                    block.write(rest);
                }
                block.writeBytes(text);
            }
            return block.toByteArray();
        }

        public void data(int stream, byte[] body, boolean last) throws IOException {
            int from = 0;
            do {
                int to = Math.min(body.length, from + FRAME_BYTES);
                frame(
                        DATA,
                        last && to == body.length ? END_STREAM : 0,
                        stream,
                        java.util.Arrays.copyOfRange(body, from, to));
                from = to;
            } while (from < body.length);
        }

        public void resetStream(int stream, int error) throws IOException {
            frame(RST_STREAM, 0, stream, new byte[] {0, 0, 0, (byte) error});
        }

        /** Says that no stream was taken, and ends. */
        public void goAway() throws IOException {
            frame(GOAWAY, 0, 0, new byte[8]);
            close();
        }

        void ping() throws IOException {
            frame(PING, 0, 0, new byte[PING_BYTES]);
        }

        public void close() throws IOException {
            socket.close();
        }

        /** Ends its own direction. */
        public void saysNoMore() throws IOException {
            socket.shutdownOutput();
        }

        /** Until the server's own thread has let go of it. */
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
