package io.flaskdata.sdk.spectools.repair;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Swagger 2.0 has no oneOf and anyOf: alternatives that are all objects become one with the members of each, others any
 * value; discriminators go, items by position hold anything, and required names what is there.
 */
final class Alternatives implements Rule {
    @Override
    public void apply(ObjectNode document, Repairs repairs) {
        // An outer schema comes first, and members keep their place in memory: those of an alternative have their turn.
        for (Tree.Schema schema : Tree.schemas(document)) {
            items(schema, repairs);
            alternatives(schema, repairs);
        }
        for (Tree.Schema schema : Tree.schemas(document)) {
            required(schema, repairs);
        }
    }

    private void items(Tree.Schema schema, Repairs repairs) {
        if (schema.node().path("items").isArray()) {
            schema.node().putObject("items");
            repairs.acted(this, schema.pointer() + "/items");
        }
    }

    private void alternatives(Tree.Schema schema, Repairs repairs) {
        for (String word : List.of("oneOf", "anyOf")) {
            if (!(schema.node().path(word) instanceof ArrayNode choices)) {
                continue;
            }
            schema.node().remove(word);
            ObjectNode members = schema.node().objectNode();
            boolean objects = !choices.isEmpty();
            for (JsonNode choice : choices) {
                objects &= choice.path("properties").isObject();
                choice.path("properties").properties().forEach(each -> members.set(each.getKey(), each.getValue()));
            }
            if (objects) {
                schema.node().put("type", "object");
                schema.node().withObjectProperty("properties").setAll(members);
            } else {
                schema.node().remove("type");
            }
            repairs.acted(this, schema.pointer() + "/" + word);
        }
        if (schema.node().remove("discriminator") != null) {
            repairs.acted(this, schema.pointer() + "/discriminator");
        }
    }

    private void required(Tree.Schema schema, Repairs repairs) {
        if (schema.node().path("required") instanceof ArrayNode names) {
            for (int i = names.size() - 1; i >= 0; i--) {
                if (names.get(i).isTextual()
                        && !schema.node().path("properties").has(names.get(i).asText())) {
                    names.remove(i);
                    repairs.acted(this, schema.pointer() + "/required/" + i);
                }
            }
            if (names.isEmpty()) {
                schema.node().remove("required");
            }
        }
    }
}
