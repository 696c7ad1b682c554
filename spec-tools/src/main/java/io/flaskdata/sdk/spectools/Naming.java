package io.flaskdata.sdk.spectools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flaskdata.sdk.spectools.repair.Tree;
import java.util.List;
import java.util.Locale;

/** Gives every operation a name, a tag and its defaults, and every body of its own a model's name. */
final class Naming {
    private Naming() {}

    static void apply(String name, ObjectNode document, String prefix) {
        for (Tree.Operation operation : Tree.operations(document)) {
            ObjectNode node = operation.node();
            List<String> words = List.of(operation.path().substring(1).split("[^A-Za-z0-9]+"));
            if (!node.has("operationId")) {
                node.put("operationId", camel(words.get(words.size() - 1), words.size() > 1 ? operation.path() : ""));
            }
            if (node.path("tags").isEmpty()) {
                node.putArray("tags").add(prefix + capital(words.get(Math.min(1, words.size() - 1))));
            }
            putDefault(node, "x-provenance", "inferred");
            putDefault(node, "x-retry", "never");
            putDefault(node, "x-auth", "api");
            String id = capital(node.get("operationId").asText());
            hoist(name, document, node.path("requestBody"), id + "Request");
            hoist(name, document, node.path("responses").path("200"), id + "Response");
        }
    }

    private static void putDefault(ObjectNode node, String member, String value) {
        if (!node.has(member)) {
            node.put(member, value);
        }
    }

    /** The last part of the path says what is done: create-subject is createSubject. */
    private static String camel(String fallback, String path) {
        String last = path.replaceAll("/+$", "").replaceAll(".*/", "");
        String[] words = (last.isEmpty() ? fallback : last).split("[^A-Za-z0-9]+");
        StringBuilder camel = new StringBuilder();
        for (String word : words) {
            camel.append(camel.isEmpty() ? word.toLowerCase(Locale.ROOT) : capital(word.toLowerCase(Locale.ROOT)));
        }
        return camel.toString();
    }

    private static String capital(String word) {
        return word.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    private static void hoist(String name, ObjectNode document, JsonNode holder, String model) {
        for (var content : holder.path("content").properties()) {
            JsonNode schema = content.getValue().path("schema");
            if (!schema.has("properties")) {
                continue;
            }
            ObjectNode schemas = document.withObjectProperty("components").withObjectProperty("schemas");
            if (schemas.has(model)) {
                throw new SpecException(name, "/components/schemas/" + model, "two models would have this name");
            }
            schemas.set(model, schema);
            ((ObjectNode) content.getValue()).putObject("schema").put("$ref", "#/components/schemas/" + model);
        }
    }
}
