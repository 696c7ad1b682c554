package io.flaskdata.sdk;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.flaskdata.sdk.call.Environment;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;

/** Through a SOCKS proxy OkHttp makes sockets that no factory is asked for: nobody can watch plain HTTP over them. */
class SocksTest {
    @Test
    void aConnectionThatCanNotBeWatchedServesOneRequest() throws IOException {
        try (WireServer server = new WireServer((request, connection) -> connection.send(WireServer.token()));
                Socks proxy = new Socks(server.port())) {
            OkHttpClient http = new OkHttpClient.Builder()
                    .proxy(new Proxy(Proxy.Type.SOCKS, proxy.address()))
                    .build();
            URI address = URI.create("http://localhost:" + server.port());
            try (FlaskDataClient flask = FlaskDataClient.builder()
                    .environment(Environment.custom(address, address))
                    .credentials("user@example.org", "x")
                    .httpClient(http)
                    .build()) {
                for (int i = 1; i <= 3; i++) {
                    flask.authorize();
                    assertThat(server.connections()).hasSize(i);
                }
            }
            assertThat(proxy.asked).containsExactly("localhost", "localhost", "localhost");
            assertThat(server.requests())
                    .allSatisfy(request -> assertThat(request.headers()).containsEntry("connection", "close"));
        }
    }

    /** Enough of SOCKS 5 to be asked for a host by its name and to lead to one server. */
    private static final class Socks implements AutoCloseable {
        private final ServerSocket listening = new ServerSocket(0, 10, InetAddress.getByName("localhost"));
        private final List<String> asked = new CopyOnWriteArrayList<>();
        private final int target;

        Socks(int target) throws IOException {
            this.target = target;
            daemon(this::accept);
        }

        InetSocketAddress address() {
            return new InetSocketAddress(listening.getInetAddress(), listening.getLocalPort());
        }

        private static void daemon(Task task) {
            Thread thread = new Thread(
                    () -> {
                        try {
                            task.run();
                        } catch (IOException e) {
                            // One of both sides has closed, as the test's end does.
                            Thread.currentThread().interrupt();
                        }
                    },
                    "socks");
            thread.setDaemon(true);
            thread.start();
        }

        private void accept() throws IOException {
            while (true) {
                Socket client = listening.accept();
                daemon(() -> serve(client));
            }
        }

        private void serve(Socket client) throws IOException {
            DataInputStream in = new DataInputStream(client.getInputStream());
            in.readByte();
            in.readNBytes(in.readByte());
            client.getOutputStream().write(new byte[] {5, 0});
            in.readNBytes(4);
            asked.add(new String(in.readNBytes(in.readByte()), ISO_8859_1));
            in.readShort();
            client.getOutputStream().write(new byte[] {5, 0, 0, 1, 0, 0, 0, 0, 0, 0});
            try (Socket server = new Socket(InetAddress.getByName("localhost"), target)) {
                daemon(() -> in.transferTo(server.getOutputStream()));
                server.getInputStream().transferTo(client.getOutputStream());
            }
        }

        @Override
        public void close() throws IOException {
            listening.close();
        }

        private interface Task {
            void run() throws IOException;
        }
    }
}
