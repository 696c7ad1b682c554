package io.flaskdata.sdk.spectools.repair;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Set;

/** A part of an allOf that is no object adds nothing to a class; a schema that has only such parts is what they say. */
final class ScalarParts implements Rule {
    @Override
    public void apply(ObjectNode document, Repairs repairs) {
        for (Tree.Schema schema : Tree.schemas(document)) {
            ObjectNode node = schema.node();
            if (!(node.path("allOf") instanceof ArrayNode parts)) {
                continue;
            }
            ArrayNode objects = parts.arrayNode();
            parts.valueStream()
                    .filter(part -> isObject(part, document, new HashSet<>()))
                    .forEach(objects::add);
            if (objects.isEmpty()) {
                node.remove("allOf");
            } else {
                node.set("allOf", objects);
            }
            if (objects.isEmpty() && !node.has("properties")) {
                for (JsonNode part : parts) {
                    part.properties().forEach(each -> node.putIfAbsent(each.getKey(), each.getValue()));
                }
            }
            if (objects.size() < parts.size() || parts.isEmpty()) {
                repairs.acted(this, schema.pointer() + "/allOf");
            }
        }
    }

    private static boolean isObject(JsonNode node, ObjectNode document, Set<String> trail) {
        String reference = node.path("$ref").asText();
        if (!reference.isEmpty()) {
            return !trail.add(reference) || isObject(document.at(reference.substring(1)), document, trail);
        }
        boolean members = !node.path("properties").isEmpty()
                || node.path("allOf").valueStream().anyMatch(part -> isObject(part, document, trail));
        return members && node.path("type").asText("object").equals("object");
    }
}
