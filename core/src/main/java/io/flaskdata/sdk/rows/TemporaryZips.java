package io.flaskdata.sdk.rows;

import io.flaskdata.sdk.internal.AtomicFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Zips that are on the disk only while they are read. */
final class TemporaryZips {
    private static final String PREFIX = "flaskdata-";
    private static final String SUFFIX = ".zip";

    private TemporaryZips() {}

    /** Creates one, never to be committed, and deletes those that killed processes of this user left. */
    static AtomicFile create(@Nullable Path folder) throws IOException {
        Path place = folder == null ? Path.of(System.getProperty("java.io.tmpdir")) : folder;
        try (DirectoryStream<Path> left = Files.newDirectoryStream(place, "." + PREFIX + "*" + SUFFIX + ".part")) {
            for (Path each : left) {
                String name = String.valueOf(each.getFileName());
                delete(place.resolve(name.substring(1, name.length() - ".part".length())));
            }
        }
        return AtomicFile.create(place.resolve(PREFIX + UUID.randomUUID() + SUFFIX), false);
    }

    private static void delete(Path zip) throws IOException {
        try {
            AtomicFile.claim(zip, false).close();
        } catch (FileSystemException e) {
            // It is being written, or another user's.
        }
    }
}
