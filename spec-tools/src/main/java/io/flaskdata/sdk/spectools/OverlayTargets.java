package io.flaskdata.sdk.spectools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flaskdata.sdk.spectools.repair.Tree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The places of an effective document by the targets that an overlay has for them: an overlay is applied before inline
 * bodies become models, so the two are walked side by side.
 */
final class OverlayTargets {
    private static final List<String> INNER = List.of("items", "additionalProperties");

    private final ObjectNode effective;
    private final ObjectNode overlaid;
    private final Map<String, String> targets = new LinkedHashMap<>();

    private OverlayTargets(ObjectNode effective, ObjectNode overlaid) {
        this.effective = effective;
        this.overlaid = overlaid;
    }

    /** Overlay targets by JSON pointer into the effective document. */
    static Map<String, String> of(ObjectNode effective, ObjectNode overlaid) {
        OverlayTargets all = new OverlayTargets(effective, overlaid);
        for (Tree.Operation each : Tree.operations(effective)) {
            String target = "$['paths']" + step(each.path()) + step(each.method());
            JsonNode before = overlaid.path("paths").path(each.path()).path(each.method());
            all.targets.put(each.pointer(), target);
            all.content(each.node(), before, each.pointer(), target, "requestBody");
            each.node()
                    .path("responses")
                    .fieldNames()
                    .forEachRemaining(status -> all.content(
                            each.node().path("responses"),
                            before.path("responses"),
                            each.pointer() + "/responses",
                            target + "['responses']",
                            status));
        }
        return all.targets;
    }

    private static String step(String name) {
        return "['" + name.replace("\\", "\\\\").replace("'", "\\'") + "']";
    }

    private void content(JsonNode now, JsonNode before, String pointer, String target, String member) {
        now.path(member)
                .path("content")
                .properties()
                .forEach(type -> schema(
                        type.getValue().path("schema"),
                        before.path(member).path("content").path(type.getKey()).path("schema"),
                        pointer + "/" + member + "/content/" + Tree.escape(type.getKey()) + "/schema",
                        target + step(member) + "['content']" + step(type.getKey()) + "['schema']"));
    }

    private void schema(JsonNode now, JsonNode before, String pointer, String target) {
        if (now.isMissingNode() || before.isMissingNode()) {
            return;
        }
        if (before.has("$ref")) {
            String reference = before.path("$ref").asText();
            String name = reference.substring(reference.lastIndexOf('/') + 1);
            schema(now, overlaid.at(reference.substring(1)), pointer, "$['components']['schemas']" + step(name));
            return;
        }
        if (now.has("$ref")) {
            String reference = now.path("$ref").asText().substring(1);
            targets.putIfAbsent(pointer, target);
            if (!targets.containsKey(reference)) {
                schema(effective.at(reference), before, reference, target);
            }
            return;
        }
        if (targets.putIfAbsent(pointer, target) != null) {
            return;
        }
        for (String inner : INNER) {
            schema(now.path(inner), before.path(inner), pointer + "/" + inner, target + step(inner));
        }
        now.path("properties")
                .properties()
                .forEach(each -> schema(
                        each.getValue(),
                        before.path("properties").path(each.getKey()),
                        pointer + "/properties/" + Tree.escape(each.getKey()),
                        target + "['properties']" + step(each.getKey())));
    }
}
