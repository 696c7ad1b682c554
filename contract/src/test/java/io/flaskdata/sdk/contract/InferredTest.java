package io.flaskdata.sdk.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.flaskdata.sdk.contract.Probes.Probe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is inferred has a probe, or a line that says why not. */
class InferredTest {
    private static final Pattern ROW =
            Pattern.compile("\\| (API|IDP) \\| `(\\w+ [^`]+)` \\| (\\w+) \\| (.*?) \\| (.*?) ?\\|");

    @Test
    void everyInferredPlaceOfTheDocumentsHasALineAndEveryLineAPlace() {
        List<String> places = new ArrayList<>();
        Documents.MODULES.forEach(module -> inferred(Documents.bundled().document(module), module + "#", places));
        assertThat(places).hasSizeGreaterThan(50);
        assertThat(listed(false)).containsExactlyInAnyOrderElementsOf(places);
    }

    private static void inferred(JsonNode node, String at, List<String> into) {
        if (node.path("x-provenance").asText().equals("inferred")) {
            into.add(at);
        }
        for (var member : node.properties()) {
            inferred(
                    member.getValue(),
                    at + "/" + member.getKey().replace("~", "~0").replace("/", "~1"),
                    into);
        }
        for (int i = 0; i < node.size() && node.isArray(); i++) {
            inferred(node.get(i), at + "/" + i, into);
        }
    }

    @Test
    void everyInferredLineOfTheSandboxHasALineAndEveryLineASentence() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "sandbox.md"));
        List<String> items = new ArrayList<>();
        between(page, "## Operations", "## Who sees").lines().forEach(line -> {
            Matcher row = ROW.matcher(line);
            if (row.matches() && !row.group(5).isBlank()) {
                for (String part : row.group(5).split("; ")) {
                    items.add("sandbox#" + row.group(2) + ": " + part.strip());
                }
            }
        });
        String assumed = between(page, "## What it assumes", "## Where it differs");
        for (String bullet : assumed.substring(assumed.indexOf("\n- ") + 3).split("\n- ")) {
            for (String sentence : bullet.strip().replaceAll("\\s+", " ").split("(?<=\\.) (?=[A-Z`])")) {
                items.add("sandbox#assumes: " + sentence);
            }
        }
        assertThat(items).hasSizeGreaterThan(100);
        assertThat(listed(true)).containsExactlyInAnyOrderElementsOf(items);
    }

    private static String between(String page, String from, String to) {
        return page.substring(page.indexOf(from), page.indexOf(to));
    }

    private static List<String> listed(boolean sandbox) {
        return Inferred.all().stream()
                .map(Inferred.Item::item)
                .filter(each -> each.startsWith("sandbox#") == sandbox)
                .toList();
    }

    @Test
    void everyProbeInTheListIsThereAndNoTwoHaveOneId() {
        List<String> ids = Probes.all().stream().map(Probe::id).toList();
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(ids)
                .containsAll(Inferred.all().stream()
                        .flatMap(each -> each.probes().stream())
                        .toList());
    }

    @Test
    void everyTypedTableIsProbed() {
        assertThat(Documents.bundled().tables().keySet()).isSubsetOf(TableProbes.TABLES.keySet());
    }

    /** Five seconds are up to seven, and a measure that is a millisecond short is not another second. */
    @Test
    void anIdleTimeHasATolerance() {
        assertThat(IdleProbe.seconds(4_966)).isEqualTo("5 s");
        assertThat(IdleProbe.seconds(6_307)).isEqualTo("5 s");
        assertThat(IdleProbe.seconds(999)).isEqualTo("1 s");
        assertThat(IdleProbe.seconds(1_001)).isEqualTo("1 s");
        assertThat(IdleProbe.seconds(7_600)).isEqualTo("8 s");
    }
}
