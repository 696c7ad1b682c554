package io.flaskdata.sdk.cli;

import io.flaskdata.sdk.sandbox.Sandbox;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The self-contained jar as a process of its own, started by the script, as a user does. */
final class Program {
    static final Path JAR = Path.of("target/flaskdata.jar").toAbsolutePath();
    private static final Path SCRIPT = Path.of("src/main/script/flaskdata").toAbsolutePath();

    final Map<String, String> variables = new HashMap<>();
    private final Path folder;
    private int count;

    Program(Path folder, URI api, URI idp) {
        this.folder = folder;
        variables.put("JAVA_HOME", System.getProperty("java.home"));
        variables.put("HOME", folder.toString());
        variables.put("FLASKDATA_JAR", JAR.toString());
        variables.put("FLASKDATA_API_URL", api.toString());
        variables.put("FLASKDATA_IDP_URL", idp.toString());
        variables.put("FLASKDATA_EMAIL", Sandbox.API_USER);
        variables.put("FLASKDATA_PASSWORD", Sandbox.PASSWORD);
        variables.put("FLASKDATA_EDC", "demo");
        variables.put("FLASKDATA_STUDY", "1000001");
    }

    /** A process, and where it writes. */
    record Running(Process process, Path out, Path err) {
        Shell.Said said() throws IOException, InterruptedException {
            if (!process.waitFor(120, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("It didn't end: " + Files.readString(err));
            }
            return new Shell.Said(
                    process.exitValue(),
                    Files.readString(out, StandardCharsets.UTF_8),
                    Files.readString(err, StandardCharsets.UTF_8));
        }

        /** Ctrl-C for this process alone. */
        void interrupt() throws IOException {
            new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start();
        }
    }

    Running start(String... arguments) throws IOException {
        // A build in the background ignores Ctrl-C, and so would its children.
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT", "sh", SCRIPT.toString()));
        command.addAll(List.of(arguments));
        return started(command);
    }

    Shell.Said run(String... arguments) throws IOException, InterruptedException {
        return start(arguments).said();
    }

    /** A line for a shell, in which {@code flaskdata} is this program. */
    Shell.Said shell(String line) throws IOException, InterruptedException {
        return started(List.of("bash", "-c", "flaskdata() { sh '" + SCRIPT + "' \"$@\"; }; " + line))
                .said();
    }

    private Running started(List<String> command) throws IOException {
        count++;
        Path out = folder.resolve("out" + count);
        Path err = folder.resolve("err" + count);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().putAll(variables);
        return new Running(builder.start(), out, err);
    }
}
