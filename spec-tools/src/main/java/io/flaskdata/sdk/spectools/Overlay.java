package io.flaskdata.sdk.spectools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jayway.jsonpath.InvalidPathException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** OpenAPI Overlay 1.0 and 1.1: update, remove and copy, applied in order; an action that matches nothing is a fault. */
final class Overlay {
    /** Members that define a value's shape in upstream, which overlays may not replace. */
    private static final Set<String> UPSTREAMS_OWN = Set.of("type", "$ref", "schema", "format", "items", "in", "name");

    /** Members that describe a value but not its shape. */
    private static final Predicate<JsonNode> WORDS_ONLY = node -> node.isObject()
            && node.propertyStream()
                    .allMatch(each ->
                            each.getKey().equals("description") || each.getKey().startsWith("x-"));

    /** The result of an overlay: how many actions were applied, and why the others were not. */
    record Outcome(int applied, List<Fault> faults) {}

    private final String name;
    private final ObjectNode document;
    private final boolean guarded;
    private final boolean arraysJoin;
    private final List<Fault> faults = new ArrayList<>();
    private int conflicts;

    private Overlay(String name, ObjectNode overlay, ObjectNode document, boolean guarded) {
        this.name = name;
        this.document = document;
        this.guarded = guarded;
        // 1.0 appends an array to an array as one entry, later versions join them.
        this.arraysJoin = !overlay.path("overlay").asText().startsWith("1.0");
    }

    /** Applies an overlay in place without replacing upstream's shapes; reports all faults at once. */
    static int apply(String name, ObjectNode overlay, ObjectNode document) {
        return whole(tryApply(name, overlay, document, true));
    }

    /** Applies an overlay in place as the specification says, without that guard; reports all faults at once. */
    static int applyPlain(String name, ObjectNode overlay, ObjectNode document) {
        return whole(tryApply(name, overlay, document, false));
    }

    private static int whole(Outcome outcome) {
        if (!outcome.faults().isEmpty()) {
            throw new SpecException(outcome.faults());
        }
        return outcome.applied();
    }

    /** Applies in place what can be applied. */
    static Outcome tryApply(String name, ObjectNode overlay, ObjectNode document, boolean guarded) {
        if (!overlay.path("overlay").asText().startsWith("1.")
                || !overlay.path("actions").isArray()
                || overlay.path("actions").isEmpty()) {
            throw new SpecException(name, "", "not an Overlay 1.x document with actions");
        }
        Overlay application = new Overlay(name, overlay, document, guarded);
        JsonNode actions = overlay.path("actions");
        int applied = 0;
        for (int i = 0; i < actions.size(); i++) {
            int before = application.faults.size();
            application.act("action " + i, actions.get(i));
            applied += application.faults.size() == before ? 1 : 0;
        }
        return new Outcome(applied, List.copyOf(application.faults));
    }

    private void act(String where, JsonNode action) {
        String target = action.path("target").asText();
        String place = where + ", target " + target;
        List<String> matches = matches(target, "target", place);
        if (matches.isEmpty()) {
            return;
        }
        if (action.path("remove").asBoolean(false)) {
            remove(matches, place);
        } else if (action.has("update")) {
            matches.forEach(match -> update(match, action.get("update"), place));
        } else if (action.has("copy")) {
            copy(matches, action.path("copy").asText(), place);
        } else {
            fault(place, "neither update nor remove nor copy");
        }
    }

    /** What a path matches; nothing is a fault. */
    private List<String> matches(String path, String role, String place) {
        try {
            List<String> matches = Target.matches(path, document);
            if (matches.isEmpty()) {
                fault(place, "the " + role + " matches nothing" + Target.nearest(path, document));
            }
            return matches;
        } catch (InvalidPathException | IllegalArgumentException e) {
            fault(place, "the " + role + " can't be parsed: " + e.getMessage());
            return List.of();
        }
    }

