package io.flaskdata.sdk.internal.net;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketAddress;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an HTTP/1.1 connection from giving one request's answer to another. Bytes after an answer's end are not passed
 * on, and the connection is closed; before the first byte of a request it checks, without waiting, for unsolicited
 * bytes and for a close by the server. A peer that sent such bytes gets a new connection for each request from then on,
 * because bytes still in flight can't be told from an answer.
 */
final class Watch {
    private static final Logger LOG = LoggerFactory.getLogger("io.flaskdata.sdk");

    /** What a check found where there should be nothing to read. */
    enum Finding {
        NOTHING,
        BYTES,
        END
    }

    /** The connection as it is without the watch. */
    interface Line {
        /** Never waits. */
        Finding look();

        /** False only when there is nothing to read, as far as one system call can tell. */
        boolean mayHaveBytes() throws IOException;

        @Nullable
        SocketAddress peer();

        void close() throws IOException;
    }

    private final Framing framing = new Framing();
    private final Line line;
    private final Set<SocketAddress> suspects;
    private volatile boolean unfit;

    Watch(Line line, Set<SocketAddress> suspects) {
        this.line = line;
        this.suspects = suspects;
    }

    void off() {
        framing.notHttp1();
    }

    boolean used() {
        return framing.used();
    }

    /** Whether no other request may go over a connection that has served before; OkHttp asks before it reuses one. */
    boolean isUnfit() {
        if (unfit || !framing.isHttp1() || !framing.used()) {
            return unfit;
        }
        if (framing.idle()) {
            judge(line.look());
        }
        return unfit || !framing.idle();
    }

    /** Whether nothing is on its way in either direction, as far as this has seen. */
    boolean atRest() {
        return !unfit && framing.isHttp1() && framing.idle();
    }

    private void judge(Finding finding) {
        if (finding == Finding.BYTES) {
            unsolicited();
        } else if (finding == Finding.END) {
            retire();
        }
    }

    private void unsolicited() {
        SocketAddress peer = line.peer();
        if (peer != null && suspects.add(peer)) {
            LOG.warn(
                    "{} sent bytes that no request asked for. The connection is closed, and connections to it are used for one request each from now on",
                    peer);
        }
        retire();
    }

    private void retire() {
        unfit = true;
        try {
            line.close();
        } catch (IOException e) {
            LOG.debug("A connection that is not used again could not be closed in order", e);
        }
    }

    private void beforeWrite(byte[] bytes, int offset, int count) throws IOException {
        if (!framing.isHttp1() || (!framing.idle() && !unfit)) {
            return;
        }
        if (!framing.used() && Framing.isHttp2(bytes, offset, count)) {
            framing.notHttp1();
            return;
        }
        // The end was looked for when OkHttp chose the connection.
        Finding finding = unfit ? Finding.END : line.mayHaveBytes() ? line.look() : Finding.NOTHING;
        judge(finding);
        if (unfit) {
            throw new NotSentException(
                    finding == Finding.BYTES
                            ? "the connection had bytes that no request asked for"
                            : "the server had closed the connection",
                    framing.used());
        }
        framing.begins(bytes, offset, count);
    }

    private int afterRead(byte[] bytes, int offset, int count) {
        if (!framing.isHttp1() || count <= 0) {
            return count;
        }
        int asked = framing.take(bytes, offset, count);
        if (asked < count) {
            unsolicited();
        } else if (framing.idle() && !suspects.isEmpty() && suspects.contains(line.peer())) {
            retire();
        }
        return asked == 0 ? -1 : asked;
    }

    InputStream input(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) == -1 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int offset, int count) throws IOException {
                return afterRead(bytes, offset, in.read(bytes, offset, count));
            }

            @Override
            public boolean markSupported() {
                return false;
            }
        };
    }

    OutputStream output(OutputStream out) {
        return new FilterOutputStream(out) {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int count) throws IOException {
                if (count > 0) {
                    beforeWrite(bytes, offset, count);
                    out.write(bytes, offset, count);
                }
            }
        };
    }
}
