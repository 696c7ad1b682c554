package io.flaskdata.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.flaskdata.sdk.call.Environment;
import io.flaskdata.sdk.sandbox.Sandbox;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExamplesTest {
    /** As a newcomer does, but for the ports: compiled, and run against a sandbox. */
    @Test
    void theReadmesProgramIsTheExampleWordForWordAndRuns(@TempDir Path folder) throws Exception {
        String readme = Files.readString(Path.of("../README.md"));
        String program = between(readme, "```java\n", "```");
        String source = Files.readString(Path.of("src/main/java/io/flaskdata/examples/FirstExtract.java"));
        assertThat(source.substring(source.indexOf("import "))).isEqualTo(program);
        assertThat(readme).contains("flaskdata-sandbox.jar --port 8087\n");

        try (Sandbox sandbox = Sandbox.start()) {
            Path file = Files.writeString(
                    folder.resolve("FirstExtract.java"),
                    program.replace("http://127.0.0.1:8087", sandbox.apiUrl().toString())
                            .replace("http://127.0.0.1:8088", sandbox.idpUrl().toString()));
            assertThat(ToolProvider.getSystemJavaCompiler()
                            .run(null, null, null, "-proc:none", "-d", folder.toString(), file.toString()))
                    .isZero();
            try (URLClassLoader loader =
                    new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
                Method main = loader.loadClass("FirstExtract").getMethod("main", String[].class);
                assertThat(said(() -> main.invoke(null, (Object) new String[0])))
                        .contains("SYSBP = ")
                        .endsWith(" rows" + System.lineSeparator());
            }
        }
    }

    private static String said(Callable<?> program) throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            program.call();
        } finally {
            System.setOut(before);
        }
        return said.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "getting-started, src/main/java/io/flaskdata/examples/FirstSteps.java",
        "observing, src/test/java/io/flaskdata/examples/ObservingTest.java",
        "edc, src/test/java/io/flaskdata/examples/PagesTest.java",
        "forms, src/test/java/io/flaskdata/examples/PagesTest.java",
        "data-server, src/test/java/io/flaskdata/examples/PagesTest.java",
        "randomization, src/test/java/io/flaskdata/examples/PagesTest.java",
        "errors, src/test/java/io/flaskdata/examples/PagesTest.java",
        "scale, src/test/java/io/flaskdata/examples/PagesTest.java"
    })
    void aPagesSnippetsAreCodeThatRunsWordForWord(String page, Path code) throws IOException {
        String marked = "// docs/%s.md: begin\n(.*?) *// docs/%s.md: end".formatted(page, page);
        assertThat(all("```java\n(.*?)```", Path.of("../docs", page + ".md")))
                .isNotEmpty()
                .isEqualTo(all(marked, code));
    }

    @Test
    void theSnippetsOnTestingAreTestsThatRunWordForWord() throws IOException {
        List<String> tests = new ArrayList<>();
        for (String test : List.of("TrialAppTest", "PumpTrialTest")) {
            String source = Files.readString(Path.of("src/test/java/io/flaskdata/examples/" + test + ".java"));
            tests.add(between(source, "// docs/testing.md: begin\n", "// docs/testing.md: end"));
        }
        assertThat(all("```java\n(.*?)```", Path.of("../docs/testing.md"))).isEqualTo(tests);
    }

    private static List<String> all(String pattern, Path file) throws IOException {
        return Pattern.compile(pattern, Pattern.DOTALL)
                .matcher(Files.readString(file))
                .results()
                .map(found -> found.group(1).stripTrailing().stripIndent() + "\n")
                .toList();
    }

    @Test
    void theFirstStepsRun() throws IOException {
        try (Sandbox sandbox = Sandbox.start()) {
            Environment environment = Environment.custom(sandbox.apiUrl(), sandbox.idpUrl());
            assertThat(FirstSteps.run(environment, Sandbox.API_USER, Sandbox.PASSWORD)
                            .crfDataId())
                    .hasSize(10);
        }
    }

    @Test
    void theQuickstartTellsTheWholeStory() throws Exception {
        assertThat(said(() -> {
                    Quickstart.main(new String[0]);
                    return null;
                }))
                .contains("general: version 0.3.0, reconstructed, SHA-256 ")
                .contains("4. Extract cc_event_data: ")
                .contains("read back: SLEEP_HOURS = 7")
                .contains("7. Randomize")
                .endsWith("All steps done." + System.lineSeparator());
    }

    private static String between(String text, String begin, String end) {
        int start = text.indexOf(begin) + begin.length();
        return text.substring(start, text.indexOf(end, start));
    }
}
