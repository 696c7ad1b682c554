package io.flaskdata.sdk.sandbox;

import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes a data folder as a copy of an empty one that is kept beside PostgreSQL's unpacked binaries, because initdb is a third of
 * a start's time; and that one without waiting for the disk, which the library can't be told. Where PostgreSQL was not unpacked
 * yet, nothing is done and the library does it all.
 */
final class InitDb {
    /** The environment's could be another at each start, or none. */
    static final String LOCALE = "C";

    private static final String KEPT = "flaskdata-sandbox-empty-" + LOCALE;

    private final Path unpacked;

    InitDb(Path unpacked) {
        this.unpacked = unpacked;
    }

    /** Where PostgreSQL was unpacked. */
    static Optional<InitDb> here() throws IOException {
        return unpacked().map(InitDb::new);
    }

    /** Where an empty folder is made before it has its name; nothing is there afterwards, unless this JVM is killed. */
    Path scratch(Path data) {
        return unpacked.resolve(data.getFileName() + ".new");
    }

    void run(Path data) throws IOException, InterruptedException {
        Path kept = unpacked.resolve(KEPT);
        if (Files.isReadable(kept)) {
            copy(kept, data);
        } else if (isMine(unpacked)) {
            initialise(scratch(data));
            copy(scratch(data), data);
            keep(scratch(data), kept);
        } else {
            initialise(data);
        }
    }

    private static void copy(Path from, Path data) throws IOException, InterruptedException {
        run(List.of("cp", "-R", from + "/.", data.toString()));
    }

    /** Another process may have been faster. */
    private static void keep(Path made, Path kept) throws IOException, InterruptedException {
        try {
            Files.move(made, kept, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            run(List.of("rm", "-rf", made.toString()));
        }
    }

    private void initialise(Path data) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (LinuxUtils.isUnshareAvailable()) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(unpacked.resolve("bin/initdb").toString());
        command.addAll(List.of(
                "-A",
                "trust",
                "-U",
                "postgres",
                "-E",
                "UTF-8",
                "--no-sync",
                "--locale=" + LOCALE,
                "--wal-segsize=1",
                "-D",
                data.toString()));
        run(command);
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() != 0) {
            throw new IOException(command.get(0) + " ended with " + process.exitValue());
        }
    }

    /** The library's own copy, complete by its mark; other programs of this machine may have unpacked others. */
    private static Optional<Path> unpacked() throws IOException {
        Path all = Path.of(System.getProperty("java.io.tmpdir"), "embedded-pg");
        if (!Files.isDirectory(all)) {
            return Optional.empty();
        }
        try (var folders = Files.newDirectoryStream(all)) {
            for (Path folder : folders) {
                Path initdb = folder.resolve("bin/initdb");
                if (isComplete(folder) && Files.isExecutable(initdb) && isOurs(initdb)) {
                    return Optional.of(folder);
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Removes what a JVM that was killed had unpacked in part, because the library doesn't unpack over it. Under the library's lock, so
     * that nobody else is unpacking there.
     */
    static void clearHalfUnpacked() throws IOException, InterruptedException {
        Path all = Path.of(System.getProperty("java.io.tmpdir"), "embedded-pg");
        if (!Files.isDirectory(all)) {
            return;
        }
        try (var folders = Files.newDirectoryStream(all, "PG-*")) {
            for (Path folder : folders) {
                if (isMine(folder) && !isComplete(folder)) {
                    clear(folder);
                }
            }
        }
    }

    private static void clear(Path folder) throws IOException, InterruptedException {
        Path lock = folder.resolve("epg-lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.tryLock()) {
            if (held != null && !isComplete(folder)) {
                run(List.of("find", folder.toString(), "-mindepth", "1", "!", "-name", "epg-lock", "-delete"));
            }
        }
    }

    private static boolean isComplete(Path folder) {
        return Files.exists(folder.resolve(".exists"));
    }

    private static boolean isMine(Path folder) throws IOException {
        return Files.getOwner(folder).getName().equals(System.getProperty("user.name"));
    }

    private static boolean isOurs(Path initdb) throws IOException {
        Process process = new ProcessBuilder(initdb.toString(), "--version").start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).contains(" 15.");
    }
}
