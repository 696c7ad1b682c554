package io.flaskdata.sdk.spectools.repair;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Definitions whose names would be one class, or a class that the bindings use, get names of their own. */
final class DefinitionNames implements Rule {
    private static final Set<String> TAKEN = Set.of(
            "object",
            "string",
            "integer",
            "long",
            "boolean",
            "list",
            "map",
            "objects",
            "call",
            "void",
            "body",
            "response",
            "responsebody",
            "instant",
            "bigdecimal",
            "class",
            "override",
            "nullable",
            "nullmarked",
            "stringjoiner",
            "serializedname",
            "number",
            "double",
            "float",
            "set",
            "iterable",
            "record",
            "error",
            "exception");

    @Override
    public void apply(ObjectNode document, Repairs repairs) {
        if (!(document.path("definitions") instanceof ObjectNode definitions)) {
            return;
        }
        Set<String> classes = new HashSet<>();
        for (var definition : Tree.entries(definitions)) {
            String name = definition.getKey();
            String plain = name.replaceAll("[^A-Za-z0-9]", "");
            String wanted = plain.isEmpty() || Character.isDigit(plain.charAt(0)) || TAKEN.contains(lower(plain))
                    ? "Model" + plain
                    : name.matches("[A-Za-z0-9_.-]+") ? name : plain;
            String free = wanted;
            // Not one that another definition has, even one that comes later.
            for (int i = 2;
                    !free.equals(name) && definitions.has(free)
                            || !classes.add(lower(free.replaceAll("[^A-Za-z0-9]", "")));
                    i++) {
                free = wanted + i;
            }
            if (!free.equals(name)) {
                definitions.remove(name);
                redirect(document, "#/definitions/" + Tree.escape(name), "#/definitions/" + free);
                redirect(definition.getValue(), "#/definitions/" + Tree.escape(name), "#/definitions/" + free);
                definitions.set(free, definition.getValue());
                repairs.acted(this, "/definitions/" + Tree.escape(name));
            }
        }
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static void redirect(JsonNode node, String from, String to) {
        if (node instanceof ObjectNode object && node.path("$ref").asText().equals(from)) {
            object.put("$ref", to);
        }
        node.forEach(child -> redirect(child, from, to));
    }
}
