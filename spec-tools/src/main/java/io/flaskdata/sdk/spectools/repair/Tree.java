package io.flaskdata.sdk.spectools.repair;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** Walks a Swagger 2.0 document by its own structure, so that a property called "schema" is not taken for one. */
public final class Tree {
    static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

    /** Members whose own members are names that somebody chose. */
    private static final Set<String> NAMED =
            Set.of("paths", "properties", "responses", "definitions", "parameters", "schemas", "securityDefinitions");

    /** Members of a schema that say nothing of its shape. */
    public static final List<String> WORDS = List.of("description", "example", "title");

    /** Members that hold a value, not a part of the document: what looks like one of its words there is data. */
    static final Set<String> DATA = Set.of("example", "examples", "default", "enum");

    /** An operation and where it stands. */
    public record Operation(String pointer, String path, String method, ObjectNode node) {}

    /** A schema, where it stands, and the property it describes, or "". */
    record Schema(String pointer, String property, ObjectNode node) {}

    private Tree() {}

    /**
     * Visits every object of a document of any version, an outer one first, but no extension and no data. A map of names
     * is not visited, what it names is.
     */
    public static void walk(JsonNode document, BiConsumer<String, ObjectNode> visitor) {
        walk(document, "", false, visitor);
    }

    private static void walk(JsonNode node, String pointer, boolean named, BiConsumer<String, ObjectNode> visitor) {
        if (node instanceof ObjectNode object && !named) {
            visitor.accept(pointer, object);
        }
        for (var member : entries(node)) {
            String name = member.getKey();
            boolean names = NAMED.contains(name) && !named;
            if (named ? !name.startsWith("x-") || !pointer.equals("/paths") : !isData(name)) {
                walk(
                        member.getValue(),
                        pointer + "/" + escape(name),
                        names && member.getValue().isObject(),
                        visitor);
            }
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            walk(node.get(i), pointer + "/" + i, false, visitor);
        }
    }

    static boolean isData(String member) {
        return DATA.contains(member) || member.startsWith("x-");
    }

    /** Turns every reference to one place into one to another. */
    static void redirect(JsonNode document, String from, String to) {
        walk(document, (pointer, node) -> {
            if (node.path("$ref").asText().equals(from)) {
                node.put("$ref", to);
            }
        });
    }

    static List<Map.Entry<String, JsonNode>> entries(JsonNode node) {
        // A copy: rules change what they walk.
        return new ArrayList<>(node.properties());
    }

    public static String escape(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }

    public static List<Operation> operations(ObjectNode document) {
        List<Operation> operations = new ArrayList<>();
        for (var path : entries(document.path("paths"))) {
            for (var method : entries(path.getValue())) {
                if (METHODS.contains(method.getKey()) && method.getValue() instanceof ObjectNode node) {
                    operations.add(new Operation(
                            "/paths/" + escape(path.getKey()) + "/" + method.getKey(),
                            path.getKey(),
                            method.getKey(),
                            node));
                }
            }
        }
        return operations;
    }

    /** All schemas, an outer one before those inside it. */
    static List<Schema> schemas(ObjectNode document) {
        List<Schema> schemas = new ArrayList<>();
        for (var definition : entries(document.path("definitions"))) {
            collect("/definitions/" + escape(definition.getKey()), "", definition.getValue(), schemas);
        }
        for (Operation operation : operations(document)) {
            JsonNode parameters = operation.node().path("parameters");
            for (int i = 0; parameters.isArray() && i < parameters.size(); i++) {
                String pointer = operation.pointer() + "/parameters/" + i + "/schema";
                collect(
                        pointer,
                        parameters.get(i).path("name").asText(),
                        parameters.get(i).path("schema"),
                        schemas);
            }
            for (var response : entries(operation.node().path("responses"))) {
                String pointer = operation.pointer() + "/responses/" + escape(response.getKey()) + "/schema";
                collect(pointer, "", response.getValue().path("schema"), schemas);
            }
        }
        return schemas;
    }

    static boolean hasParameter(JsonNode parameters, String in, String name) {
        String wanted = key(in, name);
        return parameters.valueStream().anyMatch(each -> key(each).equals(wanted));
    }

    /** Two parameters with one key are one: a header's case says nothing. */
    static String key(JsonNode parameter) {
        return key(parameter.path("in").asText(), parameter.path("name").asText());
    }

    private static String key(String in, String name) {
        return in + " " + (in.equals("header") ? name.toLowerCase(Locale.ROOT) : name);
    }

    /** A schema that becomes a class, and so has to keep its name. */
    static boolean isModel(JsonNode schema) {
        return schema.has("properties") || schema.has("allOf");
    }

    private static void collect(String pointer, String property, JsonNode node, List<Schema> schemas) {
        if (node instanceof ObjectNode object) {
            Schema schema = new Schema(pointer, property, object);
            schemas.add(schema);
            for (Schema child : children(schema)) {
                collect(child.pointer(), child.property(), child.node(), schemas);
            }
        }
    }

    /** The schemas directly inside one. */
    static List<Schema> children(Schema schema) {
        List<Schema> children = new ArrayList<>();
        String pointer = schema.pointer();
        for (var member : entries(schema.node().path("properties"))) {
            child(pointer + "/properties/" + escape(member.getKey()), member.getKey(), member.getValue(), children);
        }
        for (String place : List.of("items", "additionalProperties")) {
            child(pointer + "/" + place, schema.property(), schema.node().path(place), children);
        }
        for (String place : List.of("allOf", "oneOf", "anyOf")) {
            JsonNode parts = schema.node().path(place);
            for (int i = 0; parts.isArray() && i < parts.size(); i++) {
                child(pointer + "/" + place + "/" + i, "", parts.get(i), children);
            }
        }
        return children;
    }

    private static void child(String pointer, String property, JsonNode node, List<Schema> children) {
        if (node instanceof ObjectNode object) {
            children.add(new Schema(pointer, property, object));
        }
    }
}
