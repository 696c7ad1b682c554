package io.flaskdata.sdk.spectools.repair;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A requirement of a scheme that is the Authorization header, said of an operation or of all, is our scheme's. */
final class SecurityNames implements Rule {
    @Override
    public void apply(ObjectNode document, Repairs repairs) {
        JsonNode ofAll = document.path("security");
        for (Tree.Operation operation : Tree.operations(document)) {
            JsonNode own = operation.node().path("security");
            JsonNode security = own.isMissingNode() ? ofAll : own;
            String pointer = own.isMissingNode() ? "/security" : operation.pointer() + "/security";
            if (security.isEmpty()) {
                continue;
            }
            for (JsonNode requirement : security) {
                for (var scheme : requirement.properties()) {
                    check(document, pointer, scheme.getKey(), repairs);
                }
            }
            operation.node().putArray("security").addObject().putArray(AuthorizationParameters.SCHEME);
            repairs.acted(this, pointer);
        }
        document.remove("security");
    }

    private static void check(ObjectNode document, String pointer, String name, Repairs repairs) {
        JsonNode scheme = document.path("securityDefinitions").path(name);
        boolean header = scheme.path("in").asText().equals("header")
                && scheme.path("name").asText().equalsIgnoreCase("Authorization");
        if (!header) {
            repairs.fault(pointer, "the scheme " + name + " is not the Authorization header: no rule explains it");
        }
    }
}
