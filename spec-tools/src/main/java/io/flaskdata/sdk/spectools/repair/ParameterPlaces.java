package io.flaskdata.sdk.spectools.repair;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Set;

/** A parameter without a place: one that the path names is there, FlaskData's own headers are headers. Places are in lower case. */
final class ParameterPlaces implements Rule {
    private static final Set<String> HEADERS = Set.of("authorization", "edc");

    @Override
    public void apply(ObjectNode document, Repairs repairs) {
        for (Tree.Operation operation : Tree.operations(document)) {
            JsonNode parameters = operation.node().path("parameters");
            for (int i = 0; parameters.isArray() && i < parameters.size(); i++) {
                String pointer = operation.pointer() + "/parameters/" + i;
                if (parameters.get(i) instanceof ObjectNode parameter) {
                    String name = parameter.path("name").asText();
                    String in = parameter.path("in").asText();
                    if (in.equals("body") && name.isEmpty()) {
                        parameter.put("name", "body");
                        repairs.acted(this, pointer);
                    }
                    String place = place(operation.path(), name, in);
                    if (!place.equals(in)) {
                        parameter.put("in", place);
                        repairs.acted(this, pointer);
                    }
                }
            }
        }
    }

    private static String place(String path, String name, String in) {
        if (in.isEmpty() && (path.contains("{" + name + "}") || (path + "/").contains("/:" + name + "/"))) {
            return "path";
        }
        if (in.isEmpty() && HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
            return "header";
        }
        return in.matches("(?i)form(Data)?") ? "formData" : in.toLowerCase(Locale.ROOT);
    }
}
