package io.flaskdata.sdk.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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

    /** Only what is known to be small goes into memory. */
    static Path make(boolean small) throws IOException {
        String wanted = System.getProperty(PROPERTY);
        if (wanted != null) {
            return Files.createTempDirectory(Path.of(wanted), NAME);
        }
        return small ? make(MEMORY, ROOM) : Files.createTempDirectory(NAME);
    }

    static boolean isInMemory(Path made) {
        return made.startsWith(MEMORY);
    }

    static Path make(Path memory, long room) throws IOException {
        boolean fits = Files.isDirectory(memory)
                && Files.isWritable(memory)
                && Files.getFileStore(memory).getUsableSpace() >= room;
        return fits ? Files.createTempDirectory(memory, NAME) : Files.createTempDirectory(NAME);
    }
}
