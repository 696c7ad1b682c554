package io.flaskdata.sdk.spectools;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverlayTest {
    private static final String DOCUMENT = """
            {"info": {"title": "old", "tags": ["a"]}, "paths": {"/a b": {"get": {"x": 1}}, "/c": {"get": {"x": 2}}},
             "components": {"schemas": {"Study": {"type": "object", "properties": {"study_id": {"type": "integer"}}},
             "Ref": {"$ref": "#/components/schemas/Study"}}}}
            """;

    private final ObjectNode document = Documents.parse("x.json", DOCUMENT.getBytes(UTF_8));

    private static ObjectNode overlay(String version, String actions) {
        return Documents.parse("o.yaml", ("overlay: " + version + "\nactions:\n" + actions).getBytes(UTF_8));
    }

    private void plain(String version, String actions) {
        Overlay.applyPlain("o.yaml", overlay(version, actions), document);
    }

    @Test
    void copiesOneNodeIntoEveryMatch() {
        plain("1.1.0", "  - {target: '$.paths[*]', copy: '$.info'}\n");
        assertThat(document.at("/paths/~1a b/title").asText()).isEqualTo("old");
        assertThat(document.at("/paths/~1c/tags/0").asText()).isEqualTo("a");
        assertThat(document.at("/paths/~1c/get/x").asInt()).isEqualTo(2);
    }

    @Test
    void aCopyOfNothingOrOfSeveralIsAFault() {
        assertThatThrownBy(() -> plain(
                        "1.1.0", "  - {target: $.info, copy: $.inof}\n  - {target: $.info, copy: '$.paths[*]'}\n"))
                .hasMessageContaining("action 0")
                .hasMessageContaining("the copy matches nothing; nearest is info")
                .hasMessageContaining("action 1")
                .hasMessageContaining("copy must match one place, not 2");
    }

    @Test
    void removeWinsOverUpdateAndUpdateOverCopy() {
        plain(
                "1.1.0",
                "  - {target: $.info.tags, remove: true, update: {a: 1}}\n  - {target: $.info, update: {title: new}, copy: $.paths}\n");
        assertThat(document.path("info").toString()).isEqualTo("{\"title\":\"new\"}");
    }

    @Test
    void arraysTakeAnEntryAndFromVersion11OnJoin() {
        plain("1.0.0", "  - {target: $.info.tags, update: [b]}\n");
        assertThat(document.at("/info/tags").toString()).isEqualTo("[\"a\",[\"b\"]]");
        plain("1.1.0", "  - {target: $.info.tags, update: [c]}\n  - {target: $.info, update: {tags: [d]}}\n");
        assertThat(document.at("/info/tags").toString()).isEqualTo("[\"a\",[\"b\"],\"c\",\"d\"]");
    }

    @Test
    void onlyTheBuildGuardsWhatUpstreamSays() {
        String actions = "  - {target: $.components.schemas.Study.properties.study_id, update: {type: string}}\n";
        assertThatThrownBy(() -> Overlay.apply("o.yaml", overlay("1.0.0", actions), document))
                .hasMessageContaining("would replace upstream's type");
        assertThat(document.at("/components/schemas/Study/properties/study_id/type")
                        .asText())
                .isEqualTo("integer");
        plain("1.0.0", actions);
        assertThat(document.at("/components/schemas/Study/properties/study_id/type")
                        .asText())
                .isEqualTo("string");
    }

    @Test
    void whatStandsBesideAReferenceWouldBeUnseen() {
        assertThatThrownBy(() -> Overlay.apply(
                        "o.yaml",
                        overlay(
                                "1.0.0",
                                "  - {target: $.components.schemas.Ref, update: {properties: {a: {type: string}}}}\n"),
                        document))
                .hasMessageContaining("would stand beside a reference");
    }

    @Test
    void aMemberThatIsNotThereCannotBeDescribed() {
        Overlay.Outcome outcome = Overlay.tryApply(
                "o.yaml",
                overlay(
                        "1.0.0",
                        "  - {target: $.components.schemas.Study, update: {description: A study., properties: {studyId: {description: Its id.}, name: {type: string}}}}\n"),
                document,
                true);
        assertThat(outcome.applied()).isZero();
        assertThat(outcome.faults())
                .singleElement()
                .asString()
                .endsWith("there is no property studyId to describe; nearest is study_id");
        assertThat(document.at("/components/schemas/Study").toString())
                .contains("A study.", "name")
                .doesNotContain("studyId");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "$.paths['/a d'].get | nearest is /a b",
                "$.paths['/c'].gte | nearest is get",
                "$.paths[\"/c\"].get.y | nearest is x",
                "$.inf.title | nearest is info",
                "$.components.schemas.Stduy.type | nearest is Study",
            })
    void aTargetThatMatchesNothingSaysWhatIsNearest(String target, String nearest) {
        assertThatThrownBy(() -> plain("1.0.0", "  - {target: '" + target.replace("'", "''") + "', update: {a: 1}}\n"))
                .hasMessageContaining("matches nothing")
                .hasMessageContaining(nearest);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"info", "$.paths[", "$..[?(", "''"})
    void aTargetThatCannotBeParsedIsAFault(String target) {
        assertThatThrownBy(() -> plain("1.0.0", "  - {target: '" + target.replace("'", "''") + "', update: {a: 1}}\n"))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("action 0")
                .hasMessageContaining("can't be parsed");
    }

    @Test
    void whatIsNoOverlayIsRefused() {
        assertThatThrownBy(() -> Overlay.applyPlain("o.yaml", document, document))
                .hasMessageContaining("not an Overlay 1.x document");
    }

    @Test
    void theOverlaySpecificationsOwnSetsPass() throws IOException {
        Path sets = Path.of("src/test/resources/overlay-compliant-sets");
        List<Path> folders;
        try (var files = Files.list(sets)) {
            folders = files.filter(Files::isDirectory).sorted().toList();
        }
        assertThat(folders).hasSize(8);
        for (Path set : folders) {
            ObjectNode document = Documents.read(set.resolve("openapi.yaml"));
            Overlay.applyPlain(set.toString(), Documents.read(set.resolve("overlay.yaml")), document);
            assertThat(document).as(set.toString()).isEqualTo(Documents.read(set.resolve("output.yaml")));
        }
    }
}
