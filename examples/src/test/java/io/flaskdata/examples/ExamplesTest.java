package io.flaskdata.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.flaskdata.sdk.call.Environment;
import io.flaskdata.sdk.sandbox.Sandbox;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ExamplesTest {
    @Test
    void theReadmesSnippetIsTheExampleWordForWord() throws IOException {
        String source = Files.readString(Path.of("src/main/java/io/flaskdata/examples/FirstSteps.java"));
        String example = between(source, "// README: begin\n", "        // README: end")
                .stripTrailing()
                .stripIndent();
        String readme = between(Files.readString(Path.of("../README.md")), "```java\n", "```");
        assertThat(readme.strip()).isEqualTo(example.strip());
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

    @Test
    void theSnippetsOnObservingAreATestThatRunsWordForWord() throws IOException {
        Path test = Path.of("src/test/java/io/flaskdata/examples/ObservingTest.java");
        assertThat(all("```java\n(.*?)```", Path.of("../docs/observing.md")))
                .hasSize(2)
                .isEqualTo(all("// docs/observing.md: begin\n(.*?) *// docs/observing.md: end", test));
    }

    private static List<String> all(String pattern, Path file) throws IOException {
        return Pattern.compile(pattern, Pattern.DOTALL)
                .matcher(Files.readString(file))
                .results()
                .map(found -> found.group(1).stripTrailing().stripIndent() + "\n")
                .toList();
    }

    @Test
    void theReadmesSnippetRuns() throws IOException {
        try (Sandbox sandbox = Sandbox.start()) {
            Environment environment = Environment.custom(sandbox.apiUrl(), sandbox.idpUrl());
            assertThat(FirstSteps.run(environment, Sandbox.API_USER, Sandbox.PASSWORD)
                            .crfDataId())
                    .hasSize(10);
        }
    }

    @Test
    void theQuickstartTellsTheWholeStory() throws IOException {
        PrintStream before = System.out;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            Quickstart.main(new String[0]);
        } finally {
            System.setOut(before);
        }
        assertThat(said.toString(StandardCharsets.UTF_8))
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
