package io.flaskdata.sdk.spectools.repair;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;

/** The server replaces each reference by a copy: a copy that equals a model's definition is that model again. */
final class FoldCopies implements Rule {
    @Override
    public void apply(ObjectNode document, Repairs repairs) {
        Map<JsonNode, String> models = new HashMap<>();
        for (var definition : Tree.entries(document.path("definitions"))) {
            if (definition.getValue().has("properties")) {
                String twin = models.put(definition.getValue().deepCopy(), definition.getKey());
                if (twin != null) {
                    repairs.fault("/definitions/" + definition.getKey(), "equals the definition " + twin);
                }
            }
        }
        // Outer schemas come first: what stands inside a folded one is gone with it.
        for (Tree.Schema schema : Tree.schemas(document)) {
            String model = models.get(schema.node());
            if (model != null && !schema.pointer().equals("/definitions/" + Tree.escape(model))) {
                schema.node().removeAll();
                schema.node().put("$ref", "#/definitions/" + model);
                repairs.acted(this, schema.pointer());
            }
        }
    }
}
