package io.flaskdata.sdk.spectools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flaskdata.sdk.spectools.repair.Tree;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Repaired Swagger 2.0 to OpenAPI 3.0.3; the base path becomes part of each path. */
final class Converter {
    private static final List<String> OPERATION_MEMBERS =
            List.of("tags", "summary", "description", "operationId", "deprecated", "security");

    private static final Map<String, String> JOINTS = Map.of("pipes", "|", "ssv", "a space", "tsv", "a tab");

    private final String name;
    private final ObjectNode from;
    private final ObjectNode to = Documents.mapper().createObjectNode();

    private Converter(String name, ObjectNode from) {
        this.name = name;
        this.from = from;
    }

    /** Converts the operations whose path the document selects. */
    static ObjectNode convert(String name, ObjectNode repaired, Sources.Document selection) {
        return new Converter(name, repaired).convert(selection);
    }

    static String fullPath(ObjectNode document, String path) {
        String base = document.path("basePath").asText("/");
        return (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path;
    }

    private ObjectNode convert(Sources.Document selection) {
        to.put("openapi", "3.0.3");
        to.set("info", from.path("info").deepCopy());
        to.putArray("servers").addObject().put("url", "/");
        to.putObject("paths");
        for (Tree.Operation operation : Tree.operations(from)) {
            String path = fullPath(from, operation.path());
            if (selection.selects(path)) {
                ObjectNode methods = to.withObjectProperty("paths").withObjectProperty(path);
                methods.set(operation.method(), operation(operation));
            }
        }
        ObjectNode components = to.putObject("components");
        ObjectNode scheme = components.putObject("securitySchemes").putObject("flaskdata");
        scheme.put("type", "apiKey").put("in", "header").put("name", "Authorization");
        ObjectNode schemas = components.putObject("schemas");
        from.path("definitions").properties().forEach(each -> schemas.set(each.getKey(), schema(each.getValue())));
        removeUnused(schemas);
        return to;
    }

    private ObjectNode operation(Tree.Operation operation) {
        ObjectNode node = operation.node();
        ObjectNode converted = node.objectNode();
        for (String member : OPERATION_MEMBERS) {
            if (node.has(member)) {
                converted.set(member, node.get(member).deepCopy());
            }
        }
        node.properties().stream()
                .filter(member -> member.getKey().startsWith("x-"))
                .forEach(member ->
                        converted.set(member.getKey(), member.getValue().deepCopy()));
        JsonNode parameters = node.path("parameters");
        for (int i = 0; i < parameters.size(); i++) {
            parameter(parameters.get(i), operation.pointer() + "/parameters/" + i, node, converted);
        }
        ObjectNode responses = converted.putObject("responses");
        for (var response : node.path("responses").properties()) {
            responses.set(response.getKey(), response(response.getKey(), response.getValue(), node));
        }
        return converted;
    }

    private void parameter(JsonNode parameter, String pointer, ObjectNode operation, ObjectNode converted) {
        switch (parameter.path("in").asText()) {
            case "body" -> {
                if (converted.has("requestBody")) {
                    throw new SpecException(name, pointer, "a second body, which can't be converted");
                }
                ObjectNode body = converted.putObject("requestBody");
                body.put("required", parameter.path("required").asBoolean(true));
                if (parameter.has("description")) {
                    body.set("description", parameter.get("description"));
                }
                JsonNode schema = parameter.path("schema");
                body.putObject("content")
                        .putObject(isFile(schema) ? "application/octet-stream" : mediaType(operation.path("consumes")))
                        .set("schema", schema(schema));
            }
            case "query", "header", "path" -> {
                ObjectNode made = converted.withArrayProperty("parameters").addObject();
                made.put("in", parameter.path("in").asText());
                made.put("name", parameter.path("name").asText());
                if (parameter.has("description")) {
                    made.set("description", parameter.get("description"));
                }
                made.put(
                        "required",
                        parameter.path("required").asBoolean(false)
                                || made.path("in").asText().equals("path"));
                made.set("schema", text(schema(parameter.path("schema"))));
                array(made, parameter.path("collectionFormat").asText("csv"), pointer);
            }
            default ->
                throw new SpecException(
                        name,
                        pointer,
                        "a parameter in " + parameter.path("in").asText() + ", which can't be converted");
        }
    }

    /** Only text or a list of texts is possible outside a body; anything not scalar is text formatted by the caller. */
    private static JsonNode text(JsonNode schema) {
        String type = schema.path("type").asText();
        if (type.equals("array")) {
            ((ObjectNode) schema).set("items", text(schema.path("items")));
            return schema;
        }
        boolean scalar = !type.isEmpty() && !type.equals("object") || schema.has("enum");
        return scalar ? schema : Documents.mapper().createObjectNode().put("type", "string");
    }

    /** Swagger joins an array's values by commas unless told otherwise, OpenAPI repeats the parameter. */
    private void array(ObjectNode parameter, String format, String pointer) {
        if (!parameter.path("schema").path("type").asText().equals("array")) {
            return;
        }
        boolean multi = format.equals("multi");
        String joint = JOINTS.get(format);
        if (joint != null) {
            // Retrofit joins only by commas, so the caller must join the values.
            parameter.putObject("schema").put("type", "string");
            parameter.put(
                    "description",
                    (parameter.path("description").asText() + " Values joined by " + joint + ".").strip());
            return;
        }
        if (!multi && !format.equals("csv")) {
            throw new SpecException(name, pointer, "a collectionFormat that can't be converted: " + format);
        }
        parameter.put("explode", multi);
    }

    private ObjectNode response(String status, JsonNode response, ObjectNode operation) {
        ObjectNode converted = operation.objectNode();
        converted.put("description", response.path("description").asText(status));
        if (response.has("schema")) {
            boolean error = status.compareTo("400") >= 0;
            String type = error && response.path("schema").path("type").asText().equals("string")
                    ? "text/html"
                    : mediaType(operation.path("produces"));
            converted.putObject("content").putObject(type).set("schema", schema(response.get("schema")));
        }
        return converted;
    }

    private static boolean isFile(JsonNode schema) {
        return schema.path("type").asText().equals("file")
                || schema.path("format").asText().equals("binary");
    }

    private static String mediaType(JsonNode declared) {
        String first = declared.isArray() ? declared.path(0).asText() : declared.asText();
        // The generator makes no classes for forms.
        return first.contains("/") && !first.contains("form") ? first : "application/json";
    }

    private static JsonNode schema(JsonNode node) {
        JsonNode copy = node.deepCopy();
        Tree.walk(copy, Converter::rewrite);
        if (isFile(node)) {
            ((ObjectNode) copy).put("format", "binary");
        }
        return copy;
    }

    private static void rewrite(String pointer, ObjectNode node) {
        if (node.path("$ref").isTextual()) {
            node.put("$ref", node.get("$ref").asText().replace("#/definitions/", "#/components/schemas/"));
        }
        // The generator would name a class after it.
        if (node.path("title").isTextual()) {
            node.remove("title");
        }
        // JSON can't contain bytes; only a whole body can be a file.
        if (node.path("type").asText().equals("file")) {
            node.put("type", "string");
        }
        if (node.path("format").asText().equals("binary")) {
            node.remove("format");
        }
    }

    /** Removes schemas that only another document of the same source uses. */
    private void removeUnused(ObjectNode schemas) {
        boolean removed = true;
        while (removed) {
            Set<String> refs = new HashSet<>();
            Tree.walk(to, (pointer, node) -> refs.add(node.path("$ref").asText()));
            removed = schemas.properties().removeIf(each -> !refs.contains("#/components/schemas/" + each.getKey()));
        }
    }
}
