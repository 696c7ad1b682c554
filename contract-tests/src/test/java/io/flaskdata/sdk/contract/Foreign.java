package io.flaskdata.sdk.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What projects that are not ours need: what we publish, in a repository, and a Java to run. */
final class Foreign {
    private Foreign() {}

    /** Our poms and jars, as {@code mvn install} would put them there. */
    static void install(Path repository) throws IOException {
        for (Pom pom : Project.published()) {
            Path folder = Files.createDirectories(
                    repository.resolve("io/flaskdata").resolve(pom.artifact()).resolve(pom.version()));
            String name = pom.artifact() + "-" + pom.version();
            copyOver(Project.publishedPom(pom), folder.resolve(name + ".pom"));
            if (pom.isJar()) {
                copyOver(Project.jar(pom), folder.resolve(name + ".jar"));
            }
        }
    }

    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                copyOver(file, copy);
            }
        }
    }

    private static void copyOver(Path from, Path to) throws IOException {
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    }

    /** What a program printed, without SLF4J's lines; it must have ended well. */
    static String java(Path java, List<String> options, List<String> words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(options);
        command.addAll(words);
        Ran ran = run(java, command);
        assertThat(ran.code()).as(ran.said()).isZero();
        return ran.said().lines().filter(each -> !each.startsWith("SLF4J")).collect(Collectors.joining("\n"));
    }

    /** What a program printed, and how it ended. */
    record Ran(int code, String said) {}

    static Ran run(Path java, List<String> words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(java.resolve("bin/java").toString()));
        command.addAll(words);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            String said = new String(process.getInputStream().readAllBytes(), UTF_8);
            return new Ran(process.waitFor(), said);
        } finally {
            process.destroyForcibly();
        }
    }
}
