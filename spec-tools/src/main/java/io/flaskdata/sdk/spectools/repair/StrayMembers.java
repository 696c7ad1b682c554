package io.flaskdata.sdk.spectools.repair;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Schemas that stand right in a schema are its properties, as if somebody had forgotten that word; any other member that
 * no schema has says nothing.
 */
final class StrayMembers implements Rule {
    private static final Set<String> KNOWN = Set.of(
            ("$ref title multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern maxItems "
                            + "minItems uniqueItems maxProperties minProperties required enum type allOf oneOf anyOf not items "
                            + "properties patternProperties additionalProperties description format default nullable "
                            + "discriminator readOnly writeOnly xml externalDocs example deprecated")
                    .split(" "));
    private static final List<String> OF_A_SCHEMA = List.of("type", "$ref", "properties", "items", "allOf");

    @Override
    public void apply(ObjectNode document, Repairs repairs) {
        // What has become a property is a schema too.
        List<String> done = new ArrayList<>();
        do {
            done.clear();
            Tree.schemas(document).forEach(schema -> mend(schema, done));
            done.forEach(pointer -> repairs.acted(this, pointer));
        } while (!done.isEmpty());
    }

    private static void mend(Tree.Schema schema, List<String> done) {
        ObjectNode node = schema.node();
        List<String> strays = Tree.entries(node).stream()
                .map(java.util.Map.Entry::getKey)
                .filter(name -> !KNOWN.contains(name) && !name.startsWith("x-"))
                .toList();
        for (String name : strays) {
            JsonNode stray = node.remove(name);
            if (isSchema(stray) && !node.path("properties").has(name)) {
                node.withObjectProperty("properties").set(name, stray);
            }
            done.add(schema.pointer() + "/" + Tree.escape(name));
        }
    }

    private static boolean isSchema(JsonNode node) {
        return node.isObject() && (node.isEmpty() || OF_A_SCHEMA.stream().anyMatch(node::has));
    }
}
