package io.flaskdata.sdk.spectools.repair;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** An example of another type than its schema's is dropped. */
final class WrongExamples implements Rule {
    @Override
    public void apply(ObjectNode document, Repairs repairs) {
        for (Tree.Schema schema : Tree.schemas(document)) {
            JsonNode example = schema.node().path("example");
            if (!example.isMissingNode()
                    && !fits(example, schema.node().path("type").asText())) {
                schema.node().remove("example");
                repairs.acted(this, schema.pointer() + "/example");
            }
        }
    }

    private static boolean fits(JsonNode example, String type) {
        return switch (type) {
            case "string" -> example.isTextual();
            case "integer" -> example.isIntegralNumber();
            case "number" -> example.isNumber();
            case "boolean" -> example.isBoolean();
            case "array" -> example.isArray();
            case "object" -> example.isObject();
            default -> true;
        };
    }
}
