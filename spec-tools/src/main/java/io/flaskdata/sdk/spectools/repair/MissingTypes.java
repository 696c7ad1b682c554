package io.flaskdata.sdk.spectools.repair;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Properties make an object, items an array; an array without items holds anything; an object without members is
 * free-form. Where the type and the members contradict each other, and no member fits the type, it is any value.
 */
final class MissingTypes implements Rule {
    private static final List<String> OF_AN_OBJECT = List.of("properties", "additionalProperties", "allOf");

    @Override
    public void apply(ObjectNode document, Repairs repairs) {
        for (Tree.Schema schema : Tree.schemas(document)) {
            ObjectNode node = schema.node();
            if (node.has("$ref")) {
                continue;
            }
            if (node.path("properties").isEmpty() && node.remove("properties") != null) {
                repairs.acted(this, schema.pointer() + "/properties");
            }
            boolean object = OF_AN_OBJECT.stream().anyMatch(node::has);
            if (contradicts(node, object)) {
                repairs.acted(this, schema.pointer() + "/type");
            }
            String type = node.path("type").asText();
            boolean bare = type.equals("object") && OF_AN_OBJECT.stream().noneMatch(node::has);
            if (!node.has("type") && node.has("properties")) {
                node.put("type", "object");
            } else if (!node.has("type") && node.has("items")) {
                node.put("type", "array");
            } else if (type.equals("array") && !node.has("items")) {
                node.putObject("items");
            } else if (bare) {
                node.put("additionalProperties", true);
            } else {
                continue;
            }
            repairs.acted(this, schema.pointer());
        }
    }

    /** Takes out what doesn't fit the type, and the type too when nothing fits it. */
    private static boolean contradicts(ObjectNode node, boolean object) {
        boolean array = node.has("items");
        String type = node.path("type").asText(object ? "object" : "array");
        boolean extraItems = array && !type.equals("array");
        boolean extraMembers = object && !type.equals("object");
        if (extraItems) {
            node.remove("items");
        }
        if (extraMembers) {
            node.remove(OF_AN_OBJECT);
            node.remove("required");
        }
        // An array or an object of the other's members may be either; a text that has items is a text.
        if (extraMembers && !(array && type.equals("array")) || extraItems && type.equals("object") && !object) {
            node.remove("type");
        }
        return extraItems || extraMembers;
    }
}
