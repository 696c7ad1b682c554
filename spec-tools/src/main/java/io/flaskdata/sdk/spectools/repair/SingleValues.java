package io.flaskdata.sdk.spectools.repair;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** One value where a list of them belongs is a list of one; a response that is only words is its description. */
final class SingleValues implements Rule {
    @Override
    public void apply(ObjectNode document, Repairs repairs) {
        lists(document, "", List.of("consumes", "produces", "schemes", "security"), repairs);
        for (var path : Tree.entries(document.path("paths"))) {
            parameters(path.getValue(), "/paths/" + Tree.escape(path.getKey()), repairs);
        }
        for (Tree.Operation operation : Tree.operations(document)) {
            lists(operation.node(), operation.pointer(), List.of("tags", "consumes", "produces", "security"), repairs);
            parameters(operation.node(), operation.pointer(), repairs);
            if (operation.node().path("responses") instanceof ObjectNode responses) {
                for (var response : Tree.entries(responses)) {
                    if (response.getValue().isTextual()) {
                        String words = response.getValue().asText();
                        responses.putObject(response.getKey()).put("description", words);
                        repairs.acted(this, operation.pointer() + "/responses/" + Tree.escape(response.getKey()));
                    }
                }
            }
        }
        for (Tree.Schema schema : Tree.schemas(document)) {
            lists(schema.node(), schema.pointer(), List.of("enum"), repairs);
        }
    }

    private void parameters(JsonNode holder, String pointer, Repairs repairs) {
        if (!(holder instanceof ObjectNode object)) {
            return;
        }
        if (object.path("parameters").isObject()) {
            list(object, pointer, "parameters", repairs);
        }
        JsonNode parameters = object.path("parameters");
        for (int i = 0; parameters.isArray() && i < parameters.size(); i++) {
            if (parameters.get(i) instanceof ObjectNode parameter) {
                lists(parameter, pointer + "/parameters/" + i, List.of("enum"), repairs);
            }
        }
    }

    private void lists(ObjectNode node, String pointer, List<String> names, Repairs repairs) {
        for (String name : names) {
            JsonNode value = node.path(name);
            if (value.isValueNode() && !value.isNull() || name.equals("security") && value.isObject()) {
                list(node, pointer, name, repairs);
            }
        }
    }

    private void list(ObjectNode node, String pointer, String name, Repairs repairs) {
        ArrayNode array = node.arrayNode().add(node.get(name));
        node.set(name, array);
        repairs.acted(this, pointer + "/" + name);
    }
}
