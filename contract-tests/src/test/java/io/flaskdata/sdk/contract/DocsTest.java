package io.flaskdata.sdk.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
    void theTotalsAreTheReports() throws IOException {
        String total = Files.readString(SPECS.resolve("report.md"))
                .lines()
                .filter(line -> line.startsWith("In all: "))
                .findFirst()
                .orElseThrow();
        assertThat(Files.readString(ROOT.resolve("docs/specs.md"))).contains(total);
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

    /** The blocks of docs/spring-boot.md are parts of an application that is compiled and tested, wherever they are indented. */
    @Test
    void theSnippetsOfSpringBootAreThoseOfAnApplication() throws IOException {
        List<String> sources = new ArrayList<>();
        for (Path folder : List.of(
                Path.of("spring-boot-app"), Path.of("spring-boot-3/pom.xml"), ROOT.resolve("micrometer/src/test"))) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    sources.add(unindented(Files.readString(file)));
                }
            }
        }
        List<String> snippets = Pattern.compile("```[a-z]+\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(ROOT.resolve("docs/spring-boot.md")))
                .results()
                .map(found -> unindented(found.group(1)))
                .toList();
        assertThat(snippets)
                .hasSizeGreaterThan(5)
                .allSatisfy(snippet -> assertThat(sources)
                        .anySatisfy(source -> assertThat(source).contains(snippet)));
    }

    /** -Pspark compiles it. */
    @Test
    void theProgramOfSparkIsOneThatIsCompiled() throws IOException {
        String program = Files.readString(Path.of("spark-tests/src/test/java/org/example/warehouse/Example.java"));
        assertThat(Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                        .matcher(Files.readString(ROOT.resolve("docs/spark.md")))
                        .results()
                        .map(found -> unindented(found.group(1))))
                .singleElement()
                .satisfies(snippet -> assertThat(unindented(program)).contains(snippet));
    }

    /** Each test that docs/reliability.md names: a class, or a method of one. */
    @Test
    void theTestsThatHoldThePromisesExist() throws IOException {
        List<Path> tests = new ArrayList<>();
        for (String module : List.of("core", "toolkit", "contract-tests")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
                files.filter(Files::isRegularFile).forEach(tests::add);
            }
        }
        List<MatchResult> named = Pattern.compile("`(\\w+Test)(?:\\.(\\w+))?`")
                .matcher(Files.readString(ROOT.resolve("docs/reliability.md")))
                .results()
                .toList();
        assertThat(named).hasSizeGreaterThan(15);
        for (MatchResult name : named) {
            List<Path> found = tests.stream()
                    .filter(file -> file.endsWith(name.group(1) + ".java"))
                    .toList();
            assertThat(found).as(name.group()).isNotEmpty();
            if (name.group(2) != null) {
                assertThat(Files.readString(found.get(0))).contains("void " + name.group(2) + "(");
            }
        }
    }

    private static String unindented(String text) {
        return text.replaceAll("(?m)^ +", "");
    }
}
