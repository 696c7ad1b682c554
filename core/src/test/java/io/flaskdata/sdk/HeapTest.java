package io.flaskdata.sdk;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.flaskdata.sdk.call.Environment;
import io.flaskdata.sdk.internal.Children;
import io.flaskdata.sdk.rows.Row;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a closed client leaves in the heap of a process that goes on. Java can't overwrite a String, and OkHttp keeps the
 * buffers it has read and written with: what nobody refers to any more goes when the garbage collector takes it, and a
 * buffer's bytes when it is used again. So only what is still referred to, and is no buffer, is looked at.
 */
class HeapTest {
    private static final String PASSWORD = "heap-password-of-a-test";
    private static final String VALUE = "heap-value-of-a-subject";

    /** The size of a buffer of okio's, and of most of the JDK's. */
    private static final int BUFFER = 8192;

    @TempDir
    private Path folder;

    @Test
    void aClosedClientHasNeitherPasswordNorTokenNorRows() throws Exception {
        Path open = folder.resolve("open.hprof");
        Path closed = folder.resolve("closed.hprof");
        try (RawServer server = new RawServer(new WalkServer(VALUE, "user-token"))) {
            Process child = Children.start(
                    Child.class, RawServer.address(server).toString(), open.toString(), closed.toString());
            try (OutputStream in = child.getOutputStream()) {
                // What comes after it overwrites the buffer that it was read with.
                in.write((PASSWORD + "\n" + " ".repeat(3 * BUFFER)).getBytes(ISO_8859_1));
            }
            assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(child.exitValue()).isZero();
        }
        List<String> marks = List.of(PASSWORD, RawServer.TOKEN, VALUE);
        assertThat(found(open, marks)).containsExactlyElementsOf(marks);
        assertThat(found(closed, marks)).isEmpty();
    }

    /** Those that stand in an array of bytes or characters that is no buffer. */
    private static List<String> found(Path dump, List<String> marks) throws IOException {
        List<String> arrays = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(dump)))) {
            new HeapDump(in).forEachArray(bytes -> {
                String text = new String(bytes, ISO_8859_1);
                if (bytes.length != BUFFER
                        && (text.contains("heap-") || text.contains("opaque") || text.contains("\0h\0e\0a"))) {
                    arrays.add(text);
                }
            });
        }
        return marks.stream()
                .filter(mark -> arrays.stream()
                        .anyMatch(text ->
                                text.contains(mark) || text.contains(new String(mark.getBytes(UTF_16BE), ISO_8859_1))))
                .toList();
    }

    /** A process that reads rows with a client, and goes on after closing it, which it still refers to. */
    static final class Child {
        private static @Nullable FlaskDataClient flask;
        private static @Nullable List<Row> rows;

        private Child() {}

        public static void main(String[] args) throws IOException {
            StringBuilder password = new StringBuilder();
            for (int c = System.in.read(); c != '\n'; c = System.in.read()) {
                password.append((char) c);
            }
            while (System.in.read() >= 0) {
                // To the end.
            }
            URI address = URI.create(args[0]);
            flask = FlaskDataClient.builder()
                    .environment(Environment.custom(address, address))
                    .credentials("user@example.org", password.toString())
                    .build();
            password.setLength(0);
            password.trimToSize();
            rows = flask.edc("demo").extract("t").toList();
            flask.forms().study(1).subjects().toList();
            dump(args[1]);
            rows = null;
            flask.close();
            dump(args[2]);
        }

        private static void dump(String file) throws IOException {
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(file, true);
        }
    }
}
