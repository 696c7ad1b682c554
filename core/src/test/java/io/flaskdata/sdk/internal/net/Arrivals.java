package io.flaskdata.sdk.internal.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.SocketFactory;

/** Sockets of which a test can wait until bytes, or the end, have arrived, without reading them. */
public final class Arrivals extends SocketFactory {
    private final List<SocketChannel> opened = new CopyOnWriteArrayList<>();

    @Override
    public Socket createSocket() throws IOException {
        SocketChannel channel = SocketChannel.open();
        opened.add(channel);
        return channel.socket();
    }

    /** On the newest one, which nobody reads now. */
    public void await() throws IOException {
        SocketChannel channel = opened.get(opened.size() - 1);
        channel.configureBlocking(false);
        try (Selector selector = Selector.open()) {
            channel.register(selector, SelectionKey.OP_READ);
            if (selector.select(30_000) == 0) {
                throw new AssertionError("Nothing has arrived");
            }
        }
        channel.configureBlocking(true);
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException("OkHttp connects by itself");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) {
        throw new UnsupportedOperationException("OkHttp connects by itself");
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException("OkHttp connects by itself");
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
        throw new UnsupportedOperationException("OkHttp connects by itself");
    }
}
