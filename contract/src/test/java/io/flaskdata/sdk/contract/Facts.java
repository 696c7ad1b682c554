package io.flaskdata.sdk.contract;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flaskdata.sdk.contract.Documents.Operation;
import io.flaskdata.sdk.spectools.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import okhttp3.HttpUrl;

/**
 * The facts of the effective documents, each changed in turn: a path, a status, a content type, a parameter's name, and of
 * each schema the names, the types, the formats, what may be null, what is required. A fact is checked when the verdict on
 * exchanges that were recorded is another one once it is changed.
 */
final class Facts {
    /** How many exchanges of one operation and status are looked at. */
    private static final int MOST = 6;

    private static final int ROWS = 40;

    /** A fact, changed in the document it is given. */
    private record Fact(String place, String operation, Consumer<JsonNode> change) {}

    private final Map<String, List<Exchange>> exchanges = new HashMap<>();
    private final Map<String, List<String>> verdicts = new HashMap<>();
    private String module = "";
    private JsonNode document = Documents.JSON.nullNode();
    private final List<Fact> facts = new ArrayList<>();

    Facts(List<Exchange> recorded, HttpUrl idp) {
        Map<String, Integer> counts = new HashMap<>();
        for (Exchange each : recorded) {
            boolean atIdp = each.url.port() == idp.port();
            Optional<Operation> operation = Documents.bundled().find(each.method, each.url.encodedPath(), atIdp);
            operation.ifPresent(of -> {
                if (counts.merge(of.id() + each.status, 1, Integer::sum) <= MOST) {
                    exchanges.computeIfAbsent(of.id(), any -> new ArrayList<>()).add(each);
                }
            });
        }
    }

    /** All facts by place; true for those that an exchange notices. */
    Map<String, Boolean> checked() {
        Map<String, Boolean> checked = new LinkedHashMap<>();
        for (String name : Documents.MODULES) {
            module = name;
            document = Documents.bundled().document(name);
            facts.clear();
            collect();
            for (Fact fact : facts) {
                checked.put(module + " " + fact.place(), noticed(fact));
            }
        }
        return checked;
    }

    private boolean noticed(Fact fact) {
        JsonNode changed = document.deepCopy();
        fact.change().accept(changed);
        Documents documents = new Documents(Map.of(module, changed), Map.of());
        Judge judge = new Judge(documents);
        return operations(fact).stream().anyMatch(operation -> {
            List<String> before = verdicts.computeIfAbsent(operation.id(), any -> {
                Documents unchanged = new Documents(Map.of(module, document), Map.of());
                return verdict(operation, unchanged, new Judge(unchanged));
            });
            return !before.equals(verdict(operation, documents, judge));
        });
    }

    /** Those whose exchanges the fact can change. */
    private List<Operation> operations(Fact fact) {
        return Documents.bundled().operations().stream()
                .filter(each -> each.module().equals(module) && exchanges.containsKey(each.id()))
                .filter(each -> fact.operation().isEmpty()
                        ? references(each.node()).contains(component(fact.place()))
                        : fact.operation().equals(each.pointer()))
                .toList();
    }

    private static String component(String place) {
        return place.split("/", 5)[3];
    }

    private Set<String> references(JsonNode node) {
        Set<String> names = new HashSet<>();
        references(node, names);
        return names;
    }

    private void references(JsonNode node, Set<String> names) {
        JsonNode reference = node.path("$ref");
        if (reference.isTextual()) {
            String name = reference.asText().substring(reference.asText().lastIndexOf('/') + 1);
            if (names.add(name)) {
                references(document.at(reference.asText().substring(1)), names);
            }
        }
        node.forEach(child -> references(child, names));
    }

    private List<String> verdict(Operation of, Documents documents, Judge judge) {
        List<String> all = new ArrayList<>();
        Map<String, Shape> shapes = new LinkedHashMap<>();
        for (Exchange exchange : exchanges.getOrDefault(of.id(), List.of())) {
            Optional<Operation> found = documents.operations().stream()
                    .filter(each -> each.http().equals(exchange.method)
                            && each.address()
                                    .matcher(exchange.url.encodedPath())
                                    .matches())
                    .findFirst();
            if (found.isEmpty()) {
                all.add("no operation");
                continue;
            }
            Operation operation = found.get();
            judge.sent(operation, exchange).forEach(each -> all.add(each.toString()));
            judge.around(operation, exchange).forEach(each -> all.add(each.toString()));
            JsonNode json = exchange.status == 200 && !operation.answersWithFile() ? exchange.json(ROWS) : null;
            List<Finding> findings = json == null ? null : judge.received(operation, json);
            if (json != null && findings != null) {
                findings.forEach(each -> all.add(each.toString()));
                Shape shape = shapes.computeIfAbsent(operation.id(), any -> Shape.none());
                shape.learn(json);
                judge.names(operation, shape).forEach(each -> all.add(each.toString()));
            }
        }
        return all;
    }

