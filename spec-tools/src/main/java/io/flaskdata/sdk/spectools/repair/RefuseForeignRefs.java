package io.flaskdata.sdk.spectools.repair;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Remote and file references are refused before anything could read them; the others must have a target. */
final class RefuseForeignRefs implements Rule {
    @Override
    public void apply(ObjectNode document, Repairs repairs) {
        check(document, "", document, repairs);
    }

    private static void check(JsonNode node, String pointer, ObjectNode document, Repairs repairs) {
        JsonNode ref = node.path("$ref");
        if (ref.isTextual()) {
            String target = ref.asText();
            if (!target.startsWith("#/")) {
                repairs.fault(pointer + "/$ref", "a reference outside the document is refused: " + target);
            } else if (document.at(target.substring(1)).isMissingNode()) {
                repairs.fault(pointer + "/$ref", "the reference has no target: " + target);
            }
        } else if (!ref.isMissingNode()) {
            repairs.fault(pointer + "/$ref", "a reference is a text, this is " + ref);
        }
        for (var member : node.properties()) {
            check(member.getValue(), pointer + "/" + Tree.escape(member.getKey()), document, repairs);
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            check(node.get(i), pointer + "/" + i, document, repairs);
        }
    }
}
