package io.flaskdata.sdk.spectools.repair;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Maps of schemas that stand among the definitions, such as definitions.schemas: real schemas in them become definitions,
 * parameters and responses, which are copies by now, go.
 */
final class PseudoDefinitions implements Rule {
    /** A schema's own words whose values are objects. */
    private static final Set<String> OF_A_SCHEMA =
            Set.of("properties", "items", "additionalProperties", "schema", "example");

    @Override
    public void apply(ObjectNode document, Repairs repairs) {
        Set<String> named = new HashSet<>(document.findValuesAsText("$ref"));
        if (document.path("definitions") instanceof ObjectNode definitions) {
            for (var each : Tree.entries(definitions)) {
                String reference = "#/definitions/" + Tree.escape(each.getKey());
                if (isMap(each.getValue()) && !named.contains(reference)) {
                    JsonNode map = definitions.remove(each.getKey());
                    for (var moved : lift(reference, map, definitions, repairs).entrySet()) {
                        Tree.redirect(document, moved.getKey(), moved.getValue());
                    }
                    repairs.acted(this, reference.substring(1));
                }
            }
        }
    }

    /** From where to where. */
    private static Map<String, String> lift(String reference, JsonNode map, ObjectNode definitions, Repairs repairs) {
        Map<String, String> moved = new LinkedHashMap<>();
        for (var each : Tree.entries(map)) {
            JsonNode value = each.getValue();
            String here = reference + "/" + Tree.escape(each.getKey());
            boolean part = value.has("in") || value.has("schema") || reference.endsWith("/responses");
            if (!part && isMap(value)) {
                repairs.fault(here.substring(1), "a map of definitions inside a map of definitions");
            } else if (!part
                    && definitions.has(each.getKey())
                    && !definitions.get(each.getKey()).equals(value)) {
                repairs.fault(here.substring(1), "two definitions have this name");
            } else if (!part) {
                definitions.set(each.getKey(), value);
                moved.put(here, "#/definitions/" + Tree.escape(each.getKey()));
            }
        }
        return moved;
    }

    /** Only objects, and none of a schema's own words. */
    private static boolean isMap(JsonNode node) {
        return node.isObject()
                && !node.isEmpty()
                && node.propertyStream()
                        .allMatch(each -> each.getValue().isObject() && !OF_A_SCHEMA.contains(each.getKey()));
    }
}