    private void collect() {
        for (var path : document.path("paths").properties()) {
            JsonPointer paths = JsonPointer.empty().appendProperty("paths");
            JsonPointer at = paths.appendProperty(path.getKey());
            for (var method : path.getValue().properties()) {
                String operation = "#" + at.appendProperty(method.getKey());
                add(operation + " path", operation, renamed(paths, path.getKey()));
                operation(at.appendProperty(method.getKey()), method.getValue(), operation);
            }
        }
        JsonPointer schemas = JsonPointer.compile("/components/schemas");
        for (var schema : document.at(schemas).properties()) {
            schema(schemas.appendProperty(schema.getKey()), schema.getValue(), "");
        }
    }

    private void operation(JsonPointer at, JsonNode node, String operation) {
        for (int i = 0; i < node.path("parameters").size(); i++) {
            JsonPointer parameter = at.appendProperty("parameters").appendIndex(i);
            add("#" + parameter + " name", operation, replaced(parameter, "name", "x-renamed"));
        }
        if (node.has("security")) {
            add("#" + at + " security", operation, removed(at, "security"));
        }
        content(at.appendProperty("requestBody"), node.path("requestBody"), operation);
        JsonPointer responses = at.appendProperty("responses");
        for (var response : node.path("responses").properties()) {
            JsonPointer status = responses.appendProperty(response.getKey());
            add("#" + status + " status", operation, renamed(responses, response.getKey()));
            content(status, response.getValue(), operation);
        }
    }

    private void content(JsonPointer at, JsonNode body, String operation) {
        JsonPointer content = at.appendProperty("content");
        for (var type : body.path("content").properties()) {
            JsonPointer place = content.appendProperty(type.getKey());
            add("#" + place + " content type", operation, renamed(content, type.getKey()));
            schema(place.appendProperty("schema"), type.getValue().path("schema"), operation);
        }
    }

    private void schema(JsonPointer at, JsonNode schema, String operation) {
        String place = "#" + at;
        if (schema.has("type")) {
            add(
                    place + " type",
                    operation,
                    replaced(at, "type", other(schema.path("type").asText())));
        }
        if (schema.has("format")) {
            add(place + " format", operation, replaced(at, "format", "ipv4"));
        }
        if (schema.path("nullable").asBoolean()) {
            add(place + " nullable", operation, removed(at, "nullable"));
        }
        for (JsonNode value : schema.path("enum")) {
            add(place + " value " + value.asText(), operation, without(at, "enum", value));
        }
        for (JsonNode name : schema.path("required")) {
            add(place + " required " + name.asText(), operation, without(at, "required", name));
        }
        for (var property : schema.path("properties").properties()) {
            JsonPointer properties = at.appendProperty("properties");
            JsonPointer own = properties.appendProperty(property.getKey());
            add("#" + own + " name", operation, renamed(properties, property.getKey()));
            schema(own, property.getValue(), operation);
        }
        for (String inner : List.of("items", "additionalProperties")) {
            if (schema.path(inner).isObject()) {
                schema(at.appendProperty(inner), schema.path(inner), operation);
            }
        }
    }

    private void add(String place, String operation, Consumer<JsonNode> change) {
        facts.add(new Fact(place, operation, change));
    }

    private static String other(String type) {
        return switch (type) {
            case "object" -> "array";
            case "array" -> "object";
            case "boolean" -> "integer";
            default -> "boolean";
        };
    }

    private static ObjectNode object(JsonNode document, JsonPointer at) {
        return (ObjectNode) document.at(at);
    }

    private static Consumer<JsonNode> replaced(JsonPointer at, String member, String value) {
        return document -> object(document, at).put(member, value);
    }

    private static Consumer<JsonNode> removed(JsonPointer at, String member) {
        return document -> object(document, at).remove(member);
    }

    private static Consumer<JsonNode> renamed(JsonPointer at, String member) {
        return document -> {
            ObjectNode object = object(document, at);
            object.set(member + "x", object.remove(member));
        };
    }

    private static Consumer<JsonNode> without(JsonPointer at, String member, JsonNode value) {
        return document -> {
            ArrayNode values = (ArrayNode) object(document, at).path(member);
            for (int i = values.size() - 1; i >= 0; i--) {
                if (values.get(i).equals(value)) {
                    values.remove(i);
                }
            }
        };
    }
}
