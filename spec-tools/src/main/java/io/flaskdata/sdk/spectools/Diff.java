package io.flaskdata.sdk.spectools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flaskdata.sdk.spectools.Change.Level;
import io.flaskdata.sdk.spectools.repair.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openapitools.openapidiff.core.OpenApiCompare;
import org.openapitools.openapidiff.core.model.ChangedOpenApi;
import org.openapitools.openapidiff.core.model.ChangedOperation;

/**
 * The changes between two effective documents of one module, by openapi-diff and by our own checks of what it ignores.
 */
final class Diff {
    private final ObjectNode before;
    private final ObjectNode after;
    private final Map<String, Change> changes = new TreeMap<>();

    private Diff(ObjectNode before, ObjectNode after) {
        this.before = before;
        this.after = after;
    }

    /** The worst first, then by their text. */
    static List<Change> between(ObjectNode before, ObjectNode after) {
        Diff diff = new Diff(before, after);
        if (!before.equals(after)) {
            diff.compare();
        }
        List<Change> sorted = new ArrayList<>(diff.changes.values());
        sorted.sort((a, b) -> a.level() == b.level()
                ? a.what().compareTo(b.what())
                : b.level().compareTo(a.level()));
        return sorted;
    }

    private void compare() {
        ChangedOpenApi compared = OpenApiCompare.fromContents(before.toString(), after.toString());
        Map<String, Tree.Operation> old = byHttp(before);
        Map<String, Tree.Operation> now = byHttp(after);
        // Endpoints are compared here, because openapi-diff treats paths that differ only in a parameter's name as one.
        old.forEach((http, operation) -> {
            if (!now.containsKey(http)) {
                add(Level.BREAKING, http + " is gone", java(operation.node()));
            }
        });
        now.forEach((http, operation) -> {
            Tree.Operation was = old.get(http);
            if (was == null) {
                add(Level.COMPATIBLE, http + " is new", java(operation.node()));
            } else {
                ourMembers(http, was.node(), operation.node());
            }
        });
        for (ChangedOperation operation : compared.getChangedOperations()) {
            String http = operation.getHttpMethod() + " " + operation.getPathUrl();
            Tree.Operation was = old.get(http);
            if (was != null) {
                int found = changes.size();
                new OperationDiff(http, java(was.node()), compared, this::add).compare(operation);
                if (changes.size() == found && operation.isChanged().isDifferent()) {
                    add(
                            operation.isIncompatible() ? Level.BREAKING : Level.DOCUMENTATION,
                            http + " differs (" + operation.isChanged().getValue() + ", says openapi-diff)",
                            java(was.node()));
                }
            }
        }
        if (changes.isEmpty()) {
            add(Level.DOCUMENTATION, "words, examples or the order of members differ", null);
        }
    }

    private static Map<String, Tree.Operation> byHttp(ObjectNode document) {
        return Tree.operations(document).stream()
                .collect(Collectors.toMap(
                        each -> each.method().toUpperCase(Locale.ROOT) + " " + each.path(),
                        Function.identity(),
                        (a, b) -> a,
                        TreeMap::new));
    }

    /** Compares names, and extensions that openapi-diff ignores but the SDK uses. */
    private void ourMembers(String http, ObjectNode was, ObjectNode is) {
        if (!java(was).equals(java(is))) {
            add(Level.BREAKING, http + " has another Java name: " + java(is), java(was));
        }
        ourMember(http, was, is, "x-auth", Level.BREAKING);
        ourMember(http, was, is, "x-retry", Level.COMPATIBLE);
        ourMember(http, was, is, "x-provenance", Level.DOCUMENTATION);
        if (was.has("x-stream") && !is.has("x-stream")) {
            add(Level.BREAKING, http + " has no streaming twin any more", java(was) + "Streaming");
        } else if (is.has("x-stream") && !was.has("x-stream")) {
            add(Level.COMPATIBLE, http + " has a streaming twin", java(is) + "Streaming");
        }
    }

    private void ourMember(String http, ObjectNode was, ObjectNode is, String member, Level level) {
        JsonNode old = was.path(member);
        JsonNode now = is.path(member);
        if (!old.equals(now)) {
            add(level, http + " has " + member + " " + now + " instead of " + old, java(was));
        }
    }

    private static String java(ObjectNode operation) {
        return operation.path("tags").path(0).asText() + "Api."
                + operation.path("operationId").asText();
    }

    /** One change for all operations that share it. */
    private void add(Level level, String what, @Nullable String java) {
        Change change = changes.computeIfAbsent(level + what, any -> new Change(level, what, new TreeSet<>()));
        if (java != null) {
            change.java().add(java);
        }
    }
}
