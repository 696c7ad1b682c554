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
 * A file that appears complete or not at all: written under a temporary name in the same folder, forced to disk, then
 * renamed. Closing it without {@link #commit()} leaves nothing behind. It has one writer at a time across all
 * processes; the next writer deletes what a killed one left behind.
 */
public final class AtomicFile implements AutoCloseable {
    private static final int BUFFER = 64 * 1024;

    private final Path target;
    private final boolean replacing;
    private final WriterLock lock;
    private final Path temporary;
    private final FileChannel channel;
    private final Sha256Stream hashed;
    private final OutputStream out;

    private AtomicFile(Path target, boolean replacing, WriterLock lock) throws IOException {
        this.target = target;
        this.replacing = replacing;
        this.lock = lock;
        this.temporary = temporary(target);
        Files.deleteIfExists(temporary);
        WriterLock.createForOwner(temporary);
        this.channel = FileChannel.open(temporary, StandardOpenOption.WRITE);
        this.hashed = new Sha256Stream(Channels.newOutputStream(channel));
        this.out = new BufferedOutputStream(hashed, BUFFER);
    }

    public static AtomicFile create(Path file, boolean replacing) throws IOException {
        refuseExisting(file, replacing);
        return claim(file, replacing);
    }

    /** Creates it without checking for an existing file, which {@link #commit()} does. */
    public static AtomicFile claim(Path file, boolean replacing) throws IOException {
        Path target = file.toAbsolutePath();
        WriterLock lock = WriterLock.take(target);
        try {
            return new AtomicFile(target, replacing, lock);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    public static void refuseExisting(Path target, boolean replacing) throws IOException {
        if (!replacing && Files.exists(target)) {
            throw new FileAlreadyExistsException(target.toString(), null, "it is not replaced unless asked for");
        }
    }

    /** The temporary name a file is written under. */
    public static Path temporary(Path target) {
        return target.resolveSibling("." + target.getFileName() + ".part");
    }

    public Path target() {
        return target;
    }

    public OutputStream out() {
        return out;
    }

    /** The file written so far, to be read back before it is committed. */
    public Path written() throws IOException {
        out.flush();
        return temporary;
    }

    /** Forces all of it to the disk; nothing may be written after it. */
    public Sha256Stream finish() throws IOException {
        out.flush();
        if (channel.isOpen()) {
            channel.force(true);
            channel.close();
        }
        return hashed;
    }

    /** Gives the file its name. */
    public Sha256Stream commit() throws IOException {
        finish();
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
        try (lock) {
            channel.close();
            Files.deleteIfExists(temporary);
        }
    }
}
