package io.flaskdata.sdk.spectools.repair;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** The Authorization header, and the cookie beside it, are security, not arguments; another cookie can be left out. */
final class AuthorizationParameters implements Rule {
    static final String SCHEME = "flaskdata";

    private static final Set<String> PLACES = Set.of("header", "cookie");

    @Override
    public void apply(ObjectNode document, Repairs repairs) {
        for (Tree.Operation operation : Tree.operations(document)) {
            if (!(operation.node().path("parameters") instanceof ArrayNode parameters)) {
                continue;
            }
            for (int i = parameters.size() - 1; i >= 0; i--) {
                JsonNode parameter = parameters.get(i);
                String pointer = operation.pointer() + "/parameters/" + i;
                boolean authorization = parameter.path("name").asText().equalsIgnoreCase("Authorization");
                if (authorization && PLACES.contains(parameter.path("in").asText())) {
                    parameters.remove(i);
                    operation.node().putArray("security").addObject().putArray(SCHEME);
                    repairs.acted(this, pointer);
                } else if (parameter.path("in").asText().equals("cookie")
                        && parameter.path("required").asBoolean(false)
                        && !Tree.hasParameter(
                                parameters, "header", parameter.path("name").asText())) {
                    repairs.fault(pointer, "a required cookie other than Authorization, which no rule explains");
                } else if (parameter.path("in").asText().equals("cookie")) {
                    parameters.remove(i);
                    repairs.acted(this, pointer);
                }
            }
        }
    }
}
