package io.flaskdata.sdk.spectools.repair;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The shared Date, a string described as date.toJSON, is an instant. */
final class Dates implements Rule {
    @Override
    public void apply(ObjectNode document, Repairs repairs) {
        for (Tree.Schema schema : Tree.schemas(document)) {
            boolean described =
                    schema.node().path("description").asText().startsWith("format => YYYY-MM-DDTHH:mm:ss.SSS");
            if (described && !schema.node().has("format")) {
                schema.node().put("format", "date-time");
                repairs.acted(this, schema.pointer());
            }
        }
    }
}
