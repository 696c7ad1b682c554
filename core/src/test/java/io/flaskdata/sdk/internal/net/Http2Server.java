package io.flaskdata.sdk.internal.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** HTTP/2 without TLS, frame by frame: a test says what comes on which stream, and when. */
final class Http2Server implements AutoCloseable {
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int ACK = 1;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final int PREFACE_BYTES = 24;
    private static final int PING_BYTES = 8;
    /** HPACK's place for ":status: 200". */
    private static final byte[] STATUS_200 = {(byte) 0x88};

    /** Told that a request has opened a stream. */
    interface Handler {
        void opened(int stream, Http2Server server) throws IOException;
    }

    private final ServerSocket server = new ServerSocket(0, 10, InetAddress.getByName("localhost"));
    private final AtomicInteger connections = new AtomicInteger();
    private final CountDownLatch handled = new CountDownLatch(1);
    private final Handler handler;

    @SuppressWarnings("NullAway.Init") // before a request comes there is a connection
    private volatile Socket socket;

    Http2Server(Handler handler) throws IOException {
        this.handler = handler;
        Thread thread = new Thread(this::serve, "http2-server");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket accepted = server.accept()) {
                socket = accepted;
                connections.incrementAndGet();
                read(new DataInputStream(accepted.getInputStream()));
            } catch (IOException e) {
                if (!server.isClosed() && (socket == null || !socket.isClosed())) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void read(DataInputStream in) throws IOException {
        in.readNBytes(PREFACE_BYTES);
        frame(SETTINGS, 0, 0, new byte[0]);
        for (int high = in.read(); high != -1; high = in.read()) {
            int length = high << 16 | in.readUnsignedShort();
            int type = in.readUnsignedByte();
            int flags = in.readUnsignedByte();
            int stream = in.readInt();
            in.readNBytes(length);
            if (type == SETTINGS && flags != ACK) {
                frame(SETTINGS, ACK, 0, new byte[0]);
            } else if (type == PING && flags == ACK) {
                handled.countDown();
            } else if (type == HEADERS) {
                handler.opened(stream, this);
            }
        }
    }

    private synchronized void frame(int type, int flags, int stream, byte[] payload) throws IOException {
        OutputStream out = socket.getOutputStream();
        byte[] frame = new byte[9 + payload.length];
        frame[1] = (byte) (payload.length >> 8);
        frame[2] = (byte) payload.length;
        frame[3] = (byte) type;
        frame[4] = (byte) flags;
        frame[8] = (byte) stream;
        System.arraycopy(payload, 0, frame, 9, payload.length);
        out.write(frame);
    }

    void answer(int stream, String body) throws IOException {
        frame(HEADERS, END_HEADERS, stream, STATUS_200);
        frame(DATA, END_STREAM, stream, body.getBytes(ISO_8859_1));
    }

    void ping() throws IOException {
        frame(PING, 0, 0, new byte[PING_BYTES]);
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
        if (socket != null) {
            socket.close();
        }
    }
}
