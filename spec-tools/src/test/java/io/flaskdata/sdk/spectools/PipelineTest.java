package io.flaskdata.sdk.spectools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flaskdata.sdk.spectools.repair.Repair;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineTest {
    private static final String SOURCES = """
            sources:
              - {id: general, address: "{api}/swagger.json"}
            documents:
              - {id: forms, source: general, paths: /flask/**, overlay: forms.yaml, prefix: Forms}
              - {id: auth, source: general, paths: /auth/**, overlay: auth.yaml, prefix: ""}
            """;
    private static final String OVERLAY = "overlay: 1.0.0\ninfo: {title: t, version: '1'}\nactions:\n";
    private static final String TAGS = "  - {target: '$.paths[*][*].tags', remove: true}\n";

    @TempDir
    Path folder;

    private Path specs;

    @BeforeEach
    void specs() throws IOException {
        specs = Files.createDirectories(folder.resolve("specs"));
        Files.createDirectories(specs.resolve("overlays"));
        Files.createDirectories(specs.resolve("upstream"));
        write("sources.yaml", SOURCES);
        write("overlays/forms.yaml", OVERLAY + TAGS);
        write("overlays/auth.yaml", OVERLAY + TAGS);
        upstream(resource("as-served.json"));
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(specs.resolve(file), text);
    }

    private void upstream(String text) throws IOException {
        write("upstream/general.json", text);
        if (text.startsWith("{") && text.strip().endsWith("}")) {
            Lock.relock(specs, Sources.read(specs));
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = PipelineTest.class.getResourceAsStream("/" + name)) {
            return new String(
                    java.util.Objects.requireNonNull(in).readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    private String built(String document) throws IOException {
        Pipeline.build(specs, folder.resolve("out"));
        return Files.readString(folder.resolve("out/effective/" + document + ".json"));
    }

    @Test
    void asWrittenAndAsServedGiveTheSameDocuments() throws IOException {
        String served = built("forms") + built("auth");
        upstream(resource("as-written.json"));
        assertThat(built("forms") + built("auth")).isEqualTo(served);
    }

    @Test
    void aFoldedModelKeepsItsNameAndAnUnknownOperationGetsOne() throws IOException {
        assertThat(built("forms"))
                .contains("\"$ref\": \"#/components/schemas/Pagination\"")
                .contains("\"operationId\": \"filter\"", "\"FormsSubject\"", "\"#/components/schemas/FilterRequest\"")
                .contains("\"x-retry\": \"never\"")
                .doesNotContain("Authentication", "\"name\": \"EDC\"");
    }

    @Test
    void anUnchangedDocumentIsNotRewritten() throws IOException {
        built("forms");
        Path file = folder.resolve("out/effective/forms.json");
        FileTime then = FileTime.fromMillis(1000);
        Files.setLastModifiedTime(file, then);
        built("forms");
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(then);
    }

    @Test
    void bytesThatAreNotTheLockedOnesStopTheBuild() throws IOException {
        Files.writeString(specs.resolve("upstream/general.json"), resource("as-served.json") + " ");
        assertThatThrownBy(() -> built("forms"))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("upstream/general.json")
                .hasMessageContaining("SHA-256");
    }

    @Test
    void brokenJsonStopsTheBuildAtThePlace() {
        assertThatThrownBy(() -> Documents.parse(
                        "general.json", "{\"a\":\n ]".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .hasMessageContaining("general.json at line 2");
        assertThatThrownBy(() -> Documents.parse(
                        "x.json", "{\"a\":1,\"a\":2}".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isInstanceOf(SpecException.class);
        assertThatThrownBy(() ->
                        Documents.parse("x.json", "[".repeat(201).getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isInstanceOf(SpecException.class);
    }

    @Test
    void anOperationThatNoDocumentSelectsStopsTheBuild() throws IOException {
        upstream(resource("as-served.json").replace("/flask/subject/filter", "/elsewhere/filter"));
        assertThatThrownBy(() -> built("forms"))
                .hasMessageContaining("upstream/general.json at /paths/~1elsewhere~1filter/post");
    }

    @Test
    void everyFaultOfEveryOverlayComesAtOnceWithTheNearestMatch() throws IOException {
        write(
                "overlays/forms.yaml",
                OVERLAY + TAGS + "  - {target: \"$.paths['/flask/subject/filtr'].post\", update: {a: 1}}\n");
        write("overlays/auth.yaml", OVERLAY + TAGS + "  - {target: '$.paths[', update: {a: 1}}\n");
        assertThatThrownBy(() -> built("forms"))
                .hasMessageContaining("overlays/forms.yaml at action 1")
                .hasMessageContaining("nearest is /flask/subject/filter")
                .hasMessageContaining("overlays/auth.yaml at action 1")
                .hasMessageContaining("can't be parsed");
    }

    @Test
    void anOverlayMayNotReplaceWhatUpstreamSays() throws IOException {
        write(
                "overlays/forms.yaml",
                OVERLAY + TAGS
                        + "  - {target: $.components.schemas.Pagination.properties.sort, update: {type: integer}}\n");
        assertThatThrownBy(() -> built("forms")).hasMessageContaining("would replace upstream's type");
    }

    @Test
    void lintNamesThePlaceOfAWrongExtension() throws IOException {
        write(
                "overlays/forms.yaml",
                OVERLAY + TAGS
                        + "  - {target: \"$.paths['/flask/subject/filter'].post\", update: {x-retry: sometimes, x-provenance: guessed}}\n");
        assertThatThrownBy(() -> built("forms"))
                .hasMessageContaining("/paths/~1flask~1subject~1filter/post/x-retry")
                .hasMessageContaining("x-provenance");
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
            Overlay.apply(set.toString(), Documents.read(set.resolve("overlay.yaml")), document);
            assertThat(document).as(set.toString()).isEqualTo(Documents.read(set.resolve("output.yaml")));
        }
    }

    @Test
    void repairRefusesWhatIsNoSwagger() {
        ObjectNode html = Documents.mapper().createObjectNode();
        assertThatThrownBy(() -> Repair.apply("x.json", html)).hasMessageContaining("not a Swagger 2.0 document");
    }

    @Test
    void synchronisingDeletesWhatIsNotThereAnyMore() throws IOException {
        Path from = Files.createDirectories(folder.resolve("from/a"));
        Files.writeString(from.resolve("1"), "one");
        Path to = Files.createDirectories(folder.resolve("to"));
        Files.writeString(to.resolve("old"), "old");
        FileSync.synchronise(folder.resolve("from"), to);
        assertThat(to.resolve("a/1")).hasContent("one");
        assertThat(to.resolve("old")).doesNotExist();
    }
}
