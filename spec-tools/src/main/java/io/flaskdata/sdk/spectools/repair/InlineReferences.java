package io.flaskdata.sdk.spectools.repair;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** References to parameters, responses and scalar definitions become copies, siblings winning: only models keep names. */
final class InlineReferences implements Rule {
    private static final Set<String> ANNOTATIONS = Set.of("description", "example", "title", "required", "in");
    private static final int DEEPEST = 50;

    @Override
    public void apply(ObjectNode document, Repairs repairs) {
        for (Tree.Operation operation : Tree.operations(document)) {
            if (operation.node().path("parameters") instanceof ArrayNode parameters) {
                for (int i = 0; i < parameters.size(); i++) {
                    inline(parameters.get(i), operation.pointer() + "/parameters/" + i, document, repairs);
                }
            }
            for (var response : Tree.entries(operation.node().path("responses"))) {
                inline(response.getValue(), operation.pointer() + "/responses/" + response.getKey(), document, repairs);
            }
        }
        for (Tree.Schema schema : Tree.schemas(document)) {
            if (schema.node().has("$ref")) {
                schemaReference(schema, document, repairs);
            }
        }
    }

    private void schemaReference(Tree.Schema schema, ObjectNode document, Repairs repairs) {
        JsonNode target = document.at(schema.node().path("$ref").asText().substring(1));
        if (!target.has("properties")) {
            inline(schema.node(), schema.pointer(), document, repairs);
            return;
        }
        for (var sibling : Tree.entries(schema.node())) {
            if (sibling.getKey().equals("$ref")) {
                continue;
            }
            if (!ANNOTATIONS.contains(sibling.getKey())) {
                repairs.fault(
                        schema.pointer(), "a $ref stands beside " + sibling.getKey() + ", which no rule explains");
            }
            schema.node().remove(sibling.getKey());
            repairs.acted(this, schema.pointer() + "/" + Tree.escape(sibling.getKey()));
        }
    }

    private void inline(JsonNode node, String pointer, ObjectNode document, Repairs repairs) {
        if (!(node instanceof ObjectNode object) || !node.path("$ref").isTextual()) {
            return;
        }
        ObjectNode siblings = object.deepCopy();
        JsonNode target = node;
        for (int i = 0; target.path("$ref").isTextual(); i++) {
            if (i == DEEPEST) {
                repairs.fault(pointer, "references go round in a circle");
                return;
            }
            target = document.at(target.path("$ref").asText().substring(1));
        }
        if (!(target instanceof ObjectNode found)) {
            repairs.fault(pointer, "the reference's target is not an object");
            return;
        }
        object.removeAll();
        object.setAll(found.deepCopy());
        siblings.remove("$ref");
        object.setAll(siblings);
        repairs.acted(this, pointer);
    }
}
