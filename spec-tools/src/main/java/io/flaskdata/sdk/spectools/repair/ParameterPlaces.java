package io.flaskdata.sdk.spectools.repair;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A body without a name is called body; a form is formData, as Swagger 1.2 called it. */
final class ParameterPlaces implements Rule {
    @Override
    public void apply(ObjectNode document, Repairs repairs) {
        for (Tree.Operation operation : Tree.operations(document)) {
            JsonNode parameters = operation.node().path("parameters");
            for (int i = 0; parameters.isArray() && i < parameters.size(); i++) {
                if (parameters.get(i) instanceof ObjectNode parameter) {
                    String in = parameter.path("in").asText();
                    if (in.equals("body") && parameter.path("name").asText().isEmpty()) {
                        parameter.put("name", "body");
                    } else if (in.equals("form")) {
                        parameter.put("in", "formData");
                    } else {
                        continue;
                    }
                    repairs.acted(this, operation.pointer() + "/parameters/" + i);
                }
            }
        }
    }
}
