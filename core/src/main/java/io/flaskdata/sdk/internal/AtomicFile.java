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
 * renamed. Closed without {@link #commit()} it leaves nothing behind. It has one writer at a time, in this process and in
 * all others; what a killed writer left behind is deleted by the next.
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

    /** Creates it without a look at what stands under its name, which is left to {@link #commit()}. */
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

    /** Where a file is written before it has its name. */
    public static Path temporary(Path target) {
        return target.resolveSibling("." + target.getFileName() + ".part");
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
