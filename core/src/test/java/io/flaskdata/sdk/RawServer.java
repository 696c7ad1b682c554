package io.flaskdata.sdk;

import io.flaskdata.sdk.call.Environment;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A server on loopback that answers with bytes of a test's choice, which no HTTP library would send. */
public final class RawServer implements AutoCloseable {
    /** Answers one request; the socket may be closed. */
    public interface Answers {
        void answer(Received request, OutputStream out, Socket socket) throws IOException;
    }

    /** A request's first line, its headers and its body. */
    public record Received(String line, String head, String body) {
        public boolean isSignIn() {
            return line.contains("/auth/authorize");
        }

        /** A header's value, without its name. */
        public String header(String name) {
            return head.lines()
                    .filter(each -> each.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(each -> each.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse("");
        }
    }

    public static final String TOKEN = "opaque-token-of-a-test";

    private final ServerSocket socket;
    private final Answers answers;
    public final List<Received> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    public RawServer(Answers answers) throws IOException {
        this.answers = answers;
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    /** A client that signs in without trouble and then meets these answers. */
    public static FlaskDataClientBuilder builder(RawServer server) {
        URI address = address(server);
        return FlaskDataClient.builder()
                .environment(Environment.custom(address, address))
                .credentials("user@example.org", "secret-password");
    }

    static URI address(RawServer server) {
        return URI.create("http://127.0.0.1:" + server.socket.getLocalPort() + "/");
    }

    public static void json(OutputStream out, String body) throws IOException {
        send(
                out,
                "HTTP/1.1 200 OK\r\nContent-Type: text/x-json; charset=utf-8\r\nContent-Length: "
                        + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body);
    }

    public static void send(OutputStream out, String bytes) throws IOException {
        out.write(bytes.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                open.add(connection);
                daemon(() -> serve(connection));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            InputStream in = new BufferedInputStream(connection.getInputStream());
            OutputStream out = connection.getOutputStream();
            for (Received request = read(in); request != null && !connection.isClosed(); request = read(in)) {
                requests.add(request);
                if (request.isSignIn()) {
                    json(out, "{\"token\":\"" + TOKEN + "\",\"expired\":\"2099-01-01T00:00:00.000Z\"}");
                } else {
                    answers.answer(request, out, connection);
                }
            }
        } catch (IOException theClientIsGone) {
            open.remove(connection);
        }
    }

    private static @Nullable Received read(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return null;
            }
            head.append((char) next);
        }
        String line = head.substring(0, head.indexOf("\r\n"));
        Received noBody = new Received(line, head.toString(), "");
        String length = noBody.header("Content-Length");
        byte[] body = in.readNBytes(length.isEmpty() ? 0 : Integer.parseInt(length));
        return new Received(line, head.toString(), new String(body, StandardCharsets.UTF_8));
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket each : open) {
            each.close();
        }
    }
}
