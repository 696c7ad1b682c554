package io.flaskdata.sdk.spectools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run or a recording proves, against a copy of the project's own documents. */
class EvidenceTest {
    private static final Path OWN = Path.of("..", "specs");
    private static final String API = "https://api.flaskdata.io";

    @TempDir
    Path folder;

    private Path specs;
    private final ArrayNode entries = Documents.mapper().createArrayNode();

    @BeforeEach
    void copy() throws IOException {
        specs = Files.createDirectories(folder.resolve("specs"));
        for (String each : List.of("upstream", "overlays")) {
            Files.createDirectories(specs.resolve(each));
            try (var files = Files.list(OWN.resolve(each))) {
                for (Path file : files.toList()) {
                    Files.copy(file, specs.resolve(each).resolve(file.getFileName()));
                }
            }
        }
        for (String each : List.of("sources.yaml", "specs.lock", "edc-tables.yaml")) {
            Files.copy(OWN.resolve(each), specs.resolve(each));
        }
    }

    private String read(Path file, boolean accept) {
        return Evidence.read(specs, List.of(file), null, folder.resolve("out"), accept);
    }

    private Path har() throws IOException {
        ObjectNode har = Documents.mapper().createObjectNode();
        har.putObject("log").put("version", "1.2").set("entries", entries);
        return Files.writeString(folder.resolve("recorded.har"), har.toString());
    }

    private ObjectNode entry(String method, String url, int status, @Nullable String body) {
        ObjectNode entry = entries.addObject();
        entry.putObject("request").put("method", method).put("url", url).putArray("headers");
        ObjectNode content = entry.putObject("response").put("status", status).putObject("content");
        if (body != null) {
            content.put("text", body).put("size", body.getBytes(StandardCharsets.UTF_8).length);
        }
        return entry;
    }

    private static ObjectNode of(Map<String, ObjectNode> documents, String module) {
        return Objects.requireNonNull(documents.get(module));
    }

    private static String schemas(Map<String, ObjectNode> effective, String module) {
        return of(effective, module).path("components").path("schemas").toString();
    }

    private JsonNode property(String module, String model, String name) {
        return of(Pipeline.effective(specs, Pipeline.Overlays.STRICT), module)
                .path("components")
                .path("schemas")
                .path(model)
                .path("properties")
                .path(name);
    }

    @Test
    void whatAnInferredAnswerHadBecomesObservedInTheNextBuild() throws IOException {
        assertThat(property("edc", "CreateSubjectResponse", "study_subject_id")
                        .path("x-provenance")
                        .asText())
                .isEqualTo("inferred");
        entry("POST", API + "/edc/subjects/create-subject", 200, "{\"study_subject_id\":7}");
        String report = read(har(), true);
        assertThat(report)
                .contains("Becomes observed")
                .contains("edc: POST /edc/subjects/create-subject, answer /study_subject_id");
        assertThat(property("edc", "CreateSubjectResponse", "study_subject_id")
                        .path("x-provenance")
                        .asText())
                .isEqualTo("observed");
    }

    @Test
    void anotherTypeReplacesTheGuessAndANewMemberIsAdded() throws IOException {
        entry(
                "GET",
                "https://idp.flaskdata.io/auth/self",
                200,
                "{\"id\":\"7\",\"first_name\":\"Dana\",\"last_name\":\"Levi\",\"middle_name\":\"Mara\",\"phone\":null}");
        entry(
                "GET",
                "https://idp.flaskdata.io/auth/self",
                200,
                "{\"id\":\"8\",\"first_name\":\"Dana\",\"last_name\":\"Levi\",\"middle_name\":\"Mara\",\"phone\":null}");
        entry(
                "GET",
                "https://idp.flaskdata.io/auth/self",
                200,
                "{\"id\":\"9\",\"first_name\":\"Dana\",\"last_name\":\"Levi\",\"middle_name\":\"Mara\",\"phone\":null}");
        String report = read(har(), true);
        assertThat(report)
                .contains("idp: GET /auth/self, answer /id: integer is documented, and string came (observed)")
                .contains("idp: GET /auth/self, answer /middle_name: came, and is not in the document")
                .contains("idp: GET /auth/self, answer /email: did not come (observed)")
                .contains("idp: GET /auth/self, answer /phone: null came (observed)")
                .doesNotContain("Dana")
                .doesNotContain("Levi")
                .doesNotContain("Mara");
        assertThat(property("idp", "SelfResponse", "id").path("type").asText()).isEqualTo("string");
        assertThat(property("idp", "SelfResponse", "middle_name")
                        .path("x-provenance")
                        .asText())
                .isEqualTo("observed");
        assertThat(property("idp", "SelfResponse", "email").path("x-provenance").asText())
                .isEqualTo("inferred");
        assertThat(property("idp", "SelfResponse", "phone").path("nullable").asBoolean())
                .isTrue();
    }

