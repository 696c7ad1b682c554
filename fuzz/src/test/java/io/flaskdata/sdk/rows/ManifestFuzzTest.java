package io.flaskdata.sdk.rows;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A manifest is whole, or it is none; whole ones are shown, written and read again the same. */
class ManifestFuzzTest {
    private static final Path FILE = file();

    private static Path file() {
        try {
            Path memory = Path.of("/dev/shm");
            Path file = Files.isWritable(memory)
                    ? Files.createTempFile(memory, "fuzz", ".json")
                    : Files.createTempFile("fuzz", ".json");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @FuzzTest
    void fuzz(byte[] data) throws IOException {
        Files.write(FILE, data);
        Manifest manifest = Manifest.of(FILE);
        if (manifest == null) {
            return;
        }
        String json = manifest.json();
        if (manifest.toString().contains("tableName")) {
            throw new AssertionError("toString shows the request");
        }
        Files.write(FILE, json.getBytes(StandardCharsets.UTF_8));
        Manifest again = Manifest.of(FILE);
        if (again == null || !again.json().equals(json)) {
            throw new AssertionError("read again as " + again);
        }
        try {
            manifest.verify(FILE);
            throw new AssertionError("a manifest of itself");
        } catch (UncheckedIOException e) {
            // It is another file's.
        }
    }
}
