package io.flaskdata.sdk.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.UserPrincipal;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A temporary folder that only its owner can read and that is deleted on close. A lock shows that its process is alive:
 * the next process of the same user that creates such a folder beside it deletes what a killed process left.
 */
public final class TemporaryFolder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("io.flaskdata.sdk");
    private static final String PREFIX = "flaskdata-sdk-";
    private static final String LOCK = "flaskdata-sdk.lock";
    /** The folders of this process: on POSIX, opening and closing a file that it has locked would unlock it. */
    private static final Set<Path> HELD = new HashSet<>();

    /** Guards both sets. */
    private static final ReentrantLock GUARD = new ReentrantLock();

    private static final Set<Path> SWEPT = new HashSet<>();

    private final Path path;
    private final FileChannel lock;

    private TemporaryFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Creates a temporary folder.
     *
     * @param parent null for the system's temporary folder
     */
    public static TemporaryFolder in(@Nullable Path parent) throws IOException {
        GUARD.lock();
        try {
            while (true) {
                Path path =
                        parent == null ? Files.createTempDirectory(PREFIX) : Files.createTempDirectory(parent, PREFIX);
                Path real = path.toRealPath();
                HELD.add(real);
                FileChannel lock =
                        FileChannel.open(real.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                // Another process may have found it unlocked between the two steps and deleted it.
                if (lock.tryLock() != null && Files.exists(real.resolve(LOCK))) {
                    Path beside = real.getParent();
                    if (beside != null && SWEPT.add(beside)) {
                        sweepQuietly(beside, Files.getOwner(real));
                    }
                    return new TemporaryFolder(real, lock);
                }
                lock.close();
            }
        } finally {
            GUARD.unlock();
        }
    }

    public Path path() {
        return path;
    }

    /** Failing to delete what others left must not fail the call that needs a folder. */
    private static void sweepQuietly(Path parent, UserPrincipal owner) {
        try {
            sweep(parent, owner);
        } catch (IOException | DirectoryIteratorException e) {
            LOG.warn("What a killed process left can't be deleted: {}", e.toString());
        }
    }

    /** Deletes what killed processes of this user left in a folder. */
    static void sweep(Path parent, UserPrincipal owner) throws IOException {
        GUARD.lock();
        try {
            try (DirectoryStream<Path> left = Files.newDirectoryStream(parent.toRealPath(), PREFIX + "*")) {
                for (Path folder : left) {
                    if (!HELD.contains(folder) && isOf(owner, folder)) {
                        deleteWhenLeft(folder);
                    }
                }
            }
        } finally {
            GUARD.unlock();
        }
    }

    private static boolean isOf(UserPrincipal owner, Path folder) throws IOException {
        return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                && Files.isRegularFile(folder.resolve(LOCK), LinkOption.NOFOLLOW_LINKS)
                && Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(owner);
    }

    private static void deleteWhenLeft(Path folder) throws IOException {
        try (FileChannel channel =
                        FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
                FileLock lock = channel.tryLock()) {
            if (lock != null) {
                delete(folder);
            }
        } catch (NoSuchFileException e) {
            // Its own process, or another one sweeping, was quicker.
            return;
        }
    }

    /** Deletes the lock last, so that an interrupted deletion is found again. */
    private static void delete(Path folder) throws IOException {
        Path lock = folder.resolve(LOCK);
        List<Path> inside;
        try (Stream<Path> walk = Files.walk(folder)) {
            inside = walk.filter(each -> !each.equals(folder) && !each.equals(lock))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
        for (Path each : inside) {
            Files.deleteIfExists(each);
        }
        Files.deleteIfExists(lock);
        Files.deleteIfExists(folder);
    }

    @Override
    public void close() throws IOException {
        GUARD.lock();
        try {
            try (lock) {
                delete(path);
            }
            HELD.remove(path);
        } finally {
            GUARD.unlock();
        }
    }
}
