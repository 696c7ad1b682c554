package io.flaskdata.sdk.internal.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.util.Set;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A TLS socket that can be checked for bytes without waiting. Bytes in the layer below need not be an answer: they may
 * be a session ticket, which TLS consumes.
 */
final class SecureSocket extends SslSocketDecorator implements Watch.Line {
    private final RawSocket below;
    private final Watch watch;

    SecureSocket(SSLSocket socket, RawSocket below, Set<SocketAddress> suspects) {
        super(socket);
        this.below = below;
        this.watch = new Watch(this, suspects);
    }

    @Override
    public @Nullable SocketAddress peer() {
        return below.peer();
    }

    @Override
    public Watch.Finding look() {
        try {
            InputStream in = socket.getInputStream();
            if (in.available() > 0) {
                return Watch.Finding.BYTES;
            }
            Watch.Finding raw = below.look();
            if (raw != Watch.Finding.BYTES) {
                return raw;
            }
            if (!below.sawWholeRecords()) {
                // Of a connection that has not served yet it is a ticket on its way; of another one nobody knows.
                return watch.used() ? Watch.Finding.END : Watch.Finding.NOTHING;
            }
            return below.readSeen(in) < 0 ? Watch.Finding.END : Watch.Finding.BYTES;
        } catch (SocketTimeoutException e) {
            return Watch.Finding.NOTHING;
        } catch (IOException e) {
            // Reset, closed or not TLS: over either way.
            return Watch.Finding.END;
        }
    }

    @Override
    public boolean mayHaveBytes() throws IOException {
        return socket.getInputStream().available() > 0 || below.mayHaveBytes();
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return watch.input(super.getInputStream());
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return watch.output(super.getOutputStream());
    }

    /**
     * Closes the layer below first unless all is quiet. The JDK's TLS reads what still comes before it closes, for as long
     * as a server sends, and often on Okio's watchdog, of which each JVM has one, for the timeouts of all calls.
     */
    @Override
    public void close() throws IOException {
        if (!watch.atRest()) {
            below.close();
        }
        super.close();
    }

    @Override
    public boolean isInputShutdown() {
        return super.isInputShutdown() || watch.isUnfit();
    }
}