    /** What the next reading of the same file proposes: nothing. */
    @Test
    void whatWasAcceptedIsNotProposedAgain() throws IOException {
        entry("POST", API + "/edc/subjects/create-subject", 200, "{\"study_subject_id\":\"7\",\"label\":\"001-001\"}");
        entry("POST", API + "/edc/study/extract-study-data-at-crf-level", 200, "[{\"crf\":\"Vitals\"}]");
        entry(
                "POST",
                API + "/flask/subject/filter",
                200,
                "{\"items\":[{\"id\":7,\"subjectId\":\"001-001\"}],"
                        + "\"pagination\":{\"page\":0,\"size\":1,\"total\":1}}");
        Path har = har();
        assertThat(read(har, true)).doesNotContain("\n0 actions");
        assertThat(read(har, false)).contains("\n0 actions drafted");
    }

    @Test
    void rowsThatAreNoListAreForCodeToChange() throws IOException {
        entry("POST", API + "/edc/study/extract-study-data-at-crf-level", 200, "{\"rows\":[]}");
        assertThat(read(har(), true))
                .contains("array is documented, and object came")
                .contains("To do by hand")
                .contains("\n0 actions");
    }

    @Test
    void anAnswerThatNoDocumentDescribesIsACandidateAndIsNotAccepted() throws IOException {
        entry("POST", API + "/flask/crf/update-CRF-data", 200, "{\"message\":\"OK\"}");
        String before = schemas(Pipeline.effective(specs, Pipeline.Overlays.STRICT), "forms");
        assertThat(read(har(), true)).contains("1 candidate schemas");
        assertThat(schemas(Pipeline.effective(specs, Pipeline.Overlays.STRICT), "forms"))
                .isEqualTo(before);
        Path candidate = folder.resolve("out/candidates/forms.yaml");
        ObjectNode document = of(Pipeline.stages(specs).overlaid(), "forms");
        Overlay.apply("forms.yaml", Documents.read(candidate), document);
        assertThat(document.at(
                                "/paths/~1flask~1crf~1update-CRF-data/post/responses/200/content/application~1json/schema")
                        .path("properties")
                        .has("message"))
                .isTrue();
    }

    /** A member that our own tools sent was ignored, for all that a 200 says. */
    @Test
    void aRequestCountsOnlyAsAPageOfFlaskDatasSentIt() throws IOException {
        ObjectNode swagger = entry("POST", API + "/flask/device/get-logs", 200, "[]");
        request(swagger, "{\"device_id\":\"pump-7\"}", "Referer", API + "/swagger/");
        ObjectNode page = entry("POST", API + "/flask/device/get-logs", 200, "[]");
        request(page, "{\"study_id\":7}", "referer", "https://app.flaskdata.io/studies?id=7");
        assertThat(read(har(), true))
                .contains("forms: POST /flask/device/get-logs, request /study_id")
                .doesNotContain("device_id")
                .doesNotContain("pump-7");
    }

    private static void request(ObjectNode entry, String body, String header, String page) {
        ObjectNode request = (ObjectNode) entry.get("request");
        request.putObject("postData").put("mimeType", "application/json").put("text", body);
        ArrayNode headers = request.putArray("headers");
        headers.addObject().put("name", ":authority").put("value", "api.flaskdata.io");
        headers.addObject().put("name", header).put("value", page);
    }

