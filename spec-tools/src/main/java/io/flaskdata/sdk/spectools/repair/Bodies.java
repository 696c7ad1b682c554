package io.flaskdata.sdk.spectools.repair;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Bodies in pieces: several body parameters, or formData ones, are the members of one JSON object, because the server
 * reads JSON, but with a file among them a body that the caller makes.
 */
final class Bodies implements Rule {
    private static final Set<String> NOT_TYPE = Set.of("in", "name", "required", "schema", "collectionFormat");

    @Override
    public void apply(ObjectNode document, Repairs repairs) {
        for (Tree.Operation operation : Tree.operations(document)) {
            join(operation, repairs);
        }
    }

    private void join(Tree.Operation operation, Repairs repairs) {
        if (!(operation.node().path("parameters") instanceof ArrayNode parameters)) {
            return;
        }
        List<ObjectNode> pieces = new ArrayList<>();
        boolean form = false;
        for (JsonNode parameter : parameters) {
            String in = parameter.path("in").asText();
            form |= in.equals("formData");
            if (parameter instanceof ObjectNode piece && (in.equals("body") || in.equals("formData"))) {
                pieces.add(piece);
            }
        }
        if (pieces.size() < 2 && !form) {
            return;
        }
        if (pieces.stream().anyMatch(piece -> piece.path("type").asText().equals("file"))) {
            upload(operation, parameters, pieces, repairs);
            return;
        }
        ObjectNode schema = operation.node().objectNode();
        ArrayNode required = schema.arrayNode();
        ObjectNode properties = schema.put("type", "object").putObject("properties");
        for (ObjectNode piece : pieces) {
            String name = piece.path("name").asText();
            if (name.isEmpty() || properties.has(name)) {
                repairs.fault(
                        operation.pointer() + "/parameters",
                        "a part of the body that can't be a member of a JSON object: "
                                + (name.isEmpty() ? "no name" : name));
                return;
            }
            ObjectNode member = properties.putObject(name);
            if (piece.path("schema") instanceof ObjectNode own) {
                member.setAll(own);
            }
            piece.properties().stream()
                    .filter(each -> !NOT_TYPE.contains(each.getKey()))
                    .forEach(each -> member.set(each.getKey(), each.getValue()));
            if (piece.path("required").asBoolean(false)) {
                required.add(name);
            }
        }
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        operation.node().putArray("consumes").add("application/json");
        replace(parameters, pieces).set("schema", schema);
        repairs.acted(this, operation.pointer() + "/parameters");
    }

    /** A file is no JSON: the caller makes the body, of the parts that the description names. */
    private void upload(Tree.Operation operation, ArrayNode parameters, List<ObjectNode> pieces, Repairs repairs) {
        String parts = pieces.stream()
                .map(piece ->
                        piece.path("name").asText() + " (" + piece.path("type").asText("string") + ")")
                .collect(Collectors.joining(", "));
        ObjectNode body = replace(parameters, pieces);
        body.put("description", "A multipart/form-data body with the parts " + parts);
        body.putObject("schema").put("type", "file");
        repairs.acted(this, operation.pointer() + "/parameters");
    }

    private static ObjectNode replace(ArrayNode parameters, List<ObjectNode> pieces) {
        for (int i = parameters.size() - 1; i >= 0; i--) {
            JsonNode parameter = parameters.get(i);
            if (pieces.stream().anyMatch(piece -> piece == parameter)) {
                parameters.remove(i);
            }
        }
        return parameters.addObject().put("in", "body").put("name", "body").put("required", true);
    }
}
