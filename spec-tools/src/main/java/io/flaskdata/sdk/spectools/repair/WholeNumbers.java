package io.flaskdata.sdk.spectools.repair;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Pattern;

/** Ids, pages and counts are called number and are whole; an example that needs more than 32 bits shows that they do. */
final class WholeNumbers implements Rule {
    private static final Pattern WHOLE = Pattern.compile("(.*_)?id|page|size|total|order");

    @Override
    public void apply(ObjectNode document, Repairs repairs) {
        for (Tree.Schema schema : Tree.schemas(document)) {
            boolean number = schema.node().path("type").asText().equals("number");
            if (number && WHOLE.matcher(schema.property()).matches()) {
                schema.node().put("type", "integer");
                if (!schema.node().has("format")) {
                    schema.node().put("format", "int32");
                }
                repairs.acted(this, schema.pointer() + "/type");
            }
            JsonNode example = schema.node().path("example");
            boolean integer = schema.node().path("type").asText().equals("integer");
            if (integer && example.canConvertToExactIntegral() && !example.canConvertToInt()) {
                schema.node().put("format", "int64");
                repairs.acted(this, schema.pointer() + "/format");
            }
        }
    }
}
