package io.flaskdata.sdk.spectools.repair;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What stands where another kind of value belongs is refused, so that no rule passes over it in silence and no operation
 * vanishes. It runs early over the document's own structure, and again over its schemas and what references brought in.
 */
final class Shapes implements Rule {
    private static final Set<String> TYPES =
            Set.of("string", "number", "integer", "boolean", "array", "object", "file", "null");
    private static final Map<String, JsonNodeType> SCHEMA_MEMBERS = Map.of(
            "type", JsonNodeType.STRING,
            "format", JsonNodeType.STRING,
            "properties", JsonNodeType.OBJECT,
            "items", JsonNodeType.OBJECT,
            "allOf", JsonNodeType.ARRAY,
            "enum", JsonNodeType.ARRAY);
    private static final List<String> UNEXPLAINED = List.of("oneOf", "anyOf", "not", "patternProperties");

    private final boolean schemas;

    private Shapes(boolean schemas) {
        this.schemas = schemas;
    }

    static Shapes ofTheDocument() {
        return new Shapes(false);
    }

    static Shapes ofEverything() {
        return new Shapes(true);
    }

    @Override
    public void apply(ObjectNode document, Repairs repairs) {
        for (String member : List.of("definitions", "responses", "parameters", "info")) {
            expect(document, "", member, JsonNodeType.OBJECT, repairs);
        }
        expect(document, "", "basePath", JsonNodeType.STRING, repairs);
        if (!document.path("basePath").asText("/").startsWith("/")) {
            repairs.fault("/basePath", "a base path starts with /");
        }
        lists(document, "", repairs);
        for (var path : Tree.entries(document.path("paths"))) {
            pathItem(path.getKey(), path.getValue(), repairs);
        }
        for (var definition : Tree.entries(document.path("definitions"))) {
            if (!definition.getValue().isObject()) {
                repairs.fault("/definitions/" + Tree.escape(definition.getKey()), "a definition is an object");
            }
        }
        if (schemas) {
            for (Tree.Schema schema : Tree.schemas(document)) {
                schema(schema, repairs);
            }
        }
    }

    private static void pathItem(String path, JsonNode item, Repairs repairs) {
        String pointer = "/paths/" + Tree.escape(path);
        if (!path.startsWith("/") || !item.isObject()) {
            repairs.fault(pointer, "a path starts with / and holds operations");
            return;
        }
        expect(item, pointer, "parameters", JsonNodeType.ARRAY, repairs);
        objects(item.path("parameters"), pointer + "/parameters", repairs);
        for (var member : item.properties()) {
            String name = member.getKey();
            String place = pointer + "/" + Tree.escape(name);
            if (Tree.METHODS.contains(name)) {
                operation(member.getValue(), place, repairs);
            } else if (!name.equals("parameters") && !name.startsWith("x-")) {
                repairs.fault(place, "neither a method in lower case nor parameters: no rule explains it");
            }
        }
    }

    private static void operation(JsonNode operation, String pointer, Repairs repairs) {
        if (!operation.isObject()) {
            repairs.fault(pointer, "an operation is an object");
            return;
        }
        expect(operation, pointer, "parameters", JsonNodeType.ARRAY, repairs);
        objects(operation.path("parameters"), pointer + "/parameters", repairs);
        boolean body = operation
                .path("parameters")
                .valueStream()
                .anyMatch(each -> each.path("in").asText().equals("body"));
        if (pointer.endsWith("/trace") || body && pointer.matches(".*/(get|head)")) {
            repairs.fault(pointer, "no Retrofit client can send trace, or a body with get or head");
        }
        expect(operation, pointer, "responses", JsonNodeType.OBJECT, repairs);
        lists(operation, pointer, repairs);
        newer(operation, pointer, "requestBody", repairs);
        expect(operation, pointer, "operationId", JsonNodeType.STRING, repairs);
        for (var response : operation.path("responses").properties()) {
            String place = pointer + "/responses/" + Tree.escape(response.getKey());
            if (!response.getValue().isObject()) {
                repairs.fault(place, "a response is an object");
            }
            expect(response.getValue(), place, "schema", JsonNodeType.OBJECT, repairs);
            newer(response.getValue(), place, "content", repairs);
        }
    }

    private static void lists(JsonNode node, String pointer, Repairs repairs) {
        List.of("consumes", "produces", "security")
                .forEach(member -> expect(node, pointer, member, JsonNodeType.ARRAY, repairs));
    }

    private static void newer(JsonNode node, String pointer, String member, Repairs repairs) {
        if (node.has(member)) {
            repairs.fault(pointer + "/" + member, "Swagger 2.0 has no " + member + ", OpenAPI 3 has");
        }
    }

    private static void objects(JsonNode array, String pointer, Repairs repairs) {
        for (int i = 0; array.isArray() && i < array.size(); i++) {
            if (!array.get(i).isObject()) {
                repairs.fault(pointer + "/" + i, "a parameter is an object");
            }
            expect(array.get(i), pointer + "/" + i, "schema", JsonNodeType.OBJECT, repairs);
        }
    }

    private static void schema(Tree.Schema schema, Repairs repairs) {
        ObjectNode node = schema.node();
        SCHEMA_MEMBERS.forEach((member, kind) -> expect(node, schema.pointer(), member, kind, repairs));
        String type = node.path("type").asText();
        if (node.path("type").isTextual() && !TYPES.contains(type)) {
            repairs.fault(schema.pointer() + "/type", "there is no type " + type);
        }
        for (var property : node.path("properties").properties()) {
            if (!property.getKey().matches("(?U)[^\"\\\\\\p{Cntrl}]*\\w[^\"\\\\\\p{Cntrl}]*")
                    || property.getKey().contains("*/")) {
                repairs.fault(
                        schema.pointer() + "/properties/" + Tree.escape(property.getKey()),
                        "a name without a letter, or one that can't stand in Java");
            }
            if (!property.getValue().isObject()) {
                repairs.fault(
                        schema.pointer() + "/properties/" + Tree.escape(property.getKey()), "a property is a schema");
            }
        }
        JsonNode required = node.path("required");
        boolean names = required.isArray() && required.valueStream().allMatch(JsonNode::isTextual);
        if (!required.isMissingNode() && !required.isBoolean() && !names) {
            repairs.fault(schema.pointer() + "/required", "required is a list of names, or true or false");
        }
        for (String member : UNEXPLAINED) {
            if (node.has(member)) {
                repairs.fault(schema.pointer() + "/" + member, "Swagger 2.0 has no " + member);
            }
        }
    }

    private static void expect(JsonNode node, String pointer, String member, JsonNodeType kind, Repairs repairs) {
        JsonNode value = node.path(member);
        if (!value.isMissingNode() && value.getNodeType() != kind) {
            repairs.fault(
                    pointer + "/" + member,
                    "not " + kind.name().toLowerCase(Locale.ROOT) + " but "
                            + value.getNodeType().name().toLowerCase(Locale.ROOT));
        }
    }
}
