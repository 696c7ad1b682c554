package io.flaskdata.sdk;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** Reads a whole zip on the disk and compares its entries with its directory, from which other programs will read it. */
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
            boolean same = directory.size() == found.size()
                    && directory.stream().allMatch(listed -> isSame(listed, found.get(listed.getName())));
            if (!same) {
                throw new BrokenAnswerException("the zip's directory lists other entries than it holds");
            }
        } catch (ZipException | IllegalArgumentException e) {
            throw new BrokenAnswerException("the zip's directory is damaged");
        }
    }

    private static boolean isSame(ZipEntry listed, @Nullable ZipEntry found) {
        return found != null && listed.getCrc() == found.getCrc() && listed.getSize() == found.getSize();
    }
}
