package io.flaskdata.sdk.spectools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flaskdata.sdk.spectools.repair.Names;
import io.flaskdata.sdk.spectools.repair.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns an inline schema shared by several operations, except for its descriptions, into one model. It runs after the
 * overlays, which refer to an operation's own body and may make two bodies differ.
 */
final class SharedModels {
    private record Place(ObjectNode schema, String operation, String action, String resource) {}

    private final Map<ObjectNode, List<Place>> places = new LinkedHashMap<>();

    private SharedModels() {}

    static void apply(ObjectNode document) {
        SharedModels models = new SharedModels();
        for (Tree.Operation operation : Tree.operations(document)) {
            String[] parts = operation.path().replaceAll("/\\{[^}]*}", "").split("/", -1);
            String action = capital(parts[parts.length - 1]);
            String resource = capital(parts[Math.max(0, parts.length - 2)]);
            for (JsonNode content : operation.node().path("requestBody").path("content")) {
                models.collect(content.path("schema"), operation, action + "Request", resource + "Request");
            }
            for (var response : operation.node().path("responses").properties()) {
                if (response.getKey().startsWith("2") || response.getKey().equals("default")) {
                    for (JsonNode content : response.getValue().path("content")) {
                        models.collect(content.path("schema"), operation, action + "Response", resource + "Response");
                    }
                }
            }
        }
        ObjectNode schemas = document.withObjectProperty("components").withObjectProperty("schemas");
        models.places.values().forEach(same -> share(same, schemas));
    }

    /** Inner ones first, so that an outer one is compared with references in it. */
    private void collect(JsonNode node, Tree.Operation operation, String action, String resource) {
        if (!(node instanceof ObjectNode schema)) {
            return;
        }
        collect(schema.path("items"), operation, action + "Entry", resource + "Entry");
        for (var property : schema.path("properties").properties()) {
            collect(property.getValue(), operation, capital(property.getKey()), capital(property.getKey()));
        }
        if (schema.path("properties").size() > 1) {
            places.computeIfAbsent(schema.deepCopy().without(Tree.WORDS), any -> new ArrayList<>())
                    .add(new Place(schema, operation.pointer(), action, resource));
        }
    }

    private static void share(List<Place> same, ObjectNode schemas) {
        if (same.stream().map(Place::operation).distinct().count() < 2) {
            return;
        }
        // Named after what they have in common: /crf/filter and /subject/filter share a FilterRequest.
        boolean oneAction = same.stream().map(Place::action).distinct().count() == 1;
        String name = oneAction ? same.get(0).action() : same.get(0).resource();
        String free = Names.freeModel(name, schemas::fieldNames);
        schemas.set(free, same.get(0).schema().deepCopy());
        for (Place place : same) {
            place.schema().removeAll();
            place.schema().put("$ref", "#/components/schemas/" + free);
        }
    }

    private static String capital(String text) {
        String name = Names.joined(text);
        return name.isEmpty() || Character.isDigit(name.charAt(0)) ? "Shared" + name : name;
    }
}
