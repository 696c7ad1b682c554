package io.flaskdata.sdk.spectools;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The specs to compare with: a git ref, a folder of specs, or an environment. */
final class Base {
    private Base() {}

    /** Compares; for an environment, the report says what fetching from it would change. */
    static DiffReport compare(String base, Path specs) {
        Map<String, ObjectNode> ours = Pipeline.effective(specs, Pipeline.Overlays.LENIENT);
        if (Fetch.Addresses.knows(base)) {
            return environment(base, Fetch.Addresses.of(base, "", ""), ours, specs);
        }
        return DiffReport.of(base, theirs(base, specs), "the working tree", ours);
    }

    /** Compares with what two addresses serve. */
    static DiffReport compare(Fetch.Addresses addresses, Path specs) {
        return environment(addresses.api(), addresses, Pipeline.effective(specs, Pipeline.Overlays.LENIENT), specs);
    }

    private static DiffReport environment(
            String name, Fetch.Addresses addresses, Map<String, ObjectNode> ours, Path specs) {
        return inScratch(scratch -> {
            copy(specs, scratch);
            Fetch.into(scratch, addresses, Fetch.Limits.USUAL, Clock.systemUTC());
            return DiffReport.of(
                    "the working tree", ours, name, Pipeline.effective(scratch, Pipeline.Overlays.LENIENT));
        });
    }

    private static Map<String, ObjectNode> theirs(String base, Path specs) {
        Path folder = Path.of(base);
        if (Files.isDirectory(folder)) {
            Path inside = Files.exists(folder.resolve("sources.yaml")) ? folder : folder.resolve("specs");
            if (!Files.exists(inside.resolve("sources.yaml"))) {
                throw new SpecException(
                        base, "", "neither a folder of specs nor one with a folder specs: no sources.yaml");
            }
            return Pipeline.effective(inside, Pipeline.Overlays.LENIENT);
        }
        return inScratch(scratch -> {
            checkOut(base, specs, scratch);
            return Pipeline.effective(scratch, Pipeline.Overlays.LENIENT);
        });
    }

    private static void checkOut(String ref, Path specs, Path scratch) throws IOException {
        if (ref.startsWith("-")) {
            throw new SpecException("base", "", "neither an environment nor a folder nor a git ref: " + ref);
        }
        String listing = new String(git(specs, "ls-tree", "-r", "--name-only", ref, "."), StandardCharsets.UTF_8);
        for (String file : listing.lines().toList()) {
            if (file.matches("(upstream|overlays)/[^/]+|sources.yaml|specs.lock")) {
                Path to = scratch.resolve(file);
                Files.createDirectories(to.getParent());
                Files.write(to, git(specs, "show", ref + ":./" + file));
            }
        }
        if (!Files.exists(scratch.resolve("sources.yaml"))) {
            throw new SpecException("base", "", "the git ref " + ref + " has no specs");
        }
    }

    private static byte[] git(Path folder, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of("git", "--no-pager"));
        command.addAll(List.of(words));
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new SpecException("base", "", "git can't be run: " + e.getMessage());
        }
        try (InputStream out = process.getInputStream()) {
            byte[] bytes = out.readAllBytes();
            if (process.waitFor() != 0) {
                throw new SpecException(
                        "base",
                        "",
                        "neither an environment nor a folder, and git doesn't know it: " + words[words.length - 1]);
            }
            return bytes;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SpecException("base", "", "interrupted");
        }
    }

    /** Copies only what the pipeline reads. */
    private static void copy(Path specs, Path to) throws IOException {
        for (String name : List.of("sources.yaml", "specs.lock")) {
            if (Files.exists(specs.resolve(name))) {
                Files.copy(specs.resolve(name), to.resolve(name));
            }
        }
        for (String name : List.of("upstream", "overlays")) {
            Files.createDirectories(to.resolve(name));
            try (Stream<Path> files = Files.list(specs.resolve(name))) {
                for (Path file : files.toList()) {
                    Files.copy(file, to.resolve(name).resolve(Documents.name(file)));
                }
            }
        }
    }

    private interface Work<T> {
        T with(Path scratch) throws IOException;
    }

    private static <T> T inScratch(Work<T> work) {
        try {
            Path scratch = Files.createTempDirectory("flaskdata-specs");
            try {
                return work.with(scratch);
            } finally {
                try (Stream<Path> files = Files.walk(scratch)) {
                    for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(file);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The documents to compare with can't be read", e);
        }
    }
}
