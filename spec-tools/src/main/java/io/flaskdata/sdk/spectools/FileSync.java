package io.flaskdata.sdk.spectools;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
            Map<Path, byte[]> wanted = new TreeMap<>();
            for (Path file : files(from)) {
                wanted.put(file, Files.readAllBytes(from.resolve(file)));
            }
            synchronise(wanted, to);
        } catch (IOException e) {
            throw new UncheckedIOException("Synchronising failed", e);
        }
    }

    /** Makes {@code to} have these files, by their path in it, and no other. */
    static void synchronise(Map<Path, byte[]> wanted, Path to) throws IOException {
        for (Map.Entry<Path, byte[]> file : wanted.entrySet()) {
            write(to.resolve(file.getKey()), file.getValue());
        }
        Set<Path> stale = files(to);
        stale.removeAll(wanted.keySet());
        for (Path file : stale) {
            Files.delete(to.resolve(file));
        }
    }

    /** Fails on half a pair of surrogates, in whose place getBytes would write a question mark. */
    static void write(Path file, String text) throws IOException {
        ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
        write(file, Arrays.copyOf(bytes.array(), bytes.limit()));
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), bytes)) {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, bytes);
        }
    }

    private static Set<Path> files(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return new TreeSet<>();
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile)
                    .map(folder::relativize)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
