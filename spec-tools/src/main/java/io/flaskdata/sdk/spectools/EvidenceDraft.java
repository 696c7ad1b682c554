package io.flaskdata.sdk.spectools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a document becomes by what was seen: the actions of an overlay, and what each says in words. */
final class EvidenceDraft {
    /** As many objects must have come before a member that was in none is held to be missing. */
    private static final int ENOUGH = 3;

    private static final String GRADE = "x-provenance";
    private static final String INFERRED = "inferred";
    private static final String OBSERVED = "observed";

    private final ObjectNode document;
    private final Map<String, ObjectNode> updates = new LinkedHashMap<>();
    private final Map<String, Replacement> replacements = new LinkedHashMap<>();
    private final Set<String> removals = new java.util.LinkedHashSet<>();
    private final Map<String, ObjectNode> candidates = new LinkedHashMap<>();
    private final List<String> observed = new ArrayList<>();
    private final List<String> contradicted = new ArrayList<>();
    private final List<String> byHand = new ArrayList<>();
    private final Set<String> said = new HashSet<>();

    private record Replacement(String parent, String name, ObjectNode schema) {}

    /** Where a schema stands: the target of what holds it, its name there, and its place in words. */
    private record Place(String parent, String name, String words) {
        String target() {
            return parent + step(name);
        }

        Place below(String member, String shown) {
            return new Place(target(), member, words + shown);
        }
    }

    /** Against the document as an overlay's further actions address it. */
    EvidenceDraft(ObjectNode overlaid) {
        this.document = overlaid;
    }

    private static String step(String name) {
        return "['" + name.replace("\\", "\\\\").replace("'", "\\'") + "']";
    }

    void take(Seen.Operation seen) {
        String method = seen.method().toLowerCase(java.util.Locale.ROOT);
        JsonNode operation = document.path("paths").path(seen.path()).path(method);
        String target = "$" + step("paths") + step(seen.path()) + step(method);
        if (operation.path(GRADE).asText().equals(INFERRED)) {
            updates.computeIfAbsent(target, any -> node()).put(GRADE, OBSERVED);
            say(observed, seen.name() + ": the operation");
        }
        boolean streams = operation.has("x-stream");
        if (!seen.answer().isMissingNode()) {
            JsonNode answer = operation.path("responses").path("200");
            String at = target + step("responses") + step("200");
            JsonNode content = answer.path("content");
            Place place = new Place(at + "['content']['application/json']", "schema", seen.name() + ", answer ");
            JsonNode schema = content.path("application/json").path("schema");
            if (content.isMissingNode() || content.isEmpty()) {
                candidate(at, seen);
            } else if (!schema.isMissingNode()) {
                walk(place, schema, seen.answer(), grade(operation, OBSERVED), streams);
                if (content.path("application/json").has("example") && isReplacedBelow(place.parent())) {
                    removals.add(place.parent() + step("example"));
                }
            }
        }
        if (!seen.request().isMissingNode()) {
            Place place = new Place(
                    target + "['requestBody']['content']['application/json']", "schema", seen.name() + ", request ");
            request(place, operation.at("/requestBody/content/application~1json/schema"), seen.request());
        }
    }

    private boolean isReplacedBelow(String target) {
        return replacements.keySet().stream().anyMatch(each -> each.startsWith(target));
    }

    /** An answer of which the document says nothing. */
    private void candidate(String at, Seen.Operation seen) {
        ObjectNode schema = plain(seen.answer());
        schema.put(GRADE, OBSERVED);
        ObjectNode update = node();
        update.putObject("content").putObject("application/json").set("schema", schema);
        candidates.put(at, update);
    }

    private static String grade(JsonNode node, String usual) {
        return node.path(GRADE).asText(usual);
    }

    private JsonNode resolved(JsonNode schema) {
        JsonNode now = schema;
        for (int hops = 0; now.has("$ref") && hops < 20; hops++) {
            now = document.at(now.path("$ref").asText().substring(1));
        }
        return now;
    }

    private void walk(Place place, JsonNode given, JsonNode shape, String inherited, boolean streamed) {
        JsonNode schema = resolved(given);
        String grade = grade(given, grade(schema, inherited));
        String problem = problem(schema, shape);
        if (!problem.isEmpty()) {
            say(contradicted, place.words + ": " + problem + " (" + grade + ")");
            if (streamed) {
                say(byHand, place.words + ": the rows are read one by one, which only code can change");
            } else {
                replace(place, schema, shape);
            }
            return;
        }
        Place here = place;
        if (given.has("$ref")) {
            String reference = given.path("$ref").asText();
            here = new Place(
                    "$['components']['schemas']", reference.substring(reference.lastIndexOf('/') + 1), place.words);
        }
        if (schema.path(GRADE).asText().equals(INFERRED) && shape.has("type")) {
            update(here).put(GRADE, OBSERVED);
            say(observed, place.words);
        }
        if (shape.path("nullable").asBoolean()
                && schema.has("type")
                && !schema.path("nullable").asBoolean()) {
            update(here).put("nullable", true);
            say(contradicted, place.words + ": null came (" + grade + ")");
        }
        if (schema.has("items") && shape.has("items")) {
            Place each = here.below("items", "/*");
            walk(each, schema.path("items"), shape.path("items"), grade, false);
        }
        properties(here, schema, shape, grade);
    }

