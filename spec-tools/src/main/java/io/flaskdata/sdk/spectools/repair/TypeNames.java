package io.flaskdata.sdk.spectools.repair;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Types as other languages spell them, and lists of types; one that JSON does not have is left out: any value. */
final class TypeNames implements Rule {
    private static final Set<String> KNOWN =
            Set.of("string", "number", "integer", "boolean", "array", "object", "file");
    private static final Map<String, String> SPELLINGS = Map.ofEntries(
            Map.entry("int", "integer"),
            Map.entry("int32", "integer"),
            Map.entry("int64", "integer"),
            Map.entry("long", "integer"),
            Map.entry("bigint", "integer"),
            Map.entry("float", "number"),
            Map.entry("double", "number"),
            Map.entry("decimal", "number"),
            Map.entry("numeric", "number"),
            Map.entry("bool", "boolean"),
            Map.entry("str", "string"),
            Map.entry("text", "string"),
            Map.entry("varchar", "string"),
            Map.entry("uuid", "string"),
            Map.entry("date", "string"),
            Map.entry("datetime", "string"),
            Map.entry("date-time", "string"),
            Map.entry("timestamp", "string"),
            Map.entry("email", "string"),
            Map.entry("list", "array"),
            Map.entry("map", "object"),
            Map.entry("dict", "object"),
            Map.entry("hash", "object"));

    @Override
    public void apply(ObjectNode document, Repairs repairs) {
        for (Tree.Schema schema : Tree.schemas(document)) {
            type(schema.node(), schema.pointer(), repairs);
        }
    }

    static boolean isOne(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return KNOWN.contains(lower) || SPELLINGS.containsKey(lower);
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
        String lower = said.toLowerCase(Locale.ROOT);
        if (isOne(said)) {
            node.put("type", SPELLINGS.getOrDefault(lower, lower));
        } else {
            node.remove("type");
        }
        if (Set.of("int64", "long", "bigint").contains(lower)) {
            node.put("format", "int64");
        }
        repairs.acted(this, pointer + "/type");
    }
}
