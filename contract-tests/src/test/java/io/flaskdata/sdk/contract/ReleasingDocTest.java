package io.flaskdata.sdk.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/releasing.md lists, and the commands that it and the public forge's workflow name. What they do is rehearsed. */
class ReleasingDocTest {
    private static final Path PAGE = Project.ROOT.resolve("docs/releasing.md");
    private static final Path WORKFLOW = Project.ROOT.resolve(".github/workflows/check.yml");

    @Test
    void eachPublishedArtifactIsListed() throws IOException {
        String page = Files.readString(PAGE);
        String table = page.substring(page.indexOf("| artifact"), page.indexOf("A module is published"));
        assertThat(found("`(flaskdata-[a-z-]+)`", table))
                .containsExactlyInAnyOrderElementsOf(
                        Project.published().stream().map(Pom::artifact).toList());
    }

    @Test
    void eachProfileAndScriptThatIsNamedExists() throws IOException {
        Pom root = Pom.read(Project.ROOT.resolve("pom.xml"));
        String text = Files.readString(PAGE) + Files.readString(WORKFLOW);
        assertThat(found("-P([a-z,-]+)", text))
                .isNotEmpty()
                .flatMap(each -> List.of(each.split(",")))
                .isSubsetOf(root.all("(//profile/id)"));
        assertThat(found("(\\.ci/[a-z-]+)", text))
                .contains(".ci/run", ".ci/release", ".ci/next-version")
                .allSatisfy(each -> assertThat(Files.isExecutable(Project.ROOT.resolve(each)))
                        .isTrue());
    }

    @Test
    void theWorkflowChecksOnThreeJdksAndLooksForDriftAtNight() throws IOException {
        JsonNode workflow = new YAMLMapper().readTree(WORKFLOW.toFile());
        assertThat(found("'(\\d\\d)'", Files.readString(WORKFLOW))).contains("17", "21", "25");
        assertThat(workflow.at("/jobs/everything/steps/2/run").asText()).isEqualTo(".ci/run");
        assertThat(workflow.at("/jobs/drift/steps/2/run").asText()).contains("-Pspec-diff", "-Dfail-on=any");
        // "on" is true to YAML 1.1, and "on" to Jackson.
        assertThat(workflow.at("/on/schedule/0/cron").asText()).matches("\\d+ \\d+ \\* \\* \\*");
    }

    private static List<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(each -> each.group(1))
                .distinct()
                .toList();
    }
}
