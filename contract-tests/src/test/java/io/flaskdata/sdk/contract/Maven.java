package io.flaskdata.sdk.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** This build's Maven and JDK, in a process of their own. */
final class Maven {
    /** This build's repository. */
    static final Path REPOSITORY = Path.of(System.getProperty("maven.repo.local"));

    /** Where this build writes, below each module. */
    static final String TARGET = System.getProperty("flaskdata.target");

    private Maven() {}

    /** What Maven said; nothing when all went well. */
    static String run(Path folder, Path repository, String... words) throws IOException, InterruptedException {
        boolean windows = System.getProperty("os.name").startsWith("Windows");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("maven.home"), "bin", windows ? "mvn.cmd" : "mvn")
                        .toString(),
                "-q",
                "-B",
                "-Dmaven.repo.local=" + repository));
        command.addAll(List.of(words));
        Path log = folder.resolve("maven.log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1");
        Process process = builder.start();
        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return process.exitValue() == 0 ? "" : Files.readString(log) + "exit code " + process.exitValue();
    }
}
