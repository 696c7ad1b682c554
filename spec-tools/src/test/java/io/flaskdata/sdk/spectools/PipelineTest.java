package io.flaskdata.sdk.spectools;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flaskdata.sdk.spectools.repair.Repair;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
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
            return new String(java.util.Objects.requireNonNull(in).readAllBytes(), UTF_8);
        }
    }

    private String built(String document) throws IOException {
        Pipeline.build(specs, folder.resolve("out"), Pipeline.Overlays.STRICT);
        return Files.readString(folder.resolve("out/effective/" + document + ".json"));
    }

    @Test
    void aNewReportIsPrintedWholeAndTheSameAgainInTotals() {
        Path out = folder.resolve("printed");
        List<String> first = Pipeline.build(specs, out, Pipeline.Overlays.STRICT);
        List<String> second = Pipeline.build(specs, out, Pipeline.Overlays.STRICT);
        assertThat(String.join("\n", first)).contains("/paths/~1auth~1logout/post/parameters/0");
        assertThat(String.join("\n", second)).contains("repairs").doesNotContain("/paths/~1auth~1logout");
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
        assertThatThrownBy(() -> Documents.parse("general.json", "{\"a\":\n ]".getBytes(UTF_8)))
                .hasMessageContaining("general.json at line 2");
        assertThatThrownBy(() -> Documents.parse("x.json", "{\"a\":1,\"a\":2}".getBytes(UTF_8)))
                .isInstanceOf(SpecException.class);
        assertThatThrownBy(() -> Documents.parse("x.json", "[".repeat(201).getBytes(UTF_8)))
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
    void aFirstContactReportsWhatDoesNotFitAndBuildsTheRest() throws IOException {
        write("overlays/forms.yaml", OVERLAY + TAGS + """
                  - target: $.paths['/flask/subject/filter'].post
                    update: {operationId: filterSubjects, tags: [FormsSubject], x-retry: {safe-when: {member: gone, matches: a}}}
                  - target: $.paths['/flask/subject/filter'].post.requestBody.content['application/json'].schema
                    update: {required: [studyId], properties: {studyId: {description: The study.}}}
                  - target: $.paths['/flask/crf/filter'].post
                    update: {operationId: filterCrfs}
                  - target: $.components.schemas.Pagination
                    update: {type: array, description: kept out}
                """);
        ObjectNode document =
                Documents.parse("x.json", resource("as-served.json").getBytes(UTF_8));
        ObjectNode paths = (ObjectNode) document.get("paths");
        paths.set("/flask/new/thing", another(paths.get("/flask/subject/filter")));
        paths.putObject("/elsewhere").putObject("post");
        upstream(document.toString());
        List<String> lines = Pipeline.build(specs, folder.resolve("out"), Pipeline.Overlays.LENIENT);
        assertThat(String.join("\n", lines))
                .contains("overlays/forms.yaml: 2 of 5 additions match")
                .contains("there is no property studyId to describe; nearest is study_id")
                .contains(
                        "target $.paths['/flask/crf/filter'].post: the target matches nothing; nearest is /flask/subject/filter")
                .contains("would replace upstream's type \"object\" by \"array\"")
                .contains("new in forms: post /flask/new/thing")
                .contains("in no module, or in several: upstream/general.json at /paths/~1elsewhere/post")
                .contains("/x-retry/safe-when/member: the request has no member gone")
                .contains("there is no property studyId");
        assertThat(Files.readString(folder.resolve("out/report.md"))).contains("## First contact");
        assertThat(Files.readString(folder.resolve("out/effective/forms.json")))
                .contains("\"filterSubjects\"", "\"thing\"", "\"x-retry\": \"never\"")
                .doesNotContain("kept out", "\"studyId\"");
    }

    @Test
    void aDocumentThatCannotBeBuiltLeavesTheOthersBuilt() throws IOException {
        write(
                "overlays/auth.yaml",
                OVERLAY + TAGS + "  - {target: \"$.paths['/auth/logout'].post\", update: {x-auth: guess}}\n");
        assertThatThrownBy(() -> Pipeline.build(specs, folder.resolve("out"), Pipeline.Overlays.LENIENT))
                .hasMessageContaining("effective auth at /paths/~1auth~1logout/post/x-auth");
        assertThat(folder.resolve("out/effective/forms.json")).exists();
        assertThat(Files.readString(folder.resolve("out/report.md"))).contains("can't be built: effective auth");
    }

    @Test
    void repairRefusesWhatIsNoSwagger() {
        ObjectNode html = Documents.mapper().createObjectNode();
        assertThatThrownBy(() -> Repair.apply("x.json", html)).hasMessageContaining("not a Swagger 2.0 document");
    }

    @Test
    void buildingTwiceGivesTheSameBytes() throws IOException {
        String first = built("forms") + Files.readString(folder.resolve("out/report.md"));
        Pipeline.build(specs, folder.resolve("elsewhere"), Pipeline.Overlays.STRICT);
        assertThat(Files.readString(folder.resolve("elsewhere/effective/forms.json"))
                        + Files.readString(folder.resolve("elsewhere/report.md")))
                .isEqualTo(first);
    }

    @Test
    void aDocumentNobodyMakesAnyMoreIsDeleted() throws IOException {
        built("forms");
        Files.writeString(folder.resolve("out/effective/old.json"), "{}");
        built("forms");
        assertThat(folder.resolve("out/effective/old.json")).doesNotExist();
    }

    @Test
    void wordsBesideAReferenceGiveTheSameModelsInBothShapes() throws IOException {
        upstream(resource("as-served.json")
                .replace("\"pagination\": {", "\"pagination\": {\"description\": \"which\","));
        String served = built("forms");
        upstream(resource("as-written.json")
                .replace("\"#/definitions/Pagination\"", "\"#/definitions/Pagination\", \"description\": \"which\""));
        assertThat(built("forms")).isEqualTo(served).contains("\"$ref\": \"#/components/schemas/Pagination\"");
    }

    @Test
    void operationsThatEndAlikeGetLongerNamesWhateverTheirOrder() throws IOException {
        ObjectNode document =
                Documents.parse("x.json", resource("as-served.json").getBytes(UTF_8));
        ObjectNode paths = (ObjectNode) document.get("paths");
        paths.set("/flask/crf/filter", another(paths.get("/flask/subject/filter")));
        ObjectNode link = paths.putObject("/flask/link/{linkId}");
        for (String method : List.of("get", "put")) {
            ObjectNode operation = link.putObject(method);
            operation
                    .putArray("parameters")
                    .addObject()
                    .put("in", "path")
                    .put("name", "linkId")
                    .put("required", true)
                    .put("type", "string");
            operation.putObject("responses").putObject("200").put("description", "OK");
        }
        upstream(document.toString());
        assertThat(built("forms"))
                .contains(
                        "\"subjectFilter\"", "\"crfFilter\"", "\"SubjectFilterRequest\"", "\"getLink\"", "\"putLink\"")
                .doesNotContain("\"filter\"");
    }

    /** Like an operation, but for one member of its body. */
    private static ObjectNode another(JsonNode path) {
        ObjectNode copy = path.deepCopy();
        ((ObjectNode) copy.at("/post/parameters/1/schema/properties"))
                .putObject("more")
                .put("type", "string");
        return copy;
    }

    @Test
    void faultsOfSeveralDocumentsComeTogether() throws IOException {
        write(
                "sources.yaml",
                SOURCES.replace("documents:", "  - {id: idp, address: \"{idp}/swagger.json\"}\ndocuments:")
                        + "  - {id: idp, source: idp, paths: /**, overlay: auth.yaml, prefix: Idp}\n");
        write("upstream/idp.json", resource("as-served.json").replace("\"post\": {", "\"psot\": {"));
        upstream(resource("as-served.json").replace("\"type\": \"number\"", "\"type\": 5"));
        assertThatThrownBy(() -> built("forms"))
                .hasMessageContaining(
                        "upstream/general.json at /definitions/Pagination/properties/page/type: not string but number")
                .hasMessageContaining("upstream/idp.json at /paths/~1auth~1logout/psot");
    }

    @Test
    void aRemoteReferenceIsRefusedWhoeverBringsIt() throws IOException {
        // Nothing answers there: a fault of ours, at the place, proves that nobody asked.
        String remote = "http://127.0.0.1:1/x.json";
        write(
                "overlays/forms.yaml",
                OVERLAY + TAGS + "  - {target: $.components.schemas.Pagination.properties, update: {z: {$ref: '"
                        + remote + "'}}}\n");
        assertThatThrownBy(() -> built("forms"))
                .hasMessage(
                        "effective forms at /components/schemas/Pagination/properties/z/$ref: a reference outside the"
                                + " document's components is refused: " + remote);
        upstream(resource("as-written.json").replace("#/definitions/Pagination", remote));
        assertThatThrownBy(() -> built("forms"))
                .hasMessageContaining(
                        "upstream/general.json at /paths/~1flask~1subject~1filter/post/parameters/1/schema"
                                + "/properties/pagination/$ref: a reference outside the document is refused");
    }

    @Test
    void anOverlayMayNotReplaceAStructureByAValue() throws IOException {
        write(
                "overlays/forms.yaml",
                OVERLAY + TAGS + "  - {target: $.components.schemas.Pagination, update: {properties: none}}\n");
        assertThatThrownBy(() -> built("forms")).hasMessageContaining("would replace the structure under properties");
    }

    @Test
    void lintHoldsARetryConditionToTheRequest() throws IOException {
        write(
                "overlays/forms.yaml",
                OVERLAY + TAGS
                        + "  - {target: \"$.paths['/flask/subject/filter'].post\", update: {x-retry: {safe-when: {member: table, matches: '['}}}}\n");
        assertThatThrownBy(() -> built("forms"))
                .hasMessageContaining("/x-retry/safe-when/member: the request has no member table")
                .hasMessageContaining("/x-retry/safe-when/matches: no regular expression");
    }

    @Test
    void relockingKeepsWhatWasFetched() throws IOException {
        String fetched =
                "{\"documents\":{\"general\":{\"file\":\"upstream/general.json\",\"origin\":\"fetched\",\"sha256\":\"0\"}}}";
        write("specs.lock", fetched);
        Lock.relock(specs, Sources.read(specs));
        assertThat(Documents.read(specs.resolve("specs.lock")))
                .isEqualTo(Documents.parse("specs.lock", fetched.getBytes(UTF_8)));
    }

    @Test
    void theLockNamesWhatIsGoneAndWhatNobodyKnows() throws IOException {
        write("specs.lock", """
                {"documents": {"general": {"file": "upstream/none.json", "sha256": "0"}, "other": {"file": "upstream/other.json"}}}
                """);
        assertThatThrownBy(() -> built("forms"))
                .hasMessageContaining("specs.lock at /documents/general: the locked document is gone")
                .hasMessageContaining("specs.lock at /documents/other: sources.yaml has no such source");
    }

    @Test
    void twoEntriesWithOneIdStopTheBuild() throws IOException {
        write("sources.yaml", SOURCES.replace("id: auth", "id: forms"));
        assertThatThrownBy(() -> built("forms"))
                .hasMessage("sources.yaml at /documents/1: another entry has the id forms");
    }

    @Test
    void moreThanTwentyMegabytesAreRefusedUnread() throws IOException {
        try (RandomAccessFile file =
                new RandomAccessFile(specs.resolve("upstream/general.json").toFile(), "rw")) {
            file.setLength(Documents.MAX_BYTES + 1L);
        }
        assertThatThrownBy(() -> built("forms")).hasMessageContaining("more than 20 MB");
    }
}
