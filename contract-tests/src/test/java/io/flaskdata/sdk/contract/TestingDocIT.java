package io.flaskdata.sdk.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The snippets of docs/testing.md as they stand, with the self-contained jar. Those in Java are tests among the examples. */
class TestingDocIT {
    private static final Path DOCUMENT = Path.of("../docs/testing.md");
    private static final Path JAR = Path.of("../sandbox", Maven.TARGET, "flaskdata-sandbox.jar")
            .toAbsolutePath()
            .normalize();
    private static final String WORKFLOW = ".github/workflows/trial-app.yml";

    /** A fenced block whose first line is a comment with a file's name. */
    private static final Pattern FILE = Pattern.compile("```[a-z]+\n(?:#|//) (\\S+)\n.*?\n```", Pattern.DOTALL);

    @TempDir
    Path folder;

    @BeforeEach
    void writeTheFiles() throws IOException {
        for (Map.Entry<String, String> each : files().entrySet()) {
            Path file = folder.resolve(each.getKey());
            Files.createDirectories(file.getParent());
            Files.writeString(file, each.getValue());
        }
    }

    private static Map<String, String> files() throws IOException {
        Map<String, String> files = new TreeMap<>();
        Matcher matcher = FILE.matcher(Files.readString(DOCUMENT));
        while (matcher.find()) {
            String block = matcher.group();
            files.put(matcher.group(1), block.substring(block.indexOf('\n') + 1, block.lastIndexOf('\n') + 1));
        }
        return files;
    }

    /** What the CI file runs. */
    static List<String> commands() throws IOException {
        JsonNode workflow = new YAMLMapper().readTree(files().get(WORKFLOW));
        List<String> commands = new ArrayList<>();
        for (JsonNode step : workflow.at("/jobs/test/steps")) {
            if (step.has("run")) {
                commands.add(step.get("run").asText());
            }
        }
        return commands;
    }

    @ParameterizedTest
    @MethodSource("commands")
    void whatTheCiFileRunsSucceedsAndLeavesNothingRunning(String command) throws Exception {
        String tool = command.split(" ")[2];
        assumeTrue(isThere(tool), tool + " is not on this machine");
        assertThat(JAR).exists();
        Process process = bash(command);
        // The sandbox writes to the same pipe, which ends when both have ended.
        CompletableFuture<String> said = CompletableFuture.supplyAsync(() -> read(process));
        try {
            assertThat(said.get(2, TimeUnit.MINUTES)).isNotBlank();
            assertThat(process.waitFor()).as(said.join()).isZero();
        } finally {
            process.destroy();
        }
    }

    @Test
    void aFailureOfTheCommandIsTheScripts() throws Exception {
        assumeTrue(isThere("bash"), "bash is not on this machine");
        Process process = bash("bash with-sandbox.sh bash -c 'exit 7'");
        CompletableFuture<String> said = CompletableFuture.supplyAsync(() -> read(process));
        said.get(2, TimeUnit.MINUTES);
        assertThat(process.waitFor()).isEqualTo(7);
    }

    @Test
    void everySnippetIsRunAndEveryCommandIsTheCiFiles() throws IOException {
        String text = Files.readString(DOCUMENT);
        long blocks = text.lines().filter(line -> line.startsWith("```")).count() / 2;
        long java = text.lines().filter("```java"::equals).count();
        assertThat(java).isEqualTo(2);
        assertThat(files()).hasSize((int) (blocks - java));

        assertThat(files().keySet().stream().filter(each -> !each.equals(WORKFLOW)))
                .allSatisfy(file -> assertThat(String.join("\n", commands())).contains(file));
        Stream<String> inText =
                Pattern.compile("`(bash [^`]+)`").matcher(text).results().map(each -> each.group(1));
        assertThat(inText).containsExactlyElementsOf(commands());
    }

    private static boolean isThere(String tool) throws InterruptedException {
        try {
            return new ProcessBuilder("bash", "-c", "command -v " + tool)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private Process bash(String command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", command)
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().put("SANDBOX_JAR", JAR.toString());
        builder.environment()
                .merge("PATH", Path.of(System.getProperty("java.home"), "bin") + ":", (path, java) -> java + path);
        return builder.start();
    }

    private static String read(Process process) {
        try {
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("What the process says can't be read", e);
        }
    }
}
