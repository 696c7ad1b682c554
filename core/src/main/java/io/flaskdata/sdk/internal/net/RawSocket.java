package io.flaskdata.sdk.internal.net;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A TCP socket that can be checked for bytes without waiting if it belongs to a channel. Otherwise the end of the
 * stream is checked only after some idle time, because the check takes up to a millisecond.
 */
final class RawSocket extends SocketDecorator implements Watch.Line {
    private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final int MOST_LOOKED_AT = 64 * 1024;
    private static final int TLS_HEADER_BYTES = 5;
    /** How much is read at once from a peer that has much to say; OkHttp and TLS ask for 8 to 16 KiB. */
    private static final int AHEAD = 64 * 1024;

    private static final int MUCH = 4096;

    private final Watch watch;
    private final @Nullable SocketChannel channel;
    private final ByteBuffer first = ByteBuffer.allocate(1);
    /** Bytes read by a check, or ahead, and not yet handed on. */
    private byte[] seen = {};

    private int handedOn;
    private int seenEnd;
    private boolean muchComes;
    private boolean waits = true;
    private final LongSupplier nanoTime;
    private long lastUse;

    RawSocket(Socket socket, Set<SocketAddress> suspects) {
        this(socket, suspects, System::nanoTime);
    }

    RawSocket(Socket socket, Set<SocketAddress> suspects, LongSupplier nanoTime) {
        super(socket);
        this.nanoTime = nanoTime;
        this.lastUse = nanoTime.getAsLong();
        this.channel = socket.getChannel();
        this.watch = new Watch(this, suspects);
    }

    /** Marks it as carrying TLS, which is watched in the layer above. */
    void carriesTls() {
        watch.off();
    }

    @Override
    public @Nullable SocketAddress peer() {
        return socket.getRemoteSocketAddress();
    }

    @Override
    public Watch.Finding look() {
        if (handedOn < seenEnd) {
            return Watch.Finding.BYTES;
        }
        try {
            int read = channel == null ? readWithin1Ms() : readAtOnce(channel);
            if (read > 0) {
                see(first.get(0));
            }
            return read == 0 ? Watch.Finding.NOTHING : read > 0 ? Watch.Finding.BYTES : Watch.Finding.END;
        } catch (IOException e) {
            // Reset or closed: over either way.
            return Watch.Finding.END;
        }
    }

    @Override
    public boolean mayHaveBytes() throws IOException {
        return handedOn < seenEnd || socket.getInputStream().available() > 0;
    }

    private int readAtOnce(SocketChannel open) throws IOException {
        open.configureBlocking(false);
        try {
            return open.read(first.clear());
        } finally {
            open.configureBlocking(true);
        }
    }

    private int readWithin1Ms() throws IOException {
        if (socket.getInputStream().available() == 0 && nanoTime.getAsLong() - lastUse < IDLE_NANOS) {
            return 0;
        }
        int timeout = socket.getSoTimeout();
        socket.setSoTimeout(1);
        try {
            return socket.getInputStream().read(first.array());
        } catch (SocketTimeoutException e) {
            return 0;
        } finally {
            socket.setSoTimeout(timeout);
        }
    }

    private void see(byte one) throws IOException {
        InputStream in = socket.getInputStream();
        byte[] rest = in.readNBytes(Math.min(in.available(), MOST_LOOKED_AT));
        seen = new byte[1 + rest.length];
        seen[0] = one;
        System.arraycopy(rest, 0, seen, 1, rest.length);
        seenEnd = seen.length;
        handedOn = 0;
    }

    /** Whether the bytes read by a check are whole TLS records. */
    boolean sawWholeRecords() {
        int at = handedOn;
        while (at + TLS_HEADER_BYTES <= seenEnd) {
            at += TLS_HEADER_BYTES + ((seen[at + 3] & 0xff) << 8 | (seen[at + 4] & 0xff));
        }
        return at == seenEnd;
    }

    /** Reads through this socket only what a check has read; a timeout means that there is no more. */
    int readSeen(InputStream above) throws IOException {
        waits = false;
        try {
            return above.read();
        } finally {
            waits = true;
        }
    }

    private int read(InputStream in, byte[] bytes, int offset, int count) throws IOException {
        if (handedOn == seenEnd) {
            if (!waits) {
                throw new SocketTimeoutException("Nothing more was there");
            }
            if (!muchComes || count == 0) {
                int read = readOn(in, bytes, offset, count);
                muchComes = read == count && count >= MUCH;
                return read;
            }
            int read = readAhead(in);
            if (read <= 0) {
                return read;
            }
        }
        int part = Math.min(count, seenEnd - handedOn);
        System.arraycopy(seen, handedOn, bytes, offset, part);
        handedOn += part;
        return part;
    }

    private int readAhead(InputStream in) throws IOException {
        if (seen.length < AHEAD) {
            seen = new byte[AHEAD];
        }
        handedOn = 0;
        seenEnd = 0;
        int read = readOn(in, seen, 0, AHEAD);
        seenEnd = Math.max(0, read);
        muchComes = read >= MUCH;
        return read;
    }

    private int readOn(InputStream in, byte[] bytes, int offset, int count) throws IOException {
        try {
            return in.read(bytes, offset, count);
        } catch (ClosedByInterruptException e) {
            throw interrupted(e);
        } finally {
            used();
        }
    }

    private void used() {
        if (channel == null) {
            lastUse = nanoTime.getAsLong();
        }
    }

    /** The exception class that TLS and OkHttp recognise as an interruption. */
    private static IOException interrupted(ClosedByInterruptException e) {
        IOException known = new InterruptedIOException("interrupted");
        known.initCause(e);
        return known;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return watch.input(new FilterInputStream(super.getInputStream()) {
            @Override
            public int read(byte[] bytes, int offset, int count) throws IOException {
                return RawSocket.this.read(in, bytes, offset, count);
            }

            @Override
            public int available() throws IOException {
                return seenEnd - handedOn + in.available();
            }
        });
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return watch.output(new FilterOutputStream(super.getOutputStream()) {
            @Override
            public void write(byte[] bytes, int offset, int count) throws IOException {
                // A thread that is interrupted already must not close a channel that others share (HTTP/2): its next
                // read ends its own call.
                boolean interrupted = Thread.interrupted();
                try {
                    out.write(bytes, offset, count);
                } catch (ClosedByInterruptException e) {
                    throw interrupted(e);
                } finally {
                    used();
                    if (interrupted) {
                        Thread.currentThread().interrupt();
                    }
                }
            }
        });
    }

    @Override
    public boolean isInputShutdown() {
        return super.isInputShutdown() || watch.isUnfit();
    }
}
