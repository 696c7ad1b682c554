package io.flaskdata.sdk.sandbox.internal.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A PostgreSQL partly unpacked by a killed JVM, which the library does not overwrite. */
public final class HalfUnpacked {
    private HalfUnpacked() {}

    /** Removes it while holding the library's lock, so that no one else is unpacking there. */
    public static void clear() throws IOException, InterruptedException {
        Path all = Path.of(System.getProperty("java.io.tmpdir"), "embedded-pg");
        if (!Files.isDirectory(all)) {
            return;
        }
        try (var folders = Files.newDirectoryStream(all, "PG-*")) {
            for (Path folder : folders) {
                if (!isComplete(folder) && Files.getOwner(folder).getName().equals(System.getProperty("user.name"))) {
                    clear(folder);
                }
            }
        }
    }

    private static void clear(Path folder) throws IOException, InterruptedException {
        Path lock = folder.resolve("epg-lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.tryLock()) {
            if (held == null || isComplete(folder)) {
                return;
            }
            int code = new ProcessBuilder(
                            "find", folder.toString(), "-mindepth", "1", "!", "-name", "epg-lock", "-delete")
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IOException("What is left of a PostgreSQL in " + folder + " can't be removed");
            }
        }
    }

    private static boolean isComplete(Path folder) {
        return Files.exists(folder.resolve(".exists"));
    }
}
