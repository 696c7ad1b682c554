package io.flaskdata.sdk.spectools.repair;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Swagger 2.0 has no oneOf and anyOf: alternatives that are all objects become one with the members of each, others any
 * value, and discriminators and not go; a property or items that is only a type's name has that type, items by position
 * hold anything; required names what is there.
 */
final class Alternatives implements Rule {
    private static final int ROUNDS = 4;

    @Override
    public void apply(ObjectNode document, Repairs repairs) {
        for (Tree.Schema schema : Tree.schemas(document)) {
            items(schema, repairs);
            properties(schema, repairs);
        }
        // Members that came with an alternative may have alternatives of their own, a recursive model's without end.
        for (int round = 0; round < ROUNDS; round++) {
            for (Tree.Schema schema : Tree.schemas(document)) {
                alternatives(schema, document, repairs);
            }
        }
        for (Tree.Schema schema : Tree.schemas(document)) {
            required(schema, repairs);
        }
    }

    private void properties(Tree.Schema schema, Repairs repairs) {
        if (schema.node().path("properties") instanceof ObjectNode properties) {
            for (var property : Tree.entries(properties)) {
                if (property.getValue().isTextual()) {
                    String type = property.getValue().asText();
                    properties.putObject(property.getKey()).put("type", type);
                    repairs.acted(this, schema.pointer() + "/properties/" + Tree.escape(property.getKey()));
                }
            }
        }
    }

    /** Items by position, or a type's name alone. */
    private void items(Tree.Schema schema, Repairs repairs) {
        JsonNode items = schema.node().path("items");
        if (items.isTextual()) {
            schema.node().putObject("items").put("type", items.asText());
        } else if (items.isArray()) {
            schema.node().putObject("items");
        } else {
            return;
        }
        repairs.acted(this, schema.pointer() + "/items");
    }

    private void alternatives(Tree.Schema schema, ObjectNode document, Repairs repairs) {
        for (String word : List.of("oneOf", "anyOf")) {
            if (!(schema.node().path(word) instanceof ArrayNode choices)) {
                continue;
            }
            schema.node().remove(word);
            ObjectNode members = schema.node().objectNode();
            boolean objects = !choices.isEmpty();
            for (JsonNode choice : choices) {
                JsonNode resolved = choice.path("$ref").isTextual()
                        ? document.at(choice.path("$ref").asText().substring(1))
                        : choice;
                objects &= resolved.path("properties").isObject();
                resolved.path("properties")
                        .properties()
                        .forEach(each ->
                                members.set(each.getKey(), each.getValue().deepCopy()));
            }
            if (choices.size() == 1 && choices.get(0) instanceof ObjectNode only) {
                schema.node().setAll(only);
            } else if (objects) {
                schema.node().put("type", "object");
                schema.node().withObjectProperty("properties").setAll(members);
            } else {
                schema.node().remove("type");
            }
            repairs.acted(this, schema.pointer() + "/" + word);
        }
        for (String word : List.of("not", "discriminator")) {
            if (schema.node().has(word)) {
                schema.node().remove(word);
                repairs.acted(this, schema.pointer() + "/" + word);
            }
        }
    }

    private void required(Tree.Schema schema, Repairs repairs) {
        JsonNode required = schema.node().path("required");
        boolean words = required.isTextual() && required.asText().matches("(?i)true|false");
        if (words || required.isNull()) {
            schema.node().remove("required");
            repairs.acted(this, schema.pointer() + "/required");
        } else if (required instanceof ArrayNode names) {
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
