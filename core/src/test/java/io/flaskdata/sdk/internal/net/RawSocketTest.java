package io.flaskdata.sdk.internal.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sockets of a factory of the caller's, which need not have a channel; and interruption of those that have. */
class RawSocketTest {
    private final Set<java.net.SocketAddress> suspects = ConcurrentHashMap.newKeySet();
    private ServerSocket server;

    @SuppressWarnings("NullAway.Init") // each test connects
    private Socket peer;

    private long now;

    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void stop() throws IOException {
        peer.close();
        server.close();
    }

    private RawSocket connected(Socket socket) throws IOException {
        RawSocket raw = new RawSocket(socket, suspects, () -> now);
        raw.connect(server.getLocalSocketAddress());
        peer = server.accept();
        return raw;
    }

    private void exchange(RawSocket raw) throws IOException {
        raw.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(ISO_8859_1));
        peer.getOutputStream().write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(ISO_8859_1));
        String read = "";
        while (!read.endsWith("ok")) {
            read += (char) raw.getInputStream().read();
        }
    }

    @Test
    void bytesThatNobodyAskedForAreSeenAtOnceWithoutAChannel() throws IOException {
        try (Socket jdk = new Socket();
                RawSocket raw = connected(jdk)) {
            exchange(raw);
            assertThat(raw.isInputShutdown()).isFalse();
            peer.getOutputStream().write('H');
            while (jdk.getInputStream().available() == 0) {
                Thread.onSpinWait();
            }
            assertThat(raw.isInputShutdown()).isTrue();
            assertThat(raw.isClosed()).isTrue();
            assertThat(suspects).containsExactly(server.getLocalSocketAddress());
        }
    }

    @Test
    void theEndIsSeenWithoutAChannelWhenTheSocketWasIdleForAWhile() throws IOException {
        try (RawSocket raw = connected(new Socket())) {
            exchange(raw);
            now += Duration.ofMillis(60).toNanos();
            assertThat(raw.isInputShutdown()).isFalse();
            exchange(raw);
            peer.close();
            assertThat(raw.isInputShutdown()).as("not looked for yet").isFalse();
            now += Duration.ofMillis(60).toNanos();
            while (!raw.isInputShutdown()) {
                Thread.onSpinWait();
            }
            assertThat(suspects).isEmpty();
        }
    }

    @Test
    void whatALookHasReadIsNotLost() throws IOException {
        try (RawSocket raw = connected(SocketChannel.open().socket())) {
            raw.carriesTls();
            peer.getOutputStream().write("abc".getBytes(ISO_8859_1));
            while (raw.look() != Watch.Finding.BYTES) {
                Thread.onSpinWait();
            }
            peer.getOutputStream().write("def".getBytes(ISO_8859_1));
            assertThat(new String(raw.getInputStream().readNBytes(6), ISO_8859_1))
                    .isEqualTo("abcdef");
            assertThat(raw.getInputStream().available()).isZero();
        }
    }

    /** Its last byte is asked for exactly, so that what follows is known to the socket alone. */
    @Test
    void bytesAfterALongAnswerAreSeenThoughTheyWereReadAhead() throws Exception {
        int length = 200_000;
        String head = "HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n";
        String body = "0123456789".repeat(length / 10);
        try (RawSocket raw = connected(SocketChannel.open().socket())) {
            raw.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(ISO_8859_1));
            Thread sends = new Thread(() -> {
                try {
                    peer.getOutputStream().write((head + body + "HTTP/1.1 200 OK\r\n").getBytes(ISO_8859_1));
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            sends.start();
            byte[] answer = new byte[head.length() + length];
            int at = 0;
            while (at < answer.length) {
                at += raw.getInputStream().read(answer, at, Math.min(8192, answer.length - at));
            }
            sends.join();
            assertThat(new String(answer, ISO_8859_1)).isEqualTo(head + body);
            while (raw.getInputStream().available() == 0) {
                Thread.onSpinWait();
            }
            assertThat(raw.isInputShutdown()).isTrue();
            assertThat(suspects).containsExactly(server.getLocalSocketAddress());
        }
    }

    @Test
    void anInterruptionIsOneForTlsToo() throws IOException {
        try (RawSocket raw = connected(SocketChannel.open().socket())) {
            raw.carriesTls();
            Thread.currentThread().interrupt();
            raw.getOutputStream().write('x');
            assertThat(peer.getInputStream().read()).isEqualTo('x');
            assertThatThrownBy(() -> raw.getInputStream().read())
                    .isInstanceOf(java.io.InterruptedIOException.class)
                    .hasMessage("interrupted");
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
