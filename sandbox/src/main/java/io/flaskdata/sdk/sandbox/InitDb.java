package io.flaskdata.sdk.sandbox;

import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes a data folder as a copy of an empty one that is kept beside PostgreSQL's unpacked binaries, because initdb is a third of
 * a start's time; and that one without waiting for the disk, which the library can't be told. Where PostgreSQL was not unpacked
 * yet, nothing is done and the library does it all.
 */
final class InitDb {
    private static final String KEPT = "flaskdata-sandbox-empty";

    private InitDb() {}

    static void run(Path data) throws IOException, InterruptedException {
        Optional<Path> postgres = unpacked();
        if (postgres.isEmpty()) {
            return;
        }
        Path folder = postgres.get().resolve(KEPT);
        if (!Files.isReadable(folder)) {
            Path first = data.resolve(KEPT);
            initialise(postgres.get().resolve("bin/initdb"), first);
            if (!keep(first, folder)) {
                folder = first;
            }
        }
        run(List.of("cp", "-a", folder + "/.", data.toString()));
    }

    /** Whether it is there now: another process may have been faster, or the place may be another user's. */
    private static boolean keep(Path first, Path folder) {
        try {
            Files.move(first, folder, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void initialise(Path initdb, Path data) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (LinuxUtils.isUnshareAvailable()) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(initdb.toString());
        command.addAll(List.of(
                "-A", "trust", "-U", "postgres", "-E", "UTF-8", "--no-sync", "--wal-segsize=1", "-D", data.toString()));
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
                if (Files.exists(folder.resolve(".exists")) && Files.isExecutable(initdb) && isOurs(initdb)) {
                    return Optional.of(folder);
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isOurs(Path initdb) throws IOException {
        Process process = new ProcessBuilder(initdb.toString(), "--version").start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).contains(" 15.");
    }
}
