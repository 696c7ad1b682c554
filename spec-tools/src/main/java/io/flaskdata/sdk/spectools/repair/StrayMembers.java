package io.flaskdata.sdk.spectools.repair;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Schemas that stand right in a schema are its properties, as if somebody had forgotten that word; any other member that
 * no schema has says nothing. A type that is a schema is that schema.
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
        // What has become a property, or a type, is a schema too.
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
        boolean forgotten = !node.has("properties") && strays.stream().anyMatch(name -> isSchema(node.path(name)));
        // Beside such members a type is one of them.
        Stream<String> type = forgotten && isSchema(node.path("type")) ? Stream.of("type") : Stream.of();
        for (String name : Stream.concat(strays.stream(), type).toList()) {
            JsonNode stray = node.remove(name);
            if (isSchema(stray) && !node.path("properties").has(name)) {
                node.withObjectProperty("properties").set(name, stray);
            }
            done.add(schema.pointer() + "/" + Tree.escape(name));
        }
        if (isSchema(node.path("type"))) {
            ObjectNode said = (ObjectNode) node.remove("type");
            said.properties().forEach(each -> node.set(each.getKey(), each.getValue()));
            done.add(schema.pointer() + "/type");
        }
    }

    private static boolean isSchema(JsonNode node) {
        return node.isObject() && (node.isEmpty() || OF_A_SCHEMA.stream().anyMatch(node::has));
    }
}
