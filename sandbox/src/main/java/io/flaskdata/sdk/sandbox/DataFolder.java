package io.flaskdata.sdk.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/**
 * A new folder for PostgreSQL's data: where a system property says, else in memory where there is room, because a database is
 * some three hundred files, which a disk makes several times as slowly; else among the temporary files.
 */
final class DataFolder {
    static final String PROPERTY = "flaskdata.sandbox.data";
    private static final String NAME = "flaskdata-sandbox-";
    /** Linux's folder in memory. */
    private static final Path MEMORY = Path.of("/dev/shm");
    /** The demo study needs less than a hundred megabytes; containers often have little there. */
    private static final long ROOM = 2L << 30;

    private DataFolder() {}

    /** Where one is to be made. Only what is known to be small goes into memory. */
    static Path of(boolean small) throws IOException {
        String wanted = System.getProperty(PROPERTY);
        if (wanted == null) {
            return small ? of(MEMORY, ROOM) : in(temporary());
        }
        if (!Files.isDirectory(Path.of(wanted))) {
            throw new IOException("PostgreSQL can't be started here: " + PROPERTY + " names no folder");
        }
        return in(Path.of(wanted));
    }

    static boolean isInMemory(Path made) {
        return made.startsWith(MEMORY);
    }

    static Path of(Path memory, long room) throws IOException {
        boolean fits = Files.isDirectory(memory)
                && Files.isWritable(memory)
                && Files.getFileStore(memory).getUsableSpace() >= room;
        return in(fits ? memory : temporary());
    }

    private static Path temporary() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    private static Path in(Path parent) {
        return parent.resolve(NAME + Long.toUnsignedString(new SecureRandom().nextLong()));
    }
}
