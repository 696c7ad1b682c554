package io.flaskdata.sdk.bulk;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;

/**
 * Any bytes after a journal's first line: taken or refused in words, and never is a whole line lost: what is left after it
 * was opened begins with all the lines that ended.
 */
class BulkJournalFuzzTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-28T06:30:00Z"));
    private static final byte[] HEAD = "{\"journal\":\"fuzz\"}\n".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    private static final Path FILE = file();

    private static Path file() {
        try {
            Path memory = Path.of("/dev/shm");
            Path file = Files.isWritable(memory)
                    ? Files.createTempFile(memory, "fuzz", ".journal")
                    : Files.createTempFile("fuzz", ".journal");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @FuzzTest
    void fuzz(byte[] data) throws IOException {
        boolean headed = data.length > 0 && data[0] != '#';
        byte[] bytes = headed ? Arrays.copyOf(HEAD, HEAD.length + data.length) : data;
        if (headed) {
            System.arraycopy(data, 0, bytes, HEAD.length, data.length);
        }
        Files.write(FILE, bytes);
        int whole = 0;
        for (int i = 0; i < bytes.length; i++) {
            whole = bytes[i] == '\n' ? i + 1 : whole;
        }
        try (BulkJournal journal = BulkJournal.open(FILE, Map.of("journal", "fuzz"), CLOCK)) {
            if (headed && !Arrays.equals(Files.readAllBytes(FILE), Arrays.copyOf(bytes, whole))) {
                throw new AssertionError("the journal lost a line");
            }
            journal.entry("a");
        } catch (IllegalStateException | IllegalArgumentException e) {
            if (!Arrays.equals(Files.readAllBytes(FILE), bytes)) {
                throw new AssertionError("refused, and changed", e);
            }
            String words = String.valueOf(e.getMessage());
            if (!words.startsWith("The journal ") && !words.startsWith("The file is not a journal")) {
                throw new AssertionError("in these words", e);
            }
        }
    }
}
