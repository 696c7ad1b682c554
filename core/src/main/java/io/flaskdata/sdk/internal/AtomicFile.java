package io.flaskdata.sdk.internal;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file that appears whole or not at all: written under a temporary name in the same folder, forced to the disk, then
 * renamed. Closed without {@link #commit()} it leaves nothing behind.
 */
public final class AtomicFile implements AutoCloseable {
    private static final int BUFFER = 64 * 1024;

    private final Path target;
    private final boolean replacing;
    private final Path temporary;
    private final FileChannel channel;
    private final Sha256Stream hashed;
    private final OutputStream out;

    private AtomicFile(Path target, boolean replacing, Path temporary) throws IOException {
        this.target = target;
        this.replacing = replacing;
        this.temporary = temporary;
        this.channel = FileChannel.open(temporary, StandardOpenOption.WRITE);
        this.hashed = new Sha256Stream(Channels.newOutputStream(channel));
        this.out = new BufferedOutputStream(hashed, BUFFER);
    }

    public static AtomicFile create(Path file, boolean replacing) throws IOException {
        Path target = file.toAbsolutePath();
        refuseExisting(target, replacing);
        Path temporary = Files.createTempFile(target.getParent(), "." + target.getFileName() + ".", ".part");
        return new AtomicFile(target, replacing, temporary);
    }

    public static void refuseExisting(Path target, boolean replacing) throws IOException {
        if (!replacing && Files.exists(target)) {
            throw new FileAlreadyExistsException(target.toString(), null, "it is not replaced unless asked for");
        }
    }

    public Path target() {
        return target;
    }

    public OutputStream out() {
        return out;
    }

    /** What was written so far, to be read back before it is committed. */
    public Path written() throws IOException {
        out.flush();
        return temporary;
    }

    /** Gives the file its name. */
    public Sha256Stream commit() throws IOException {
        out.flush();
        channel.force(true);
        channel.close();
        refuseExisting(target, replacing);
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        if (target.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel folder = FileChannel.open(target.getParent(), StandardOpenOption.READ)) {
                folder.force(true);
            }
        }
        return hashed;
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(temporary);
    }
}
