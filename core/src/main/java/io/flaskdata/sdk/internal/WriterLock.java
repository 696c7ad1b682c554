package io.flaskdata.sdk.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * An exclusive right to write one file, among all threads and processes: an operating system lock on a hidden file
 * beside it, released whenever the process ends.
 */
final class WriterLock implements AutoCloseable {
    /**
     * On Linux a process loses its lock when any of its threads opens and closes the file, so threads are tracked here.
     */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path target;
    private final Path file;
    private final FileChannel channel;

    private WriterLock(Path target, Path file, FileChannel channel) {
        this.target = target;
        this.file = file;
        this.channel = channel;
    }

    static WriterLock take(Path file) throws IOException {
        Path folder = Objects.requireNonNull(file.getParent(), "a file has a folder");
        Path target = folder.toRealPath().resolve(Objects.requireNonNull(file.getFileName()));
        if (!HELD_HERE.add(target)) {
            throw beingWritten(target);
        }
        try {
            Path beside = target.resolveSibling("." + target.getFileName() + ".lock");
            return new WriterLock(target, beside, locked(target, beside));
        } catch (IOException | RuntimeException e) {
            HELD_HERE.remove(target);
            throw e;
        }
    }

    private static FileChannel locked(Path target, Path file) throws IOException {
        try {
            createForOwner(file);
        } catch (FileAlreadyExistsException e) {
            // Another process's, or left by a killed one: the lock tells which.
        }
        Object before = key(file);
        FileChannel channel = opened(target, file);
        try {
            // The previous holder may have deleted the file that is locked now.
            if (channel.tryLock() != null && Objects.equals(before, key(file))) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // Held by this process, under another spelling of the name.
        } catch (IOException e) {
            channel.close();
            throw new IOException(target + " can't be locked on its file system: " + e.getMessage(), e);
        }
        channel.close();
        throw beingWritten(target);
    }

    private static FileChannel opened(Path target, Path file) throws IOException {
        try {
            return FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            // Deleted at this moment by its holder.
            throw beingWritten(target);
        }
    }

    /** Creates an empty file that, where the file system has owners, only its owner may read. */
    static void createForOwner(Path file) throws IOException {
        boolean owners = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] attributes = owners
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        Files.createFile(file, attributes);
    }

    private static @Nullable Object key(Path file) throws IOException {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                ? Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                        .fileKey()
                : file;
    }

    private static FileSystemException beingWritten(Path target) {
        return new FileSystemException(target.toString(), null, "another thread or process is writing it");
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            Files.deleteIfExists(file);
        } finally {
            HELD_HERE.remove(target);
        }
    }
}
