package io.flaskdata.sdk.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.flaskdata.sdk.contract.Documents.Kind;
import io.flaskdata.sdk.contract.Documents.Operation;
import io.flaskdata.sdk.contract.Probes.Found;
import io.flaskdata.sdk.contract.Probes.Lab;
import io.flaskdata.sdk.contract.Probes.Probe;
import io.flaskdata.sdk.spectools.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A probe for each inferred place in the answer of a read: whether it came, and as the document says. */
final class AnswerProbes {
    private static final int DEPTH = 12;

    /** A place in an operation's answer: names, and {@code *} for an array's entries. */
    private record Place(Operation operation, List<String> path) {}

    /** The inferred places by {@code <module>#<pointer>}. */
    private static final Map<String, List<Place>> PLACES = places();

    static final List<Probe> ALL = PLACES.entrySet().stream()
            .map(each -> new Probe(
                    id(each.getKey()),
                    "looks whether it came in an answer as the document says",
                    "as the document says",
                    lab -> found(lab, each.getKey(), each.getValue())))
            .toList();

    private AnswerProbes() {}

    /** {@code forms#/components/schemas/EventEntry/properties/rules} is {@code answer.forms.EventEntry.rules}. */
    static String id(String item) {
        String module = item.substring(0, item.indexOf('#'));
        String place = item.substring(item.indexOf('#') + 1)
                .replaceFirst("^/components/schemas/", "")
                .replaceFirst("^/paths/.*~1([^/]*)/[a-z]+/responses/.*", "$1")
                .replace("/properties/", ".");
        return "answer." + module + "." + place;
    }

    private static Map<String, List<Place>> places() {
        Map<String, List<Place>> places = new LinkedHashMap<>();
        Documents documents = Documents.bundled();
        for (Operation operation : documents.operations()) {
            JsonNode schema = operation.answerSchema();
            if (schema != null && operation.kind() != Kind.WRITE) {
                String at = operation.pointer() + "/responses/200/content/application~1json/schema";
                walk(documents, operation, at, schema, List.of(), places);
            }
        }
        return places;
    }

    private static void walk(
            Documents documents,
            Operation operation,
            String pointer,
            JsonNode given,
            List<String> path,
            Map<String, List<Place>> into) {
        if (path.size() > DEPTH) {
            return;
        }
        String at = given.has("$ref") ? given.path("$ref").asText() : pointer;
        JsonNode schema = documents.resolved(operation.module(), given);
        if (schema.path("x-provenance").asText().equals("inferred")) {
            into.computeIfAbsent(operation.module() + at, any -> new ArrayList<>())
                    .add(new Place(operation, path));
        }
        for (var property : schema.path("properties").properties()) {
            walk(
                    documents,
                    operation,
                    at + "/properties/" + property.getKey(),
                    property.getValue(),
                    plus(path, property.getKey()),
                    into);
        }
        if (schema.path("items").isObject()) {
            walk(documents, operation, at + "/items", schema.path("items"), plus(path, Names.ANY), into);
        }
    }

    private static List<String> plus(List<String> path, String name) {
        List<String> longer = new ArrayList<>(path);
        longer.add(name);
        return longer;
    }

    private static Found found(Lab lab, String item, List<Place> places) {
        String pointer = item.substring(item.indexOf('#'));
        boolean came = false;
        for (Place place : places) {
            Shape shape = at(lab.session().shape(place.operation().id()), place.path());
            came |= shape != null && shape.seen() > 0;
            if (lab.session().received(place.operation().id()).stream()
                    .anyMatch(each -> pointer.equals(each.schema()))) {
                return Found.of("otherwise than the document says");
            }
        }
        return came ? Found.of("as the document says") : Found.cantTell("it did not come");
    }

    private static @Nullable Shape at(Shape shape, List<String> path) {
        Shape now = shape;
        for (String name : path) {
            now = now == null
                    ? null
                    : name.equals(Names.ANY) ? now.entries() : now.members().get(name);
        }
        return now;
    }
}
