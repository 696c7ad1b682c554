package io.flaskdata.sdk.rows;

import io.flaskdata.sdk.internal.BrokenAnswerException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** Reads a whole zip on the disk twice: as it came, and through its directory, as other programs will. */
final class ZipCheck {
    private ZipCheck() {}

    static void check(Path file, ZipLimits limits) throws IOException {
        Map<String, ZipEntry> found = new HashMap<>();
        try (ZipReader zip = new ZipReader(new BufferedInputStream(Files.newInputStream(file)), limits)) {
            for (ZipEntry entry = zip.next(); entry != null; entry = zip.next()) {
                found.put(entry.getName(), entry);
            }
        }
        try (ZipFile directory = new ZipFile(file.toFile(), StandardCharsets.UTF_8)) {
            if (directory.size() != found.size()) {
                throw new BrokenAnswerException("the zip's directory lists other entries than it holds");
            }
            for (ZipEntry listed : Collections.list(directory.entries())) {
                compare(directory, listed, found.get(listed.getName()));
            }
        } catch (ZipException | EOFException | IllegalArgumentException e) {
            throw new BrokenAnswerException("the zip's directory is damaged");
        }
    }

    private static void compare(ZipFile directory, ZipEntry listed, @Nullable ZipEntry found) throws IOException {
        if (found == null || listed.getCrc() != found.getCrc() || listed.getSize() != found.getSize()) {
            throw new BrokenAnswerException("the zip's directory lists other entries than it holds");
        }
        CRC32 crc = new CRC32();
        try (InputStream content = new CheckedInputStream(directory.getInputStream(listed), crc)) {
            content.transferTo(OutputStream.nullOutputStream());
        }
        if (crc.getValue() != listed.getCrc()) {
            throw new BrokenAnswerException("the zip's directory leads to other bytes than it says");
        }
    }
}
