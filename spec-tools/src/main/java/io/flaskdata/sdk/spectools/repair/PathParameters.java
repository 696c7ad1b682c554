package io.flaskdata.sdk.spectools.repair;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Parameters said once for a path belong to each of its operations; an operation's own comes first. */
final class PathParameters implements Rule {
    @Override
    public void apply(ObjectNode document, Repairs repairs) {
        for (var path : Tree.entries(document.path("paths"))) {
            if (path.getValue() instanceof ObjectNode item && item.remove("parameters") instanceof ArrayNode shared) {
                for (String method : Tree.METHODS) {
                    if (item.path(method) instanceof ObjectNode operation) {
                        shared.forEach(parameter -> add(operation, parameter));
                    }
                }
                repairs.acted(this, "/paths/" + Tree.escape(path.getKey()) + "/parameters");
            }
        }
    }

    private static void add(ObjectNode operation, JsonNode parameter) {
        ArrayNode own = operation.withArrayProperty("parameters");
        String in = parameter.path("in").asText();
        if (!Tree.hasParameter(own, in, parameter.path("name").asText())) {
            own.add(parameter.deepCopy());
        }
    }
}
