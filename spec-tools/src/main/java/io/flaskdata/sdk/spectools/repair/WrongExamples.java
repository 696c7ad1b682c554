package io.flaskdata.sdk.spectools.repair;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** An example, a default, or a list of allowed values, of another type than its schema's is dropped. */
final class WrongExamples implements Rule {
    private static final Map<String, String> FORMATS = Map.of(
            "date", "\\d{4}-\\d\\d-\\d\\d.*",
            "date-time", "\\d{4}-\\d\\d-\\d\\d.*",
            "byte", "[A-Za-z0-9+/]*=*",
            "uuid", "(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    @Override
    public void apply(ObjectNode document, Repairs repairs) {
        for (Tree.Schema schema : Tree.schemas(document)) {
            // Allowed values without a type are read as texts.
            String type = schema.node().path("type").asText(schema.node().has("enum") ? "string" : "");
            String format = schema.node().path("format").asText();
            for (String word : List.of("example", "default", "enum")) {
                JsonNode value = schema.node().path(word);
                boolean fits = word.equals("enum")
                        ? value.valueStream()
                                .allMatch(each -> schema.node().has("type")
                                        ? fits(each, type) && isOf(format, each)
                                        : each.isValueNode())
                        : fits(value, type) && isOf(format, value);
                if (!value.isMissingNode() && !fits) {
                    schema.node().remove(word);
                    repairs.acted(this, schema.pointer() + "/" + word);
                }
            }
        }
    }

    private static boolean fits(JsonNode example, String type) {
        return switch (type) {
            case "string", "file" -> example.isTextual();
            case "integer" -> example.isIntegralNumber();
            case "number" -> example.isNumber();
            case "boolean" -> example.isBoolean();
            case "array" -> example.isArray();
            case "object" -> example.isObject();
            default -> true;
        };
    }

    private static boolean isOf(String format, JsonNode value) {
        String pattern = FORMATS.get(format);
        return pattern == null || value.asText().matches(pattern);
    }
}
