package io.flaskdata.sdk.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.oas.OpenApi30;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Each example of an effective document is what the schema beside it says, or a line here says why not. */
class ExamplesTest {
    /** Where an example does not fit, and why it stays. */
    private static final Map<String, String> NOT = Map.of();

    private final JsonSchemaFactory factory = JsonSchemaFactory.getInstance(
            VersionFlag.V4,
            builder -> builder.metaSchema(OpenApi30.getInstance())
                    .defaultMetaSchemaIri(OpenApi30.getInstance().getIri()));

    @Test
    void everyExampleFitsItsSchemaOrALineSaysWhyNot() {
        Map<String, String> faults = new TreeMap<>();
        List<String> examples = new ArrayList<>();
        for (String module : Documents.MODULES) {
            JsonNode document = Documents.bundled().document(module);
            walk(document, document, module + "#", examples, faults);
        }
        assertThat(examples).hasSizeGreaterThan(80);
        assertThat(faults.keySet()).as(faults.toString()).isEqualTo(NOT.keySet());
    }

    private void walk(JsonNode document, JsonNode node, String at, List<String> examples, Map<String, String> faults) {
        boolean schema = node.has("type") || node.has("$ref") || node.has("properties");
        if (node.has("example") && (schema || node.has("schema"))) {
            examples.add(at);
            JsonNode beside = schema ? node : node.path("schema");
            List<String> found = held(document, beside, node.path("example"));
            if (!found.isEmpty()) {
                faults.put(at, found.toString());
            }
        }
        for (var member : node.properties()) {
            if (!member.getKey().equals("example")) {
                walk(document, member.getValue(), at + "/" + member.getKey().replace("/", "~1"), examples, faults);
            }
        }
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                walk(document, node.get(i), at + "/" + i, examples, faults);
            }
        }
    }

    private List<String> held(JsonNode document, JsonNode schema, JsonNode example) {
        ObjectNode whole = document.deepCopy();
        whole.setAll((ObjectNode) schema);
        return factory
                .getSchema(
                        whole,
                        SchemaValidatorsConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build())
                .validate(example)
                .stream()
                .map(message -> message.getInstanceLocation() + " " + message.getType())
                .toList();
    }

    @Test
    void anExampleOfAnotherTypeIsNoticed() {
        JsonNode document = Documents.bundled().document("auth");
        JsonNode schema = document.at("/components/schemas/AuthorizeResponse");
        JsonNode example = Documents.JSON.createObjectNode().put("token", 7);
        assertThat(held(document, schema, example)).containsExactly("/token type");
    }
}