    @Test
    void whatIsNoAnswerOfAnOperationIsLeftOutAndSaid() throws IOException {
        String path = API + "/flask/device/get-logs";
        entry("POST", "https://www.example.org/flask/device/get-logs", 200, "[{\"a\":1}]");
        entry("POST", "not an address", 200, "[]");
        entry("OPTIONS", path, 204, null);
        entry("GET", API + "/flask/users/self", 200, "{}");
        entry("POST", path, 401, "Authentication required.");
        entry("POST", path, 0, null);
        entry("POST", path, 200, null);
        entry("POST", path, 200, "<html>");
        ((ObjectNode) entry("POST", path, 200, "[{\"study\":").path("response").path("content")).put("size", 9000);
        ((ObjectNode) entry("POST", path, 200, "A").path("response").path("content")).put("encoding", "base64");
        ((ObjectNode) entry("POST", path, 200, "Ijci").path("response").path("content"))
                .put("encoding", "base64")
                .put("size", 3);
        assertThat(read(har(), false).lines())
                .contains(
                        "- file 1: 11 entries",
                        "- file 1: left out: 2 of another host, or without an address",
                        "- file 1: left out: 1 asks for permission only (OPTIONS)",
                        "- file 1: left out: 1 of no operation that we know",
                        "- file 1: left out: 1 answered with 401, not 200",
                        "- file 1: left out: 1 without an answer",
                        "- file 1: left out: 1 with a body that was not recorded",
                        "- file 1: left out: 1 with a body that was cut",
                        "- file 1: left out: 1 with a body that is no base64",
                        "- file 1: left out: 2 with a body that is no JSON, such as a file",
                        "\n0 actions drafted, 0 assumptions for observed.json, 0 candidate schemas for answers that no document describes."
                                .strip());
    }

    @Test
    void aBodyInBase64IsRead() throws IOException {
        String body = Base64.getEncoder().encodeToString("{\"study_subject_id\":7}".getBytes(StandardCharsets.UTF_8));
        ((ObjectNode) entry("POST", API + "/edc/subjects/create-subject", 200, body)
                        .path("response")
                        .path("content"))
                .put("encoding", "base64");
        assertThat(read(har(), false)).contains("answer /study_subject_id");
    }

    @Test
    void aFileThatBreaksOffCountsAsFarAsItGoesAndAMarkAtItsBeginningIsNoHindrance() throws IOException {
        entry("POST", API + "/edc/subjects/create-subject", 200, "{\"study_subject_id\":7}");
        entry("POST", API + "/edc/subjects/create-subject", 200, "{\"study_subject_id\":8}");
        String whole = Files.readString(har());
        Path cut = Files.writeString(folder.resolve("cut.har"), '\uFEFF' + whole.substring(0, whole.length() - 40));
        assertThat(read(cut, false))
                .contains("answer /study_subject_id")
                .contains("the file breaks off, or is no JSON, after entry 1");
        Path none = Files.writeString(folder.resolve("none.har"), "no JSON at all");
        assertThat(read(none, false)).contains("after entry 0");
        assertThatThrownBy(() -> read(folder.resolve("absent.har"), false))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("there is no such file");
    }

    /** A FlaskData elsewhere, below a path, needs to be named. */
    @Test
    void anotherAddressIsTakenWhenItIsNamed() throws IOException {
        entry("POST", "http://localhost:8080/flask-data/edc/subjects/create-subject", 200, "{\"study_subject_id\":7}");
        Path har = har();
        assertThat(read(har, false)).contains("give --api-url and --idp-url").contains("\n0 actions");
        Fetch.Addresses own = new Fetch.Addresses("http://localhost:8080/flask-data", "http://localhost:8081");
        assertThat(Evidence.read(specs, List.of(har), own, folder.resolve("out"), false))
                .contains("answer /study_subject_id");
    }

