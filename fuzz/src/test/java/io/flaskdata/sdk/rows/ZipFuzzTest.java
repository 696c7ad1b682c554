package io.flaskdata.sdk.rows;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.flaskdata.sdk.json.internal.BrokenAnswerException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;

/**
 * A zip that is read has the files that Apache Commons Compress finds going through its bytes from the front, without its
 * directory: none is lost, none is made up. All else is refused as broken.
 */
class ZipFuzzTest {
    private static final ZipOptions SMALL = ZipOptions.DEFAULT.withLimits(
            ZipLimits.DEFAULT.withEntries(50).withBytes(1 << 20).withCellLength(10_000));

    private static final Path FILE = file();

    private static Path file() {
        try {
            Path memory = Path.of("/dev/shm");
            Path file = Files.isWritable(memory)
                    ? Files.createTempFile(memory, "fuzz", ".zip")
                    : Files.createTempFile("fuzz", ".zip");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @FuzzTest
    void fuzz(byte[] data) throws IOException {
        Files.write(FILE, data);
        ZipCheck.Contents contents;
        try {
            contents = ZipCheck.check(FILE, SMALL);
        } catch (BrokenAnswerException e) {
            return;
        }
        try (CsvArchive archive = CsvArchive.open(FILE, SMALL)) {
            archive.forEachRow((file, row) -> row.columns().forEach(row::string));
        } catch (UncheckedIOException e) {
            if (!(e.getCause() instanceof BrokenAnswerException)) {
                throw e;
            }
        }
        if (contents.unread() == null) {
            compare(contents.files(), data);
        }
    }

    private static void compare(List<String> files, byte[] data) throws IOException {
        List<String> others = new ArrayList<>();
        try (ZipArchiveInputStream zip =
                new ZipArchiveInputStream(new ByteArrayInputStream(data), "UTF-8", true, true)) {
            for (ZipArchiveEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                drain(zip);
                if (!entry.isDirectory()) {
                    others.add(entry.getName());
                }
            }
        }
        List<String> ours = new ArrayList<>(files);
        Collections.sort(ours);
        Collections.sort(others);
        if (!ours.equals(others)) {
            throw new AssertionError(ours + ", by Commons Compress " + others);
        }
    }

    private static void drain(InputStream in) throws IOException {
        in.transferTo(java.io.OutputStream.nullOutputStream());
    }
}
