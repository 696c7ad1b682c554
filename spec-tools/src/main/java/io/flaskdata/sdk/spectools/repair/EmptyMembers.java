package io.flaskdata.sdk.spectools.repair;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** An empty host, and empty responses, parameters and securityDefinitions at the top, say nothing. */
final class EmptyMembers implements Rule {
    private static final List<String> MAPS = List.of("responses", "parameters", "securityDefinitions");

    @Override
    public void apply(ObjectNode document, Repairs repairs) {
        if (document.path("host").asText("x").isEmpty()) {
            document.remove("host");
            repairs.acted(this, "/host");
        }
        for (String name : MAPS) {
            if (document.path(name).isObject() && document.path(name).isEmpty()) {
                document.remove(name);
                repairs.acted(this, "/" + name);
            }
        }
    }
}
