package io.flaskdata.benchmarks;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server of prepared bytes on the loopback address, as cheap as can be, so that clients are measured and not it. The table
 * {@code rows_N} has N rows, {@code grid_N_C_L} N rows of C columns of L characters, and
 * {@code snapshot_N} N rows in another order and with a few other values each second time.
 */
final class FixedSource implements AutoCloseable {
    private static final Pattern TABLE = Pattern.compile("\"rows_(\\d+)\"");
    private static final Pattern SNAPSHOT = Pattern.compile("\"snapshot_(\\d+)\"");
    private static final Pattern GRID = Pattern.compile("\"grid_(\\d+)_(\\d+)_(\\d+)\"");
    private static final String TOKEN = "{\"token\":\"benchmark\",\"expired\":\"2999-01-01T00:00:00.000Z\"}";
    private static final String SUBJECT = "{\"study_subject_id\":4711}";

    private final ServerSocket server = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
    private final SampleRows rows = new SampleRows();
    private final AtomicInteger snapshots = new AtomicInteger();

    FixedSource() throws IOException {
        daemon(this::accept);
    }

    /** A process of its own: says its port, ends with its standard input. */
    public static void main(String[] args) throws IOException {
        try (FixedSource source = new FixedSource()) {
            System.out.println(source.port());
            while (System.in.read() >= 0) {
                // Nothing is said to it.
            }
        }
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                daemon(() -> serve(socket));
            }
        } catch (IOException e) {
            if (!server.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Until the client hangs up. */
    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            for (String request = line(in); !request.isEmpty(); request = line(in)) {
                answer(request, body(in), out);
            }
        } catch (IOException e) {
            if (!(e instanceof java.net.SocketException)) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void answer(String request, String body, OutputStream out) throws IOException {
        if (request.contains("/edc/study/extract-data")) {
            Matcher snapshot = SNAPSHOT.matcher(body);
            Matcher grid = GRID.matcher(body);
            if (snapshot.find()) {
                out.write(CHUNKED);
                MadeRows.snapshot(Long.parseLong(snapshot.group(1)), snapshots.getAndIncrement() % 2, out);
                return;
            }
            if (grid.find()) {
                out.write(CHUNKED);
                int columns = Integer.parseInt(grid.group(2));
                MadeRows.grid(Long.parseLong(grid.group(1)), columns, Integer.parseInt(grid.group(3)), out);
                return;
            }
            Matcher table = TABLE.matcher(body);
            long count = table.find() ? Long.parseLong(table.group(1)) : 0;
            out.write(head(rows.length(count)));
            rows.write(count, out);
        } else {
            byte[] answer = small(request).getBytes(StandardCharsets.UTF_8);
            byte[] head = head(answer.length);
            byte[] whole = java.util.Arrays.copyOf(head, head.length + answer.length);
            System.arraycopy(answer, 0, whole, head.length, answer.length);
            out.write(whole);
        }
    }

    private static String small(String request) {
        if (request.contains("/auth/authorize")) {
            return TOKEN;
        }
        if (request.contains("get-CRF-data-ids")) {
            return "[]";
        }
        return request.contains("insert-data") ? "{\"crfDataId\":\"ID4711\"}" : SUBJECT;
    }

    private static final byte[] CHUNKED =
            "HTTP/1.1 200 OK\r\nContent-Type: text/x-json; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n"
                    .getBytes(StandardCharsets.ISO_8859_1);

    private static byte[] head(long length) {
        return ("HTTP/1.1 200 OK\r\nContent-Type: text/x-json; charset=utf-8\r\nContent-Length: " + length + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String body(InputStream in) throws IOException {
        int length = 0;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            if (header.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                length = Integer.parseInt(header.substring(15).strip());
            }
        }
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    /** Without its end; empty at the end of the stream too. */
    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "fixed-source");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
