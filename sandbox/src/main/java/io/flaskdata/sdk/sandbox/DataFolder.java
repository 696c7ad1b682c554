package io.flaskdata.sdk.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A new folder for PostgreSQL's data. */
final class DataFolder {
    private static final String NAME = "flaskdata-sandbox-";
    /** Linux's folder in memory. */
    private static final Path MEMORY = Path.of("/dev/shm");
    /** The seed's databases and a reset's copies are a hundred megabytes; containers often have less there. */
    private static final long ROOM = 2L << 30;

    private DataFolder() {}

    static Path onDisk() throws IOException {
        return Files.createTempDirectory(NAME);
    }

    /** In memory where there is room: a database is some three hundred files, which a disk makes several times as slowly. */
    static Path quick() throws IOException {
        return quick(MEMORY, ROOM);
    }

    static Path quick(Path memory, long room) throws IOException {
        boolean fits = Files.isDirectory(memory)
                && Files.isWritable(memory)
                && Files.getFileStore(memory).getUsableSpace() >= room;
        return fits ? Files.createTempDirectory(memory, NAME) : onDisk();
    }
}
