package io.flaskdata.sdk.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.oas.OpenApi30;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples in our documents against the schemas beside them. */
class SpecExamplesTest {
    @ParameterizedTest
    @ValueSource(strings = {"edc", "forms", "dataserver", "features", "idp"})
    void everyExampleOfAnAnswerFitsItsSchema(String id) throws IOException {
        JsonNode document = document(id);
        List<String> faults = new ArrayList<>();
        int examples = 0;
        for (JsonNode content : document.path("paths").findValues("application/json")) {
            if (content.has("example")) {
                examples++;
                faults.addAll(faults(document, content.path("schema"), content.path("example")));
            }
        }
        assertThat(examples).isPositive();
        assertThat(faults).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"forms"})
    void anExampleThatDoesNotFitIsNoticed(String id) throws IOException {
        JsonNode document = document(id);
        JsonNode schema = document.at("/components/schemas/EventDocument");
        assertThat(faults(document, schema, new ObjectMapper().readTree("{\"CRFs\":[{\"order\":\"1\"}]}")))
                .hasSize(1);
    }

    /** Every answer whose body is known has an example, so that a mock server made of the document has something to say. */
    @ParameterizedTest
    @ValueSource(strings = {"edc", "forms", "dataserver", "features"})
    void everyTypedAnswerHasAnExample(String id) throws IOException {
        for (var path : document(id).path("paths").properties()) {
            for (var operation : path.getValue().properties()) {
                JsonNode content =
                        operation.getValue().path("responses").path("200").path("content");
                JsonNode json = content.path("application/json");
                assertThat(json.isMissingNode() || json.has("example"))
                        .as(operation.getKey() + " " + path.getKey())
                        .isTrue();
            }
        }
    }

    private static List<String> faults(JsonNode document, JsonNode schema, JsonNode example) {
        JsonNode whole = document.deepCopy();
        ((ObjectNode) whole).setAll((ObjectNode) schema);
        var factory = JsonSchemaFactory.getInstance(
                VersionFlag.V4,
                builder -> builder.metaSchema(OpenApi30.getInstance())
                        .defaultMetaSchemaIri(OpenApi30.getInstance().getIri()));
        return factory
                .getSchema(
                        whole,
                        SchemaValidatorsConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build())
                .validate(example.toString(), InputFormat.JSON)
                .stream()
                .map(Object::toString)
                .toList();
    }

    private static JsonNode document(String id) throws IOException {
        try (InputStream in =
                SpecExamplesTest.class.getResourceAsStream("/flaskdata-specs/effective/" + id + ".json")) {
            return new ObjectMapper().readTree(in);
        }
    }
}
