package io.flaskdata.sdk.spectools.repair;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;

/** A response that carries its type itself gets it under schema. */
final class ResponseTypes implements Rule {
    private static final List<String> SAYING =
            List.of("type", "properties", "items", "allOf", "oneOf", "anyOf", "additionalProperties");
    private static final List<String> BESIDE = List.of("format", "example", "required", "enum");

    @Override
    public void apply(ObjectNode document, Repairs repairs) {
        for (Tree.Operation operation : Tree.operations(document)) {
            for (var each : Tree.entries(operation.node().path("responses"))) {
                if (!(each.getValue() instanceof ObjectNode response)
                        || SAYING.stream().noneMatch(response::has)) {
                    continue;
                }
                String pointer = operation.pointer() + "/responses/" + Tree.escape(each.getKey());
                if (response.has("schema")) {
                    repairs.fault(pointer, "the response has a schema and a type of its own");
                    continue;
                }
                ObjectNode schema = response.objectNode();
                Stream.concat(SAYING.stream(), BESIDE.stream())
                        .filter(response::has)
                        .forEach(member -> schema.set(member, response.remove(member)));
                response.set("schema", schema);
                repairs.acted(this, pointer);
            }
        }
    }
}
