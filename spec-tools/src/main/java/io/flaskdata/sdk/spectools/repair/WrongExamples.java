package io.flaskdata.sdk.spectools.repair;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/** An example, or a default, of another type than its schema's is dropped. */
final class WrongExamples implements Rule {
    @Override
    public void apply(ObjectNode document, Repairs repairs) {
        for (Tree.Schema schema : Tree.schemas(document)) {
            for (String word : List.of("example", "default")) {
                JsonNode value = schema.node().path(word);
                if (!value.isMissingNode()
                        && (!fits(value, schema.node().path("type").asText())
                                || !dated(value, schema.node().path("format").asText()))) {
                    schema.node().remove(word);
                    repairs.acted(this, schema.pointer() + "/" + word);
                }
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

    private static boolean dated(JsonNode value, String format) {
        return !Set.of("date", "date-time").contains(format) || value.asText().matches("\\d{4}-\\d\\d-\\d\\d.*");
    }
}
