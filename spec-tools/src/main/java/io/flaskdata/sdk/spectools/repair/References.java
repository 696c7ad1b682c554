package io.flaskdata.sdk.spectools.repair;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * Remote and file references are refused before anything could read them; the others must have a target. A definition's
 * bare name is a reference to it, one in other letters means the only one alike, and the name of a type, which no
 * definition has, that type.
 */
final class References implements Rule {
    private static final String DEFINITIONS = "#/definitions/";

    @Override
    public void apply(ObjectNode document, Repairs repairs) {
        Tree.walk(document, (pointer, node) -> {
            if (node.path("$ref").isTextual()) {
                check(node, pointer, document, repairs);
            } else if (node.has("$ref")) {
                repairs.fault(pointer + "/$ref", "a reference is a text, this is " + node.get("$ref"));
            }
        });
    }

    private void check(ObjectNode node, String pointer, ObjectNode document, Repairs repairs) {
        String said = node.get("$ref").asText();
        String target = meant(said, document.path("definitions"));
        if (!target.equals(said)) {
            node.put("$ref", target);
            repairs.acted(this, pointer + "/$ref");
        }
        if (!target.startsWith("#/")) {
            repairs.fault(pointer + "/$ref", "a reference outside the document is refused: " + target);
        } else if (document.at(target.substring(1)).isMissingNode()) {
            String name = target.replace(DEFINITIONS, "");
            String type = TypeNames.named(name);
            if (type != null) {
                node.remove("$ref");
                node.put("type", type);
                repairs.acted(this, pointer + "/$ref");
            } else {
                repairs.fault(pointer + "/$ref", "the reference has no target: " + target);
            }
        }
    }

    private static String meant(String said, JsonNode definitions) {
        String name = said.replaceFirst("^" + DEFINITIONS, "");
        if (said.equals(name) ? definitions.has(name) : !definitions.has(name) && !name.contains("/")) {
            List<String> alike = definitions
                    .propertyStream()
                    .map(Map.Entry::getKey)
                    .filter(each -> each.equals(name)
                            || !said.equals(name) && Names.plain(each).equals(Names.plain(name)))
                    .toList();
            return alike.size() == 1 ? DEFINITIONS + Tree.escape(alike.get(0)) : said;
        }
        return said;
    }
}
