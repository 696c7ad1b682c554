package io.flaskdata.sdk.spectools.repair;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * References to scalar definitions become copies: only models keep names. Beside a reference only words count.
 */
final class InlineReferences implements Rule {
    private static final Set<String> MEMBERS = Set.of("properties", "allOf");

    @Override
    public void apply(ObjectNode document, Repairs repairs) {
        // A definition may refer to one that is inlined later: each starts from what was written.
        ObjectNode written = document.deepCopy();
        for (Tree.Schema schema : Tree.schemas(document)) {
            resolve(schema, written, Set.of(), repairs);
        }
    }

    /** What a copy brings along may be a reference again; the trail notices one that comes back to itself. */
    private void resolve(Tree.Schema schema, ObjectNode written, Set<String> trail, Repairs repairs) {
        Set<String> longer = new HashSet<>(trail);
        Predicate<String> model = reference -> isModel(reference, written);
        if (!follow(this, schema.node(), schema.pointer(), written, longer, model, Tree.WORDS::contains, repairs)) {
            return;
        }
        if (schema.node().has("$ref")) {
            dropSiblings(schema, repairs);
        } else if (!longer.isEmpty()) {
            Tree.children(schema).forEach(child -> resolve(child, written, longer, repairs));
        }
    }

    private static boolean isModel(String reference, ObjectNode document) {
        return reference.matches("#/definitions/[^/]+") && Tree.isModel(document.at(reference.substring(1)));
    }

    private void dropSiblings(Tree.Schema schema, Repairs repairs) {
        for (var sibling : Tree.entries(schema.node())) {
            String name = sibling.getKey();
            if (name.equals("$ref")) {
                continue;
            }
            if (MEMBERS.contains(name)) {
                repairs.fault(schema.pointer(), "a $ref stands beside " + name + ", which would be lost");
            }
            schema.node().remove(name);
            repairs.acted(this, schema.pointer() + "/" + Tree.escape(name));
        }
    }

    /** Siblings that don't win are gone. False when there is no way on. */
    static boolean follow(
            Rule rule,
            JsonNode node,
            String pointer,
            ObjectNode document,
            Set<String> trail,
            Predicate<String> stays,
            Predicate<String> wins,
            Repairs repairs) {
        boolean acted = false;
        while (node instanceof ObjectNode object && node.path("$ref").isTextual()) {
            String reference = node.path("$ref").asText();
            if (stays.test(reference)) {
                break;
            }
            if (!trail.add(reference)) {
                repairs.fault(pointer, "circular reference: " + reference);
                return false;
            }
            if (!(document.at(reference.substring(1)) instanceof ObjectNode target)) {
                repairs.fault(pointer, "the reference's target is not an object: " + reference);
                return false;
            }
            ObjectNode siblings = object.deepCopy().without(List.of("$ref"));
            object.removeAll();
            object.setAll(target.deepCopy());
            siblings.properties().stream()
                    .filter(each -> wins.test(each.getKey()))
                    .forEach(each -> object.set(each.getKey(), each.getValue()));
            acted = true;
        }
        if (acted) {
            repairs.acted(rule, pointer);
        }
        return true;
    }
}