    private void copy(List<String> matches, String from, String place) {
        List<String> sources = matches(from, "copy", place);
        if (sources.size() > 1) {
            fault(place, "copy must match one place, not " + sources.size());
        } else if (sources.size() == 1) {
            JsonNode source = Target.read(sources.get(0), document).deepCopy();
            matches.forEach(match -> update(match, source, place));
        }
    }

    private void remove(List<String> matches, String place) {
        // From the back, so that an array's later elements go first.
        for (int i = matches.size() - 1; i >= 0; i--) {
            if (matches.get(i).equals("$")) {
                fault(place, "the whole document can't be removed");
            } else {
                Target.delete(matches.get(i), document);
            }
        }
    }

    private void update(String match, JsonNode update, String place) {
        JsonNode target = Target.read(match, document);
        if (target instanceof ArrayNode array) {
            if (arraysJoin && update instanceof ArrayNode more) {
                array.addAll(more.deepCopy());
            } else {
                array.add(update.deepCopy());
            }
        } else if (target instanceof ObjectNode object && update instanceof ObjectNode members) {
            if (match.contains("['schema") || match.contains("['components")) {
                mergeWholly(object, members, place);
            } else {
                merge(object, members, place);
            }
        } else if (!guarded && arraysJoin && target.isValueNode() && update.isValueNode()) {
            Target.replace(match, update, document);
        } else {
            fault(place, "an update needs an object, or an array, to go into");
        }
    }

    /** Merges all or nothing, because half of our schema inside upstream's would describe neither. */
    private void mergeWholly(ObjectNode target, ObjectNode update, String place) {
        int before = conflicts;
        ObjectNode merged = target.deepCopy();
        merge(merged, update, place);
        if (conflicts == before) {
            target.removeAll();
            target.setAll(merged);
        }
    }

    private void merge(ObjectNode target, ObjectNode update, String place) {
        if (guarded && besideReference(target, update)) {
            conflict(place, "would stand beside a reference, where a generator doesn't see it: " + shown(target));
            return;
        }
        for (var member : update.properties()) {
            JsonNode old = target.get(member.getKey());
            JsonNode added = member.getValue();
            if (old instanceof ObjectNode oldObject && added instanceof ObjectNode addedObject) {
                if (member.getKey().equals("schema")) {
                    mergeWholly(oldObject, addedObject, place + "/schema");
                    continue;
                }
                merge(oldObject, addedObject, place + "/" + member.getKey());
            } else if (old instanceof ArrayNode oldArray && added instanceof ArrayNode addedArray) {
                oldArray.addAll(addedArray.deepCopy());
            } else if (old != null
                    && (old instanceof ContainerNode || added instanceof ContainerNode && !old.isNull())) {
                conflict(place, "would replace the structure under " + member.getKey() + " by " + shown(added));
            } else if (guarded && old != null && UPSTREAMS_OWN.contains(member.getKey()) && !old.equals(added)) {
                conflict(
                        place,
                        "would replace upstream's " + member.getKey() + " " + shown(old) + " by " + shown(added));
            } else if (guarded && old == null && inProperties(place) && WORDS_ONLY.test(added)) {
                fault(
                        place,
                        "there is no property " + member.getKey() + " to describe"
                                + Target.nearestName(member.getKey(), target));
            } else {
                target.set(member.getKey(), added.deepCopy());
            }
        }
    }

    private static boolean inProperties(String place) {
        return place.endsWith("/properties") || place.endsWith(".properties");
    }

    private static boolean besideReference(ObjectNode target, ObjectNode update) {
        boolean words = update.propertyStream()
                .allMatch(each ->
                        each.getKey().equals("description") || each.getKey().startsWith("x-"));
        return target.path("$ref").isTextual() && !words
                || update.path("$ref").isTextual() && !target.isEmpty() && !target.equals(update);
    }

    private void conflict(String place, String reason) {
        conflicts++;
        fault(place, reason);
    }

    private static String shown(JsonNode node) {
        String text = node.toString();
        return text.length() > 80 ? text.substring(0, 80) + "…" : text;
    }

    private void fault(String place, String reason) {
        faults.add(new Fault(name, place, reason));
    }
}
