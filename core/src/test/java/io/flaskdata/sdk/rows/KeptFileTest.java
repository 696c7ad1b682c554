package io.flaskdata.sdk.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flaskdata.sdk.internal.AtomicFile;
import io.flaskdata.sdk.internal.Sha256Stream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file and its manifest are one: through kills, and with several writers. */
class KeptFileTest {
    @TempDir
    Path folder;

    private Path file;
    private Path manifest;
    private Path pending;
    private Path aside;

    @BeforeEach
    void names() {
        file = folder.resolve("events.csv");
        manifest = Manifest.path(file);
        pending = folder.resolve(".events.csv.manifest.json.part");
        aside = folder.resolve(".events.csv.manifest.json.old");
    }

    private static Manifest of(String content) throws IOException {
        Path written = Files.writeString(Files.createTempFile("content", ""), content);
        Sha256Stream hashed = Sha256Stream.of(written);
        Files.delete(written);
        return new Manifest(
                "0",
                new Manifest.Source(
                        "edc.extractData",
                        "address",
                        "demo",
                        Map.of(),
                        new Manifest.Contract("edc", "0", null),
                        Instant.EPOCH,
                        Instant.EPOCH,
                        null),
                new Manifest.Content("events.csv", Manifest.Format.CSV, 1L, hashed.bytes(), hashed.sha256(), content));
    }

    private List<Path> left() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    /** What stands on the disk after each step of a replacement; both contents have one length. */
    private void stand(String content, String visible, String waiting, String old) throws IOException {
        for (Path path : left()) {
            Files.delete(path);
        }
        Files.writeString(file, content);
        for (Map.Entry<Path, String> each :
                Map.of(manifest, visible, pending, waiting, aside, old).entrySet()) {
            if (!each.getValue().isEmpty()) {
                Files.writeString(each.getKey(), of(each.getValue()).json());
            }
        }
    }

    @Test
    void whereverAReplacementIsKilledTheManifestIsTheFilesAndTheNextWriterClearsUp() throws IOException {
        String[][] states = {
            {"before", "before", "after!", ""},
            {"before", "", "after!", "before"},
            {"after!", "", "after!", "before"},
            {"after!", "after!", "", "before"},
            {"after!", "before", "after!", ""},
            {"before", "before", "", ""},
        };
        for (String[] state : states) {
            stand(state[0], state[1], state[2], state[3]);
            assertThat(Manifest.beside(file)).as(String.join(",", state)).isEqualTo(of(state[0]));
            Manifest.beside(file).verify(file);
            assertThatThrownBy(() -> KeptFile.create(file, false, Instant::now))
                    .isInstanceOf(FileSystemException.class);
            assertThat(left()).as(String.join(",", state)).containsExactlyInAnyOrder(file, manifest);
            assertThat(Manifest.beside(file)).isEqualTo(of(state[0]));
        }
    }

    @Test
    void aManifestThatAKillTorePassesForNone() throws IOException {
        stand("before", "before", "", "");
        String json = of("after!").json();
        for (int length : new int[] {0, 1, json.length() / 2}) {
            Files.writeString(pending, json.substring(0, length));
            assertThat(Manifest.beside(file)).isEqualTo(of("before"));
        }
        Files.write(pending, new byte[] {'{', '"', (byte) 0xd7});
        assertThat(Manifest.beside(file)).isEqualTo(of("before"));
    }

    @Test
    void aFileThatIsNotItsManifestsIsNoticed() throws IOException {
        stand("another", "before", "", "");
        assertThatThrownBy(() -> Manifest.beside(file))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("not the manifest of the file as it is now");
        stand("third!", "before", "after!", "");
        assertThatThrownBy(() -> Manifest.beside(file)).hasMessageContaining("not the manifest");
    }

    @Test
    void theSecondWriterIsRefusedAlsoWhenItReplaces() throws IOException {
        try (AtomicFile first = AtomicFile.create(file, false)) {
            for (boolean replacing : new boolean[] {false, true}) {
                assertThatThrownBy(() -> AtomicFile.create(file, replacing))
                        .isInstanceOf(FileSystemException.class)
                        .hasMessageContaining("another thread or process is writing it");
            }
            Path link = Files.createSymbolicLink(folder.resolve("link"), folder);
            assertThatThrownBy(() -> AtomicFile.create(link.resolve("events.csv"), true))
                    .hasMessageContaining("another thread or process is writing it");
            Files.delete(link);
            first.out().write('1');
            first.commit();
        }
        assertThat(left()).containsExactly(file);
        try (AtomicFile next = AtomicFile.create(file, true)) {
            next.commit();
        }
        assertThat(file).isEmptyFile();
    }

    @Test
    void ofManyThreadsThatWriteOneFileOneSucceeds() throws Exception {
        int threads = 4;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            for (int round = 0; round < 50; round++) {
                Path each = folder.resolve("round" + round);
                CyclicBarrier start = new CyclicBarrier(threads);
                List<Callable<Boolean>> writers = new ArrayList<>();
                for (int i = 0; i < threads; i++) {
                    writers.add(() -> {
                        start.await();
                        return wrote(each);
                    });
                }
                int written = 0;
                for (Future<Boolean> writer : pool.invokeAll(writers)) {
                    written += writer.get() ? 1 : 0;
                }
                assertThat(written).isEqualTo(1);
            }
        } finally {
            pool.shutdown();
        }
    }

    private static boolean wrote(Path path) throws IOException {
        try (AtomicFile target = AtomicFile.create(path, false)) {
            target.out().write(1);
            target.commit();
            return true;
        } catch (FileSystemException e) {
            return false;
        }
    }

    @Test
    void anotherProcessIsRefusedToAndWhatItLeavesWhenItIsKilledIsCleared() throws Exception {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = new BufferedReader(new InputStreamReader(other.getInputStream()))) {
            assertThat(said.readLine()).isEqualTo("writing");
            assertThatThrownBy(() -> AtomicFile.create(file, true))
                    .hasMessageContaining("another thread or process is writing it");
            other.destroyForcibly().waitFor();
        } finally {
            other.destroyForcibly();
        }
        assertThat(left()).hasSize(2);
        try (AtomicFile next = AtomicFile.create(file, false)) {
            next.out().write('1');
            next.commit();
        }
        assertThat(left()).containsExactly(file);
        assertThat(file).hasContent("1");
    }

    /** A process that begins to write a file and never ends. */
    static final class Writer {
        public static void main(String[] arguments) throws Exception {
            try (AtomicFile target = AtomicFile.create(Path.of(arguments[0]), false)) {
                target.out().write("half of it".getBytes(StandardCharsets.UTF_8));
                target.written();
                System.out.println("writing");
                System.in.read();
            }
        }
    }
}
