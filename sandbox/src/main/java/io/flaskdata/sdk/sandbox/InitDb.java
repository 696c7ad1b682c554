package io.flaskdata.sdk.sandbox;

import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes a data folder without waiting for the disk, which is most of a start's time; the library can't be told not to. Where
 * PostgreSQL was not unpacked yet, nothing is done and the library does it all.
 */
final class InitDb {
    private InitDb() {}

    static void run(Path data) throws IOException, InterruptedException {
        Optional<Path> binary = binary();
        if (binary.isEmpty()) {
            return;
        }
        List<String> command = new ArrayList<>();
        if (LinuxUtils.isUnshareAvailable()) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(binary.get().toString());
        command.addAll(List.of("-A", "trust", "-U", "postgres", "-E", "UTF-8", "--no-sync", "-D", data.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() != 0) {
            throw new IOException("initdb ended with " + process.exitValue());
        }
    }

    /** The library's own copy, complete by its mark; other programs of this machine may have unpacked others. */
    private static Optional<Path> binary() throws IOException {
        Path unpacked = Path.of(System.getProperty("java.io.tmpdir"), "embedded-pg");
        if (!Files.isDirectory(unpacked)) {
            return Optional.empty();
        }
        try (var folders = Files.newDirectoryStream(unpacked)) {
            for (Path folder : folders) {
                Path initdb = folder.resolve("bin/initdb");
                if (Files.exists(folder.resolve(".exists")) && Files.isExecutable(initdb) && isOurs(initdb)) {
                    return Optional.of(initdb);
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
