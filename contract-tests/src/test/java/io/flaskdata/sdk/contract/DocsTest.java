package io.flaskdata.sdk.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The documentation that is generated, or quotes what is, against the build's own output. */
class DocsTest {
    private static final Path ROOT = Path.of("..");
    private static final Path SPECS = ROOT.resolve("specs").resolve(Maven.TARGET);

    @Test
    void theTableOfOperationsIsTheBuilds() throws IOException {
        assertThat(ROOT.resolve("docs/operations.md")).hasSameTextualContentAs(SPECS.resolve("operations.md"));
    }

    @Test
    void theReadmesCountsAreTheReports() throws IOException {
        String total = Files.readString(SPECS.resolve("report.md"))
                .lines()
                .filter(line -> line.startsWith("In all: "))
                .findFirst()
                .orElseThrow();
        assertThat(Files.readString(ROOT.resolve("README.md"))).contains(total);
    }

    /** Which ForeignProjectIT compiles and runs. */
    @Test
    void theSnippetsOnOneModuleAreTheForeignProjectsWordForWord() throws IOException {
        List<String> parts = new ArrayList<>();
        for (String each : List.of("AuthApi", "Forms", "Diary")) {
            String source = Files.readString(Path.of(
                    "src/it/foreign-project/one-module-app/src/main/java/org/example/onemodule/" + each + ".java"));
            Pattern.compile("// docs/one-module.md: begin\n(.*?)\n *// docs/one-module.md: end", Pattern.DOTALL)
                    .matcher(source)
                    .results()
                    .map(found -> found.group(1).stripIndent())
                    .forEach(parts::add);
        }
        assertThat(parts).hasSize(4);
        assertThat(Pattern.compile("```java\n(.*?)\n```", Pattern.DOTALL)
                        .matcher(Files.readString(ROOT.resolve("docs/one-module.md")))
                        .results()
                        .map(found -> found.group(1)))
                .containsExactlyElementsOf(parts);
    }
}
