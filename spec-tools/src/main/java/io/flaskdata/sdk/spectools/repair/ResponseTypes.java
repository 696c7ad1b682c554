package io.flaskdata.sdk.spectools.repair;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A response that carries type, properties, items or example itself gets them under schema. */
final class ResponseTypes implements Rule {
    private static final List<String> MEMBERS = List.of(
            "type",
            "properties",
            "items",
            "allOf",
            "oneOf",
            "anyOf",
            "additionalProperties",
            "format",
            "example",
            "required",
            "enum");
    private static final List<String> SAYING = MEMBERS.subList(0, 7);

    @Override
    public void apply(ObjectNode document, Repairs repairs) {
        for (Tree.Operation operation : Tree.operations(document)) {
            for (var each : Tree.entries(operation.node().path("responses"))) {
                if (!(each.getValue() instanceof ObjectNode response)
                        || SAYING.stream().noneMatch(response::has)) {
                    continue;
                }
                String pointer = operation.pointer() + "/responses/" + Tree.escape(each.getKey());
                boolean typeOnly = SAYING.stream().filter(response::has).allMatch("type"::equals);
                if (response.has("schema") && typeOnly) {
                    response.remove("type");
                    repairs.acted(this, pointer);
                    continue;
                }
                if (response.has("schema")) {
                    repairs.fault(pointer, "the response has a schema and a type of its own");
                    continue;
                }
                ObjectNode schema = response.objectNode();
                for (String member : MEMBERS) {
                    if (response.has(member)) {
                        schema.set(member, response.remove(member));
                    }
                }
                response.set("schema", schema);
                repairs.acted(this, pointer);
            }
        }
    }
}
