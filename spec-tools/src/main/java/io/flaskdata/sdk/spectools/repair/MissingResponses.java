package io.flaskdata.sdk.spectools.repair;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** An operation that lists no response has a successful one, of which nothing is known. */
final class MissingResponses implements Rule {
    @Override
    public void apply(ObjectNode document, Repairs repairs) {
        for (Tree.Operation operation : Tree.operations(document)) {
            if (operation.node().path("responses").isEmpty()) {
                operation.node().putObject("responses").putObject("200").put("description", "Not described");
                repairs.acted(this, operation.pointer() + "/responses");
            }
        }
    }
}
