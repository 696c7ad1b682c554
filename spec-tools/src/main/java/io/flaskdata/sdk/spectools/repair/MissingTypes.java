package io.flaskdata.sdk.spectools.repair;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Properties make an object, items an array; an array without items holds anything; an object without members is free-form. */
final class MissingTypes implements Rule {
    @Override
    public void apply(ObjectNode document, Repairs repairs) {
        for (Tree.Schema schema : Tree.schemas(document)) {
            ObjectNode node = schema.node();
            if (!node.has("type") && node.has("properties")) {
                node.put("type", "object");
                repairs.acted(this, schema.pointer());
            } else if (!node.has("type") && node.has("items")) {
                node.put("type", "array");
                repairs.acted(this, schema.pointer());
            }
            String type = node.path("type").asText();
            if (type.equals("array") && !node.has("items")) {
                node.putObject("items");
                repairs.acted(this, schema.pointer());
            }
            boolean bare = !node.has("properties") && !node.has("additionalProperties") && !node.has("allOf");
            if (type.equals("object") && bare) {
                node.put("additionalProperties", true);
                repairs.acted(this, schema.pointer());
            }
        }
    }
}
