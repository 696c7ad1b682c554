package io.flaskdata.sdk.spectools;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes only what differs, so that an unchanged document recompiles nothing. */
final class FileSync {
    private FileSync() {}

    /** Makes {@code to} equal {@code from}: copies what differs, deletes what is not there. */
    static void synchronise(Path from, Path to) {
        if (!Files.isDirectory(from)) {
            throw new SpecException(from.toString(), "", "there is no such folder to synchronise from");
        }
        try {
            Set<String> wanted = files(from);
            for (String file : wanted) {
                write(to.resolve(file), Files.readAllBytes(from.resolve(file)));
            }
            Set<String> stale = files(to);
            stale.removeAll(wanted);
            for (String file : stale) {
                Files.delete(to.resolve(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Synchronising failed", e);
        }
    }

    static void write(Path file, String text) throws IOException {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), bytes)) {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, bytes);
        }
    }

    private static Set<String> files(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return new TreeSet<>();
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile)
                    .map(path -> folder.relativize(path).toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
