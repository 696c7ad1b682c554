package io.flaskdata.sdk.spectools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.Option;
import com.jayway.jsonpath.PathNotFoundException;
import com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider;
import com.jayway.jsonpath.spi.mapper.JacksonMappingProvider;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** OpenAPI Overlay 1.0: update and remove actions, applied in order; an action that matches nothing is a fault. */
final class Overlay {
    private static final Configuration PATHS = Configuration.builder()
            .jsonProvider(new JacksonJsonNodeJsonProvider(Documents.mapper()))
            .mappingProvider(new JacksonMappingProvider(Documents.mapper()))
            .options(Option.AS_PATH_LIST)
            .build();
    private static final Configuration VALUES = PATHS.setOptions();

    /** What upstream says of a value's shape is not ours to replace. */
    private static final Set<String> UPSTREAMS_OWN = Set.of("type", "$ref", "schema", "format", "items", "in", "name");

    private final String name;
    private final ObjectNode document;
    private final List<Fault> faults = new ArrayList<>();
    private int applied;

    private Overlay(String name, ObjectNode document) {
        this.name = name;
        this.document = document;
    }

    /** Applies an overlay in place and tells how many actions acted; throws with every fault at once. */
    static int apply(String name, ObjectNode overlay, ObjectNode document) {
        Overlay application = new Overlay(name, document);
        if (!overlay.path("overlay").asText().startsWith("1.")
                || !overlay.path("actions").isArray()) {
            throw new SpecException(name, "", "not an Overlay 1.x document with actions");
        }
        JsonNode actions = overlay.path("actions");
        for (int i = 0; i < actions.size(); i++) {
            application.act("action " + i, actions.get(i));
        }
        if (!application.faults.isEmpty()) {
            throw new SpecException(application.faults);
        }
        return application.applied;
    }

    private void act(String where, JsonNode action) {
        String target = action.path("target").asText();
        String place = where + ", target " + target;
        if (!target.startsWith("$") || !brackets(target).isEmpty()) {
            // The library would take such a target for a part of itself.
            faults.add(
                    new Fault(name, place, "the target can't be parsed: it must start with $ and close its brackets"));
            return;
        }
        try {
            List<String> matches = matches(JsonPath.compile(target));
            if (matches.isEmpty() && target.contains("[?")) {
                // RFC 9535 lets a filter choose among an object's members; the library asks the object itself.
                matches = matches(JsonPath.compile(target.replace("[?", "[*][?")));
            }
            if (matches.isEmpty()) {
                faults.add(new Fault(name, place, "the target matches nothing" + nearest(target)));
            } else if (action.path("remove").asBoolean(false)) {
                remove(matches, place);
            } else if (action.has("update")) {
                matches.forEach(match -> update(match, action.get("update"), place));
            } else {
                faults.add(new Fault(name, place, "neither update nor remove"));
            }
            applied++;
        } catch (InvalidPathException | IllegalArgumentException e) {
            faults.add(new Fault(name, place, "the target can't be parsed: " + e.getMessage()));
        }
    }

    /** The brackets that stay open, quoted text left out. */
    private static String brackets(String target) {
        String open = target.replaceAll("'[^']*'|\"[^\"]*\"", "").replaceAll("[^\\[\\]()]", "");
        String before;
        do {
            before = open;
            open = open.replace("[]", "").replace("()", "");
        } while (!open.equals(before));
        return open;
    }

    private List<String> matches(JsonPath path) {
        try {
            ArrayNode found = path.read(document, PATHS);
            List<String> matches = new ArrayList<>();
            found.forEach(each -> matches.add(each.asText()));
            return matches;
        } catch (PathNotFoundException e) {
            return List.of();
        }
    }

    private void remove(List<String> matches, String place) {
        // From the back, so that an array's later elements go first.
        for (int i = matches.size() - 1; i >= 0; i--) {
            if (matches.get(i).equals("$")) {
                faults.add(new Fault(name, place, "the whole document can't be removed"));
            } else {
                JsonPath.compile(matches.get(i)).delete(document, VALUES);
            }
        }
    }

    private void update(String match, JsonNode update, String place) {
        JsonNode target = JsonPath.compile(match).read(document, VALUES);
        if (target instanceof ArrayNode array) {
            array.add(update.deepCopy());
        } else if (target instanceof ObjectNode object && update instanceof ObjectNode members) {
            merge(object, members, place);
        } else {
            faults.add(new Fault(name, place, "an update needs an object, or an array, to go into"));
        }
    }

    private void merge(ObjectNode target, ObjectNode update, String place) {
        for (var member : update.properties()) {
            JsonNode old = target.get(member.getKey());
            JsonNode added = member.getValue();
            if (old instanceof ObjectNode oldObject && added instanceof ObjectNode addedObject) {
                merge(oldObject, addedObject, place + "/" + member.getKey());
            } else if (old instanceof ArrayNode oldArray && added instanceof ArrayNode addedArray) {
                oldArray.addAll(addedArray.deepCopy());
            } else if (old != null && !old.isValueNode()) {
                faults.add(new Fault(
                        name, place, "would replace the structure under " + member.getKey() + " by " + added));
            } else if (old != null && UPSTREAMS_OWN.contains(member.getKey()) && !old.equals(added)) {
                faults.add(new Fault(
                        name, place, "would replace upstream's " + member.getKey() + " " + old + " by " + added));
            } else {
                target.set(member.getKey(), added.deepCopy());
            }
        }
    }

    /** For a target that names a path, the document's path that differs from it least. */
    private String nearest(String target) {
        int start = target.indexOf("['/");
        int end = target.indexOf("']", start + 1);
        if (start < 0 || end < 0) {
            return "";
        }
        String wanted = target.substring(start + 2, end);
        return document.path("paths")
                .propertyStream()
                .map(java.util.Map.Entry::getKey)
                .min(Comparator.comparingInt(path -> distance(wanted, path)))
                .map(path -> "; nearest is " + path)
                .orElse("");
    }

    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
