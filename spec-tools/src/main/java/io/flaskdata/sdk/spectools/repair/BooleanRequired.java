package io.flaskdata.sdk.spectools.repair;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** required: true inside a schema says nothing that a schema can say. */
final class BooleanRequired implements Rule {
    @Override
    public void apply(ObjectNode document, Repairs repairs) {
        for (Tree.Schema schema : Tree.schemas(document)) {
            if (schema.node().path("required").isBoolean()) {
                schema.node().remove("required");
                repairs.acted(this, schema.pointer() + "/required");
            }
        }
    }
}
