package io.flaskdata.sdk.spectools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flaskdata.sdk.spectools.repair.Names;
import io.flaskdata.sdk.spectools.repair.Tree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Gives every operation a name, a tag and its defaults, and every inline body a model name. */
final class Naming {
    private static final int LONGEST = 4;

    private Naming() {}

    static void apply(ObjectNode document, String prefix) {
        nameOperations(document);
        SharedModels.apply(document);
        Map<String, String> interfaces = new HashMap<>();
        for (Tree.Operation operation : Tree.operations(document)) {
            ObjectNode node = operation.node();
            if (node.path("tags").isEmpty()) {
                List<String> parts = parts(operation.path());
                node.putArray("tags").add(prefix + Names.capital(camel(parts.get(Math.min(1, parts.size() - 1)))));
            }
            // As the generator names the interface, so that reports say what is there.
            String tag = camel(node.path("tags").path(0).asText());
            tag = tag.isEmpty() ? prefix + "Default" : Names.capital(tag);
            // One file for interfaces too.
            String first = interfaces.putIfAbsent(tag.toLowerCase(Locale.ROOT), tag);
            node.putArray("tags").add(first == null ? tag : first);
            putDefault(node, "x-provenance", "inferred");
            putDefault(node, "x-retry", "never");
            putDefault(node, "x-auth", "api");
            String id = Names.capital(node.get("operationId").asText());
            hoist(document, node.path("requestBody"), id + "Request");
            boolean plain = true;
            for (var response : node.path("responses").properties()) {
                String status = response.getKey();
                if (status.startsWith("2") || status.equals("default")) {
                    hoist(document, response.getValue(), id + (plain ? "" : Names.capital(status)) + "Response");
                    plain = false;
                }
            }
        }
    }

    private static void putDefault(ObjectNode node, String member, String value) {
        if (!node.has(member)) {
            node.put(member, value);
        }
    }

    /** Operations that would share a name all take a longer one, so that their order doesn't matter. */
    private static void nameOperations(ObjectNode document) {
        List<Tree.Operation> nameless = Tree.operations(document).stream()
                .filter(each -> !each.node().has("operationId"))
                .toList();
        Set<String> given = new HashSet<>(document.path("paths").findValuesAsText("operationId"));
        for (int length = 0; !nameless.isEmpty(); length++) {
            List<Tree.Operation> next = new ArrayList<>();
            Map<String, List<Tree.Operation>> byName = new TreeMap<>();
            for (Tree.Operation operation : nameless) {
                List<String> names = names(operation);
                String name = names.get(Math.min(length, names.size() - 1));
                byName.computeIfAbsent(name, any -> new ArrayList<>()).add(operation);
            }
            for (var each : byName.entrySet()) {
                boolean taken = given.contains(each.getKey()) || each.getValue().size() > 1;
                if (taken && length < LONGEST) {
                    next.addAll(each.getValue());
                } else {
                    each.getValue()
                            .forEach(operation -> operation.node().put("operationId", free(each.getKey(), given)));
                }
            }
            byName.keySet().forEach(given::add);
            nameless = next;
        }
    }

    /** Paths that differ only in a slash or in capitals have no other name left than a number. */
    private static String free(String name, Set<String> given) {
        String free = name;
        for (int i = 2; !given.add(free); i++) {
            free = name + i;
        }
        return free;
    }

    /** Possible names of an operation, from short to unambiguous: /edc/subjects/create-subject is createSubject. */
    private static List<String> names(Tree.Operation operation) {
        List<String> parts = parts(operation.path());
        String last = parts.get(parts.size() - 1);
        String both = parts.get(Math.max(0, parts.size() - 2)) + "-" + last;
        String method = operation.method() + "-";
        return List.of(
                camel(last), camel(both), camel(method + last), camel(method + both), camel(method + operation.path()));
    }

    /** A path's parts; its parameters only if there is nothing else. */
    private static List<String> parts(String path) {
        List<String> parts = Arrays.stream(path.split("/"))
                .filter(part -> !part.isEmpty() && !part.startsWith("{"))
                .toList();
        return parts.isEmpty() ? List.of("root" + path) : parts;
    }

    private static String camel(String text) {
        StringBuilder camel = new StringBuilder();
        for (String word : text.split("[^A-Za-z0-9]+", -1)) {
            // CRF is Crf, but linkId stays.
            String plain = word.equals(word.toUpperCase(Locale.ROOT)) ? word.toLowerCase(Locale.ROOT) : word;
            camel.append(camel.isEmpty() ? lower(plain) : Names.capital(plain));
        }
        return camel.toString();
    }

    private static String lower(String word) {
        return word.isEmpty() ? word : word.substring(0, 1).toLowerCase(Locale.ROOT) + word.substring(1);
    }

    private static void hoist(ObjectNode document, JsonNode holder, String id) {
        for (var content : holder.path("content").properties()) {
            JsonNode holds = content.getValue();
            JsonNode schema = holds.path("schema");
            String wanted = id;
            while (schema.path("items").isObject()) {
                // A list's entries have a name of their own.
                holds = schema;
                schema = schema.path("items");
                wanted = id + "Entry";
            }
            if (!schema.has("properties") && !schema.has("allOf")) {
                continue;
            }
            ObjectNode schemas = document.withObjectProperty("components").withObjectProperty("schemas");
            String model = Names.freeModel(wanted, schemas::fieldNames);
            schemas.set(model, schema);
            ((ObjectNode) holds)
                    .putObject(holds.has("items") ? "items" : "schema")
                    .put("$ref", "#/components/schemas/" + model);
        }
    }
}