    /** No value of a recording, wherever it stands, is in anything that is written. */
    @Test
    void noValueIsWritten() throws IOException {
        String secret = "S3CRET";
        ObjectNode viewer = entry(
                "GET",
                API + "/flask/viewer/FED_" + secret + "/data?who=" + secret,
                200,
                "{\"" + secret + "-001\":1,\"name\":{\"" + secret + "\":\"x\"},\"linkId\":\"" + secret + "\"}");
        ((ObjectNode) viewer.get("request"))
                .putArray("headers")
                .addObject()
                .put("name", "Authorization")
                .put("value", secret);
        entry("POST", API + "/flask/crf/update-CRF-data", 200, "{\"" + secret + "\":{\"" + secret + "\":1}}");
        entry("POST", API + "/" + secret, 200, secret);
        entry("POST", "https://" + secret + ".example.org", 200, secret);
        read(har(), true);
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.getFileName().toString().equals("recorded.har")) {
                    assertThat(Files.readString(file)).as(file.toString()).doesNotContain(secret);
                }
            }
        }
    }

    private Path run(String operations, String assumptions) throws IOException {
        return Files.writeString(
                folder.resolve("evidence.json"),
                "{\n  \"evidence\": 1, \"run\": {\"complete\": false},\n  \"operations\": [" + operations
                        + "], \"assumptions\": [" + assumptions + "]}");
    }

    @Test
    void aRunsShapesAndAssumptionsAreTaken() throws IOException {
        Path run = run("""
                        {"id": "edc.createSubject", "module": "edc", "http": "POST", "path": "/edc/subjects/create-subject",
                         "statuses": {"200": 1, "400": 2},
                         "shape": {"type": "object", "x-seen": 1,
                                   "properties": {"study_subject_id": {"type": "string", "x-seen": 1, "x-form": "whole"}}}},
                        {"module": "edc", "http": "POST", "path": "/edc/nothing", "statuses": {"200": 1}}
                        """, """
                        {"id": "token.exp-unit", "result": "contradicted", "found": "seconds", "items": []},
                        {"id": "device.window", "result": "confirmed", "found": "x",
                         "items": ["forms#/components/schemas/GetDeviceLogsRequest/properties/fromDate",
                                   "forms#/components/schemas/Nothing", "sandbox#POST /flask/device/get-logs: a window"]},
                        {"id": "edc.table.study", "result": "contradicted", "found": "unreadable repeating", "items": []},
                        {"id": "edc.no-rows", "result": "contradicted", "found": "204 nothing", "items": []},
                        {"id": "edc.window-day", "result": "contradicted", "found": "midnight in the server's zone", "items": []},
                        {"id": "x", "result": "contradicted", "found": "dana@example.org"}
                        """);
        assertThat(read(run, true))
                .contains("answer /study_subject_id: integer is documented, and string came (inferred)")
                .contains("- token.exp-unit: seconds")
                .contains("it is not made the expectation\n\n- edc.table.study: unreadable repeating")
                .contains("- device.window")
                .contains("/components/schemas/GetDeviceLogsRequest/properties/fromDate: by device.window")
                .contains("at a place that no overlay can address")
                .contains("an operation that our documents don't have")
                .contains("the run was incomplete")
                .doesNotContain("dana@");
        assertThat(property("edc", "CreateSubjectResponse", "study_subject_id")
                        .path("type")
                        .asText())
                .isEqualTo("string");
        assertThat(property("forms", "GetDeviceLogsRequest", "fromDate")
                        .path("x-provenance")
                        .asText())
                .isEqualTo("observed");
        assertThat(Documents.read(specs.resolve("observed.json"))
                        .at("/assumptions/token.exp-unit")
                        .asText())
                .isEqualTo("seconds");
        assertThat(Documents.read(specs.resolve("observed.json")).path("assumptions"))
                .hasSize(2);
    }

    /** Each place of the effective documents has a target, and the target leads to it. */
    @Test
    void everyPlaceOfTheDocumentsHasATarget() {
        Pipeline.Stages stages = Pipeline.stages(OWN);
        stages.effective().forEach((id, effective) -> {
            ObjectNode overlaid = of(stages.overlaid(), id);
            Map<String, String> targets = OverlayTargets.of(effective, overlaid);
            assertThat(targets).isNotEmpty();
            targets.forEach((pointer, target) -> {
                JsonNode place = effective.at(pointer);
                JsonNode meant = Target.read(target, overlaid);
                assertThat(place.isMissingNode()).as(pointer).isFalse();
                if (!place.has("$ref")) {
                    assertThat(place.path("type")).as(pointer).isEqualTo(meant.path("type"));
                    assertThat(place.path("x-provenance")).as(pointer).isEqualTo(meant.path("x-provenance"));
                }
            });
            effective
                    .path("components")
                    .path("schemas")
                    .properties()
                    .forEach(model -> model.getValue()
                            .path("properties")
                            .fieldNames()
                            .forEachRemaining(name -> assertThat(targets)
                                    .containsKey("/components/schemas/" + model.getKey() + "/properties/" + name)));
        });
    }
}
