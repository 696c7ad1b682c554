package io.flaskdata.sdk.spectools.repair;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A requirement of the Authorization header, said of an operation or of all, is our scheme's, whatever other keys would do
 * as well; where only another header or a query parameter would do, that is an argument.
 */
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
            List<JsonNode> schemes = new ArrayList<>();
            for (JsonNode requirement : security) {
                requirement
                        .fieldNames()
                        .forEachRemaining(name ->
                                schemes.add(document.path("securityDefinitions").path(name)));
            }
            if (schemes.isEmpty() || schemes.stream().anyMatch(SecurityNames::isAuthorization)) {
                operation.node().putArray("security").addObject().putArray(AuthorizationParameters.SCHEME);
            } else {
                operation.node().remove("security");
                schemes.forEach(scheme -> argument(operation, scheme, pointer, repairs));
            }
            repairs.acted(this, pointer);
        }
        document.remove("security");
    }

    /** Basic and OAuth 2 travel in the Authorization header too; beside it FlaskData knows no scheme to leave undeclared. */
    private static boolean isAuthorization(JsonNode scheme) {
        return !scheme.path("type").asText().equals("apiKey")
                || scheme.path("in").asText().equals("header")
                        && scheme.path("name").asText().equalsIgnoreCase("Authorization");
    }

    private static void argument(Tree.Operation operation, JsonNode scheme, String pointer, Repairs repairs) {
        String in = scheme.path("in").asText();
        if (!Set.of("header", "query").contains(in)) {
            repairs.fault(pointer, "a key in a " + in + ", which no rule explains");
            return;
        }
        ArrayNode parameters = operation.node().withArrayProperty("parameters");
        String name = scheme.path("name").asText();
        if (Tree.hasParameter(parameters, in, name)) {
            return;
        }
        ObjectNode parameter = parameters.addObject().put("in", in).put("name", name);
        parameter.put("required", true).putObject("schema").put("type", "string");
    }
}
