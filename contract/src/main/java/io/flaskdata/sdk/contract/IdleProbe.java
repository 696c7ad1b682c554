package io.flaskdata.sdk.contract;

import io.flaskdata.sdk.contract.Probes.Found;
import io.flaskdata.sdk.internal.http.Transport;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** Measures when the server closes an idle connection, on a socket and a thread of its own while the run goes on. */
final class IdleProbe {
    private static final int PATIENCE_MILLIS = 9_000;

    private final @Nullable CompletableFuture<Found> found;

    private IdleProbe(@Nullable CompletableFuture<Found> found) {
        this.found = found;
    }

    static IdleProbe notStarted() {
        return new IdleProbe(null);
    }

    static IdleProbe start(Transport transport) {
        URI api = transport.environment().api();
        OkHttpClient http = transport.network();
        return new IdleProbe(CompletableFuture.supplyAsync(() -> measure(api, http)));
    }

    Found found() {
        if (found == null) {
            return Found.notRun("left out");
        }
        try {
            return found.join();
        } catch (CompletionException e) {
            return Found.cantTell("no connection of its own");
        }
    }

    private static Found measure(URI api, OkHttpClient http) {
        boolean proxied = http.proxy() != null
                || ProxySelector.getDefault().select(api).stream()
                        .anyMatch(each -> each.type() != java.net.Proxy.Type.DIRECT);
        if (proxied) {
            return Found.cantTell("a proxy is between");
        }
        boolean tls = "https".equals(api.getScheme());
        int port = api.getPort() > 0 ? api.getPort() : tls ? 443 : 80;
        try (Socket plain = new Socket()) {
            plain.connect(new InetSocketAddress(api.getHost(), port), 10_000);
            plain.setSoTimeout(PATIENCE_MILLIS);
            try (Socket socket = tls ? secure(plain, api.getHost(), port, http) : plain) {
                return closing(socket, api.getHost());
            }
        } catch (IOException e) {
            return Found.cantTell("the connection broke: " + e.getClass().getSimpleName());
        }
    }

    private static Socket secure(Socket plain, String host, int port, OkHttpClient http) throws IOException {
        SSLSocket socket = (SSLSocket) http.sslSocketFactory().createSocket(plain, host, port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        return socket;
    }

    private static Found closing(Socket socket, String host) throws IOException {
        socket.getOutputStream()
                .write(("GET /health HTTP/1.1\r\nHost: " + host + "\r\nAccept: */*\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[8192];
        long last = System.nanoTime();
        long bytes = 0;
        try {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                bytes += read;
                last = System.nanoTime();
            }
        } catch (SocketTimeoutException e) {
            return bytes == 0 ? Found.cantTell("no answer") : Found.of("longer than 8 s");
        }
        long millis = (System.nanoTime() - last) / 1_000_000;
        return bytes == 0 ? Found.cantTell("no answer") : Found.of(seconds(millis), millis + " ms");
    }

    /** Servers look after their idle connections now and then, so five seconds are up to seven. */
    static String seconds(long millis) {
        return (millis >= 4_500 && millis < 7_500 ? 5 : Math.round(millis / 1000.0)) + " s";
    }
}
