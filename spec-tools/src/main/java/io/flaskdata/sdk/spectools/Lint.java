package io.flaskdata.sdk.spectools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flaskdata.sdk.spectools.repair.Tree;
import io.swagger.v3.parser.OpenAPIV3Parser;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Checks an effective document against OpenAPI and our own rules. */
final class Lint {
    private static final Set<String> GRADES = Set.of("documented", "observed", "inferred");
    private static final Set<String> AUTHS = Set.of("api", "idp", "bare", "none");

    private final String name;
    private final ObjectNode document;
    private final List<Fault> faults = new ArrayList<>();

    private Lint(String name, ObjectNode document) {
        this.name = name;
        this.document = document;
    }

    static void check(String name, ObjectNode document) {
        Lint lint = new Lint(name, document);
        lint.operations();
        Tree.walk(document, lint::reference);
        Tree.walk(document, lint::inferredIsNeverRequired);
        // Our own words first: the parser's are about the same faults, further from their cause, and it reads what a
        // reference names, wherever that is.
        if (lint.faults.isEmpty()) {
            lint.parser();
        }
        if (!lint.faults.isEmpty()) {
            throw new SpecException(lint.faults);
        }
    }

    /** Removes requirements of our overlays on missing parts, and reports them. */
    static List<Fault> relax(String name, ObjectNode document) {
        Lint lint = new Lint(name, document);
        for (Tree.Operation operation : Tree.operations(document)) {
            JsonNode when = operation.node().path("x-retry").path("safe-when");
            int before = lint.faults.size();
            if (when.isObject()) {
                lint.condition(operation, when);
            }
            if (lint.faults.size() > before) {
                operation.node().put("x-retry", "never");
            }
        }
        Tree.walk(document, lint::relaxRequired);
        return List.copyOf(lint.faults);
    }

    private void relaxRequired(String pointer, ObjectNode node) {
        if (node.path("required") instanceof ArrayNode required) {
            for (int i = required.size() - 1; i >= 0; i--) {
                if (!node.path("properties").has(required.get(i).asText())) {
                    fault(
                            pointer + "/required",
                            "there is no property " + required.get(i).asText());
                    required.remove(i);
                }
            }
        }
    }

    private void operations() {
        Set<String> ids = new HashSet<>();
        for (Tree.Operation operation : Tree.operations(document)) {
            ObjectNode node = operation.node();
            if (!ids.add(node.path("operationId").asText())) {
                fault(operation.pointer(), "another operation has the operationId " + node.path("operationId"));
            }
            if (node.path("tags").size() != 1) {
                fault(operation.pointer() + "/tags", "an operation has one tag, its interface");
            }
            oneOf(operation, "x-provenance", GRADES);
            oneOf(operation, "x-auth", AUTHS);
            if (node.has("x-stream") && !node.path("x-stream").asText().equals("rows")) {
                fault(operation.pointer() + "/x-stream", "must be rows");
            }
            retry(operation);
        }
    }

    /** An overlay may bring references too. */
    private void reference(String pointer, ObjectNode node) {
        JsonNode reference = node.path("$ref");
        if (!reference.isMissingNode()) {
            String target = reference.asText();
            if (!target.startsWith("#/components/")) {
                fault(pointer + "/$ref", "a reference outside the document's components is refused: " + target);
            } else if (document.at(target.substring(1)).isMissingNode()) {
                fault(pointer + "/$ref", "the reference has no target: " + target);
            }
        }
    }

    private void oneOf(Tree.Operation operation, String member, Set<String> values) {
        if (!values.contains(operation.node().path(member).asText())) {
            fault(operation.pointer() + "/" + member, "must be one of " + new TreeSet<>(values));
        }
    }

    private void retry(Tree.Operation operation) {
        JsonNode retry = operation.node().path("x-retry");
        JsonNode when = retry.path("safe-when");
        boolean plain = retry.asText().equals("safe") || retry.asText().equals("never");
        if (!plain && !(when.path("member").isTextual() && when.path("matches").isTextual())) {
            fault(operation.pointer() + "/x-retry", "must be safe, never, or safe-when with member and matches");
        } else if (!plain) {
            condition(operation, when);
        }
    }

    private void condition(Tree.Operation operation, JsonNode when) {
        String pointer = operation.pointer() + "/x-retry/safe-when";
        String member = when.path("member").asText();
        JsonNode body = operation
                .node()
                .path("requestBody")
                .path("content")
                .path("application/json")
                .path("schema");
        String reference = body.path("$ref").asText();
        JsonNode request = reference.startsWith("#/") ? document.at(reference.substring(1)) : body;
        if (!request.path("properties").has(member)) {
            fault(pointer + "/member", "the request has no member " + member);
        }
        try {
            Pattern.compile(when.path("matches").asText());
        } catch (PatternSyntaxException e) {
            fault(pointer + "/matches", "no regular expression: " + e.getDescription());
        }
    }

    private void inferredIsNeverRequired(String pointer, ObjectNode node) {
        // A parameter's is no list.
        for (JsonNode required : node.path("required")) {
            JsonNode property = node.path("properties").path(required.asText());
            if (property.isMissingNode()) {
                fault(pointer + "/required", "there is no property " + required.asText());
            } else if (property.path("x-provenance").asText().equals("inferred")) {
                fault(pointer + "/required", "an inferred property is required: " + required.asText());
            }
        }
    }

    private void parser() {
        var result = new OpenAPIV3Parser().readContents(document.toString());
        for (String message : result.getMessages()) {
            fault("", message);
        }
    }

    private void fault(String pointer, String reason) {
        faults.add(new Fault(name, pointer, reason));
    }
}
