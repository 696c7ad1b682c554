package io.flaskdata.sdk.spectools.repair;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Set;

/** A member of YAML that was left empty says nothing: it goes, but a response or a property stays, without a type. */
final class NullMembers implements Rule {
    private static final Set<String> VALUES = Set.of("example", "examples", "default", "enum");
    private static final Set<String> NAMED = Set.of("properties", "responses", "definitions", "parameters");

    @Override
    public void apply(ObjectNode document, Repairs repairs) {
        JsonNode paths = document.path("paths");
        clean(document, "", "", repairs);
        for (var path : Tree.entries(paths)) {
            clean(path.getValue(), "/paths/" + Tree.escape(path.getKey()), "", repairs);
        }
    }

    private void clean(JsonNode node, String pointer, String name, Repairs repairs) {
        if (node instanceof ObjectNode object) {
            for (var member : Tree.entries(object)) {
                String key = member.getKey();
                String place = pointer + "/" + Tree.escape(key);
                boolean named = NAMED.contains(name);
                if (member.getValue().isNull() && named) {
                    object.putObject(key);
                    repairs.acted(this, place);
                } else if (member.getValue().isNull()
                        && !VALUES.contains(key)
                        && !Tree.METHODS.contains(key.toLowerCase(Locale.ROOT))) {
                    object.remove(key);
                    repairs.acted(this, place);
                } else if ((named || !VALUES.contains(key)) && !key.equals("paths") && !key.startsWith("x-")) {
                    // Below a name that somebody chose, "properties" is a name too.
                    clean(member.getValue(), place, named ? "" : key, repairs);
                }
            }
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                clean(node.get(i), pointer + "/" + i, "", repairs);
            }
        }
    }
}
