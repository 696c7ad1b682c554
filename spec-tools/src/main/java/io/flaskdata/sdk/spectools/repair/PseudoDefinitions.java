package io.flaskdata.sdk.spectools.repair;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** definitions.responses and definitions.schemas are maps, not schemas: real schemas in them become definitions. */
final class PseudoDefinitions implements Rule {
    @Override
    public void apply(ObjectNode document, Repairs repairs) {
        if (!(document.path("definitions") instanceof ObjectNode definitions)) {
            return;
        }
        if (isMap(definitions.path("responses"))) {
            definitions.remove("responses");
            repairs.acted(this, "/definitions/responses");
        }
        JsonNode schemas = definitions.path("schemas");
        if (isMap(schemas)) {
            definitions.remove("schemas");
            for (var schema : Tree.entries(schemas)) {
                boolean parameter =
                        schema.getValue().has("name") && schema.getValue().has("schema");
                if (!parameter && definitions.has(schema.getKey())) {
                    repairs.fault("/definitions/schemas/" + schema.getKey(), "two definitions have this name");
                } else if (!parameter) {
                    definitions.set(schema.getKey(), schema.getValue());
                    redirect(document, schema.getKey());
                }
            }
            repairs.acted(this, "/definitions/schemas");
        }
    }

    private static boolean isMap(JsonNode node) {
        return node.isObject()
                && !node.has("type")
                && !node.has("properties")
                && !node.has("$ref")
                && node.valueStream().allMatch(JsonNode::isObject);
    }

    private static void redirect(JsonNode node, String name) {
        if (node instanceof ObjectNode object && node.path("$ref").asText().equals("#/definitions/schemas/" + name)) {
            object.put("$ref", "#/definitions/" + name);
        }
        node.forEach(child -> redirect(child, name));
    }
}
