package io.flaskdata.sdk.spectools.repair;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** One tag, parameter or security requirement where a list belongs is a list of one; a response of words its description. */
final class SingleValues implements Rule {
    @Override
    public void apply(ObjectNode document, Repairs repairs) {
        list(document, "", "security", document.path("security").isObject(), repairs);
        for (var path : Tree.entries(document.path("paths"))) {
            parameters(path.getValue(), "/paths/" + Tree.escape(path.getKey()), repairs);
        }
        for (Tree.Operation operation : Tree.operations(document)) {
            ObjectNode node = operation.node();
            list(node, operation.pointer(), "tags", node.path("tags").isTextual(), repairs);
            list(node, operation.pointer(), "security", node.path("security").isObject(), repairs);
            parameters(node, operation.pointer(), repairs);
            if (node.path("responses") instanceof ObjectNode responses) {
                for (var response : Tree.entries(responses)) {
                    if (response.getValue().isTextual()) {
                        String words = response.getValue().asText();
                        responses.putObject(response.getKey()).put("description", words);
                        repairs.acted(this, operation.pointer() + "/responses/" + Tree.escape(response.getKey()));
                    }
                }
            }
        }
    }

    private void parameters(JsonNode holder, String pointer, Repairs repairs) {
        list(holder, pointer, "parameters", holder.path("parameters").isObject(), repairs);
    }

    private void list(JsonNode node, String pointer, String name, boolean alone, Repairs repairs) {
        if (alone && node instanceof ObjectNode object) {
            JsonNode value = object.get(name);
            object.putArray(name).add(value);
            repairs.acted(this, pointer + "/" + name);
        }
    }
}
