package io.flaskdata.sdk.spectools.repair;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Types as other languages spell them, and lists of types; one that JSON does not have is left out: any value. */
final class TypeNames implements Rule {
    private static final Set<String> KNOWN =
            Set.of("string", "number", "integer", "boolean", "array", "object", "file");
    private static final Map<String, String> SPELLINGS = Map.of("int", "integer", "double", "number");

    @Override
    public void apply(ObjectNode document, Repairs repairs) {
        for (Tree.Schema schema : Tree.schemas(document)) {
            type(schema.node(), schema.pointer(), repairs);
        }
    }

    /** JSON's name of a type, or null. */
    static @Nullable String named(String said) {
        return KNOWN.contains(said) ? said : SPELLINGS.get(said);
    }

    private void type(ObjectNode node, String pointer, Repairs repairs) {
        JsonNode type = node.path("type");
        if (type.isArray()) {
            List<String> names = new ArrayList<>();
            type.forEach(each -> {
                if (!each.asText().equals("null")) {
                    names.add(each.asText());
                }
            });
            put(node, names.size() == 1 ? names.get(0) : "any", pointer, repairs);
        } else if (type.isTextual() && !KNOWN.contains(type.asText())) {
            put(node, type.asText(), pointer, repairs);
        }
    }

    private void put(ObjectNode node, String said, String pointer, Repairs repairs) {
        String type = named(said);
        if (type == null) {
            node.remove("type");
        } else {
            node.put("type", type);
        }
        repairs.acted(this, pointer + "/type");
    }
}