    private void properties(Place here, JsonNode schema, JsonNode shape, String grade) {
        JsonNode properties = schema.path("properties");
        if (properties.isEmpty()) {
            return;
        }
        JsonNode came = shape.path("properties");
        Place below = here.below("properties", "");
        for (var property : properties.properties()) {
            String name = property.getKey();
            Place place = below.below(name, "/" + name);
            String own = grade(property.getValue(), grade(resolved(property.getValue()), grade));
            if (came.has(name)) {
                walk(place, property.getValue(), came.path(name), grade, false);
            } else if (shape.path("x-seen").asInt() >= ENOUGH && !own.equals(INFERRED) && shape.has("type")) {
                // It stays in the document, for whoever does get it.
                say(contradicted, place.words + ": did not come (" + own + ")");
                if (property.getValue().has("$ref")) {
                    say(byHand, place.words + ": a reference, which has no grade of its own");
                } else {
                    update(place).put(GRADE, INFERRED);
                }
                if (schema.path("required").toString().contains("\"" + name + "\"")) {
                    removals.add(here.target() + "['required'][?(@ == '" + name.replace("'", "\\'") + "')]");
                }
            }
        }
        if (schema.path("additionalProperties").isMissingNode()) {
            for (var member : came.properties()) {
                if (!properties.has(member.getKey())) {
                    ObjectNode added = plain(member.getValue());
                    added.put(GRADE, OBSERVED);
                    update(here).withObjectProperty("properties").set(member.getKey(), added);
                    say(contradicted, here.words + "/" + member.getKey() + ": came, and is not in the document");
                }
            }
        }
    }

    /** A request's member that FlaskData's own page sends exists. */
    private void request(Place place, JsonNode given, JsonNode shape) {
        JsonNode schema = resolved(given);
        if (given.has("$ref")) {
            return;
        }
        for (var property : schema.path("properties").properties()) {
            if (shape.path("properties").has(property.getKey())
                    && property.getValue().path(GRADE).asText().equals(INFERRED)) {
                Place below = place.below("properties", "").below(property.getKey(), "/" + property.getKey());
                update(below).put(GRADE, OBSERVED);
                say(observed, below.words);
            }
        }
    }

    /** How what came contradicts a schema's own type; empty when it doesn't. */
    private static String problem(JsonNode schema, JsonNode shape) {
        String type = schema.path("type").asText();
        if (type.isEmpty()) {
            return "";
        }
        if (shape.has("x-types")) {
            return type + " is documented, and several types came";
        }
        String came = shape.path("type").asText();
        if (came.isEmpty() || came.equals(type) || (type.equals("number") && came.equals("integer"))) {
            boolean time = schema.path("format").asText().equals("date-time") && came.equals("string");
            return time && !shape.path("x-form").asText().endsWith("instant")
                    ? "a date-time is documented, and another text came"
                    : "";
        }
        return type + " is documented, and " + came + " came";
    }

    private void replace(Place place, JsonNode schema, JsonNode shape) {
        ObjectNode replacement = node();
        if (schema.has("description")) {
            replacement.set("description", schema.get("description"));
        }
        replacement.setAll(plain(shape));
        replacement.put(GRADE, OBSERVED);
        replacements.put(place.target(), new Replacement(place.parent, place.name, replacement));
    }

    private ObjectNode update(Place place) {
        return updates.computeIfAbsent(place.target(), any -> node());
    }

    private static ObjectNode node() {
        return Documents.mapper().createObjectNode();
    }

    private void say(List<String> list, String line) {
        if (said.add(line)) {
            list.add(line);
        }
    }

    /** A shape as a schema of a document. */
    private static ObjectNode plain(JsonNode shape) {
        ObjectNode schema = node();
        if (shape.has("type")) {
            schema.set("type", shape.get("type"));
        }
        if (shape.path("x-form").asText().equals("instant")) {
            schema.put("format", "date-time");
        }
        if (shape.path("type").asText().equals("integer")) {
            schema.put("format", "int64");
        }
        if (shape.path("nullable").asBoolean()) {
            schema.put("nullable", true);
        }
        if (shape.has("items")) {
            schema.set("items", plain(shape.get("items")));
        }
        if (shape.has("properties")) {
            ObjectNode properties = schema.putObject("properties");
            shape.get("properties").properties().forEach(each -> properties.set(each.getKey(), plain(each.getValue())));
        } else if (shape.path("type").asText().equals("object")) {
            schema.put("additionalProperties", true);
        }
        return schema;
    }

    /** A place of the effective document that a run has confirmed, by the target that an overlay has for it. */
    void confirm(String pointer, String id, Map<String, String> targets) {
        String target = targets.get(pointer);
        if (target == null) {
            say(byHand, pointer + ": confirmed by " + id + ", at a place that no overlay can address");
            return;
        }
        JsonNode node = Target.read(target, document);
        if (node.path(GRADE).asText().equals(INFERRED)) {
            updates.computeIfAbsent(target, any -> node()).put(GRADE, OBSERVED);
            say(observed, pointer + ": by " + id);
        }
    }

    List<String> observed() {
        return observed;
    }

    List<String> contradicted() {
        return contradicted;
    }

    List<String> byHand() {
        return byHand;
    }

    /** Removals of what is replaced come first. */
    ArrayNode actions() {
        ArrayNode actions = Documents.mapper().createArrayNode();
        removals.forEach(target -> actions.addObject().put("target", target).put("remove", true));
        replacements.forEach((target, with) -> {
            actions.addObject().put("target", target).put("remove", true);
            ObjectNode update = node();
            update.set(with.name, with.schema);
            actions.addObject().put("target", with.parent).set("update", update);
        });
        updates.forEach((target, update) -> {
            if (replacements.keySet().stream().noneMatch(target::startsWith)) {
                actions.addObject().put("target", target).set("update", update);
            }
        });
        return actions;
    }

    /** Schemas for answers of which the document says nothing; accepting one changes the bindings. */
    ArrayNode candidates() {
        ArrayNode actions = Documents.mapper().createArrayNode();
        candidates.forEach(
                (target, update) -> actions.addObject().put("target", target).set("update", update));
        return actions;
    }
}
