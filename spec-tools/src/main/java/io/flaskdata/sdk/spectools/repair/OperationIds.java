package io.flaskdata.sdk.spectools.repair;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A blank operationId names nothing, and one that several operations have none of them. */
final class OperationIds implements Rule {
    @Override
    public void apply(ObjectNode document, Repairs repairs) {
        List<Tree.Operation> operations = Tree.operations(document);
        Set<String> seen = new HashSet<>();
        Set<String> twice = new HashSet<>();
        for (Tree.Operation operation : operations) {
            if (!seen.add(key(operation))) {
                twice.add(key(operation));
            }
        }
        for (Tree.Operation operation : operations) {
            boolean said = operation.node().path("operationId").isTextual();
            if (said && (key(operation).isEmpty() || twice.contains(key(operation)))) {
                operation.node().remove("operationId");
                repairs.acted(this, operation.pointer() + "/operationId");
            }
        }
    }

    /** As Java sees it: get-it and getIt are one name. */
    private static String key(Tree.Operation operation) {
        return operation
                .node()
                .path("operationId")
                .asText()
                .replaceAll("[^A-Za-z0-9]", "")
                .toLowerCase(Locale.ROOT);
    }
}
