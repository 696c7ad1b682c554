package io.flaskdata.sdk.spectools.repair;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/** A parameter has its type under schema, as OpenAPI 3 has it; one that says none is text, a body a free-form object. */
final class ParameterSchemas implements Rule {
    private static final Set<String> PLACES = Set.of("path", "query", "header", "cookie", "body");
    private static final List<String> MEMBERS = List.of(
            "type",
            "format",
            "items",
            "properties",
            "additionalProperties",
            "allOf",
            "enum",
            "default",
            "minimum",
            "maximum");

    @Override
    public void apply(ObjectNode document, Repairs repairs) {
        for (Tree.Operation operation : Tree.operations(document)) {
            JsonNode parameters = operation.node().path("parameters");
            for (int i = 0; i < parameters.size(); i++) {
                String pointer = operation.pointer() + "/parameters/" + i;
                if (!(parameters.get(i) instanceof ObjectNode parameter)
                        || !parameter.path("name").isTextual()
                        || !PLACES.contains(parameter.path("in").asText())) {
                    repairs.fault(
                            pointer,
                            "a parameter needs a name and a place (in), one of path, query, header, cookie and body");
                } else if (!parameter.has("schema")) {
                    ObjectNode schema = parameter.putObject("schema");
                    MEMBERS.stream()
                            .filter(parameter::has)
                            .forEach(member -> schema.set(member, parameter.remove(member)));
                    if (schema.isEmpty()) {
                        schema.put("type", parameter.path("in").asText().equals("body") ? "object" : "string");
                    }
                    repairs.acted(this, pointer);
                }
            }
        }
    }
}
