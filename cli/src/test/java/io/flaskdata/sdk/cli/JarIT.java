package io.flaskdata.sdk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.flaskdata.sdk.sandbox.Sandbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The self-contained jar as a process of its own, started by the script. */
class JarIT {
    private static final Path JAR = Path.of("target/flaskdata.jar").toAbsolutePath();
    private static final Path SCRIPT = Path.of("src/main/script/flaskdata").toAbsolutePath();

    @TempDir
    private Path folder;

    private Shell.Said run(Sandbox sandbox, Path jar, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("sh", SCRIPT.toString()));
        command.addAll(List.of(arguments));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("FLASKDATA_JAR", jar.toString());
        builder.environment().put("FLASKDATA_API_URL", sandbox.apiUrl().toString());
        builder.environment().put("FLASKDATA_IDP_URL", sandbox.idpUrl().toString());
        builder.environment().put("FLASKDATA_EMAIL", Sandbox.API_USER);
        builder.environment().put("FLASKDATA_PASSWORD", Sandbox.PASSWORD);
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Shell.Said(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }

    @Test
    void extractsThroughAPipeQuietlyAndEndsWithTheExitCode() throws IOException, InterruptedException {
        try (Sandbox sandbox = Sandbox.start()) {
            Shell.Said rows = run(sandbox, JAR, "extract", "table", "study_subject", "--edc", "demo", "-q");
            assertThat(rows.exit()).as(rows.err()).isZero();
            assertThat(rows.out()).hasLineCount(12);
            assertThat(rows.err()).isEmpty();

            Shell.Said refused = run(sandbox, JAR, "extract", "table", "nothing_such", "--edc", "demo");
            assertThat(refused.exit()).isEqualTo(4);
            assertThat(refused.err().lines()).hasSize(1);

            Shell.Said none = run(sandbox, folder.resolve("none.jar"), "check");
            assertThat(none.exit()).isEqualTo(2);
            assertThat(none.err()).contains("none.jar is not there");
        }
    }
}
