package io.flaskdata.sdk.spectools.repair;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;

/** References to parameters and responses become copies, siblings winning, wherever their targets stand. */
final class InlineParts implements Rule {
    @Override
    public void apply(ObjectNode document, Repairs repairs) {
        for (var path : Tree.entries(document.path("paths"))) {
            parameters(path.getValue(), "/paths/" + Tree.escape(path.getKey()), document, repairs);
        }
        for (Tree.Operation operation : Tree.operations(document)) {
            parameters(operation.node(), operation.pointer(), document, repairs);
            for (var response : Tree.entries(operation.node().path("responses"))) {
                String pointer = operation.pointer() + "/responses/" + Tree.escape(response.getKey());
                whole(response.getValue(), pointer, document, repairs);
            }
        }
    }

    private void parameters(JsonNode holder, String pointer, ObjectNode document, Repairs repairs) {
        JsonNode parameters = holder.path("parameters");
        for (int i = 0; parameters.isArray() && i < parameters.size(); i++) {
            whole(parameters.get(i), pointer + "/parameters/" + i, document, repairs);
        }
    }

    private void whole(JsonNode node, String pointer, ObjectNode document, Repairs repairs) {
        InlineReferences.follow(
                this, node, pointer, document, new HashSet<>(), reference -> false, sibling -> true, repairs);
    }
}
