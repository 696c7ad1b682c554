package io.flaskdata.sdk.spectools.repair;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Ids, pages and counts are called number and are whole; a format, an example or a maximum that needs more than 32 bits
 * shows that they do.
 */
final class WholeNumbers implements Rule {
    private static final Set<String> LONG = Set.of("uint32", "long", "bigint");
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
            boolean integer = schema.node().path("type").asText().equals("integer");
            String format = schema.node().path("format").asText();
            if (integer && format.equals("uint64")) {
                schema.node().put("type", "number").remove("format");
                repairs.acted(this, schema.pointer() + "/type");
            } else if (integer && !format.equals("int64") && (LONG.contains(format) || isLong(schema.node()))) {
                schema.node().put("format", "int64");
                repairs.acted(this, schema.pointer() + "/format");
            }
        }
    }

    private static boolean isLong(ObjectNode schema) {
        return Stream.of("example", "maximum")
                .map(schema::path)
                .anyMatch(value -> value.canConvertToExactIntegral() && !value.canConvertToInt());
    }
}
