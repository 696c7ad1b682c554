package io.flaskdata.sdk.spectools.repair;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The server replaces each reference by a copy: a copy that equals a model's definition is that model again. Words that
 * stood beside the reference are in the copy too, and don't make it another model.
 */
final class FoldCopies implements Rule {
    @Override
    public void apply(ObjectNode document, Repairs repairs) {
        Map<JsonNode, String> exact = new HashMap<>();
        Map<JsonNode, String> wordless = new HashMap<>();
        Set<JsonNode> ambiguous = new HashSet<>();
        for (var definition : Tree.entries(document.path("definitions"))) {
            if (definition.getValue() instanceof ObjectNode model && Tree.isModel(model)) {
                // Of two equal definitions the copies can't tell which they were: the first, always.
                String twin = exact.putIfAbsent(model.deepCopy(), definition.getKey());
                if (twin == null && wordless.putIfAbsent(wordless(model), definition.getKey()) != null) {
                    ambiguous.add(wordless(model));
                }
            }
        }
        wordless.keySet().removeAll(ambiguous);
        String folded = "";
        for (Tree.Schema schema : Tree.schemas(document)) {
            // Outer schemas come first: what stands inside a folded one is gone with it.
            boolean gone = !folded.isEmpty() && schema.pointer().startsWith(folded + "/");
            boolean definition = schema.pointer().lastIndexOf('/') == "/definitions".length();
            if (gone || definition) {
                continue;
            }
            String model = exact.get(schema.node());
            if (model == null) {
                model = wordless.get(wordless(schema.node()));
            }
            if (model != null) {
                schema.node().removeAll();
                schema.node().put("$ref", "#/definitions/" + Tree.escape(model));
                repairs.acted(this, schema.pointer());
                folded = schema.pointer();
            }
        }
    }

    private static ObjectNode wordless(ObjectNode schema) {
        return schema.deepCopy().without(Tree.WORDS);
    }
}
