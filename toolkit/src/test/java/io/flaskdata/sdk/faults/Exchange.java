package io.flaskdata.sdk.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.flaskdata.sdk.WireServer;
import io.flaskdata.sdk.internal.net.Http2Server;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** One request, to be answered well or badly, over HTTP/1.1 or HTTP/2. */
abstract class Exchange {
    /** What a server that works would answer. */
    final Good good;

    /** An answer and its type. */
    record Good(String type, byte[] bytes) {}

    Exchange(Good good) {
        this.good = good;
    }

    /** A status and headers, names and values in turn; of the body nothing yet. */
    abstract void head(int status, String... headers) throws IOException;

    /** Bytes of a body, as they are. */
    abstract void part(byte[] bytes) throws IOException;

    /** The body's end, where the protocol has one. */
    abstract void end() throws IOException;

    /** Ends the connection in its own direction, behind what was said so far; a reset could overtake it. */
    abstract void saysNoMore() throws IOException;

    abstract void close() throws IOException;

    abstract void reset() throws IOException;

    /** A whole answer with its length. */
    final void answer(int status, String type, byte[] body, String... further) throws IOException {
        List<String> headers = new ArrayList<>(List.of(further));
        headers.addAll(List.of("Content-Type", type, "Content-Length", String.valueOf(body.length)));
        head(status, headers.toArray(String[]::new));
        part(body);
        end();
    }

    final void answer(int status, String type, String body, String... further) throws IOException {
        answer(status, type, body.getBytes(ISO_8859_1), further);
    }

    final void answerWell(String... further) throws IOException {
        answer(200, good.type, good.bytes, further);
    }

    /** The head of the good answer, said to have so many more bytes than it has. */
    final void headOfGood(int more, String... further) throws IOException {
        List<String> headers = new ArrayList<>(List.of(further));
        headers.addAll(List.of("Content-Type", good.type, "Content-Length", String.valueOf(good.bytes.length + more)));
        head(200, headers.toArray(String[]::new));
    }

    final byte[] half() {
        return Arrays.copyOf(good.bytes, good.bytes.length / 2);
    }

    static final class Http1 extends Exchange {
        private final WireServer.Connection connection;

        Http1(Good good, WireServer.Connection connection) {
            super(good);
            this.connection = connection;
        }

        void raw(String text) throws IOException {
            connection.send(text);
        }

        @Override
        void head(int status, String... headers) throws IOException {
            StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " x\r\n");
            for (int i = 0; i < headers.length; i += 2) {
                head.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
            }
            connection.send(head + "\r\n");
        }

        @Override
        void part(byte[] bytes) throws IOException {
            connection.send(bytes);
        }

        @Override
        void end() {
            // Its length says it.
        }

        @Override
        void saysNoMore() throws IOException {
            connection.saysNoMore();
        }

        @Override
        void close() throws IOException {
            connection.close();
        }

        @Override
        void reset() throws IOException {
            connection.reset();
        }
    }

    static final class Http2 extends Exchange {
        final Http2Server.Connection connection;
        final int stream;

        Http2(Good good, Http2Server.Connection connection, int stream) {
            super(good);
            this.connection = connection;
            this.stream = stream;
        }

        @Override
        void head(int status, String... headers) throws IOException {
            List<String> all = new ArrayList<>(List.of(":status", String.valueOf(status)));
            for (int i = 0; i < headers.length; i++) {
                all.add(i % 2 == 0 ? headers[i].toLowerCase(Locale.ROOT) : headers[i]);
            }
            connection.head(stream, all);
        }

        @Override
        void part(byte[] bytes) throws IOException {
            connection.data(stream, bytes, false);
        }

        @Override
        void end() throws IOException {
            connection.data(stream, new byte[0], true);
        }

        @Override
        void saysNoMore() throws IOException {
            connection.saysNoMore();
        }

        @Override
        void close() throws IOException {
            connection.close();
        }

        @Override
        void reset() throws IOException {
            connection.reset();
        }
    }
}
