package io.flaskdata.sdk.spectools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flaskdata.sdk.spectools.repair.Repairs;
import io.flaskdata.sdk.spectools.repair.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A build's report: {@code report.md}, the table of operations, and the printed lines. */
final class Report {
    private final StringBuilder documents = new StringBuilder();
    private final StringBuilder effective = new StringBuilder();
    private final StringBuilder operations = new StringBuilder();
    private final StringBuilder contact = new StringBuilder();
    private final List<String> summary = new ArrayList<>();
    private final Map<String, Long> rules = new TreeMap<>();
    private final Map<String, Long> grades = new TreeMap<>();
    private final Map<String, Long> partGrades = new TreeMap<>();
    private int operationCount;
    private int actionCount;

    void repaired(String file, int operationsThere, Repairs repairs) {
        documents.append("\n## ").append(file).append("\n\n");
        Map<String, List<String>> byRule = repairs.acts().stream()
                .collect(Collectors.groupingBy(
                        Repairs.Act::rule,
                        TreeMap::new,
                        Collectors.mapping(Repairs.Act::pointer, Collectors.toList())));
        byRule.forEach((rule, places) -> {
            documents.append("- %s (%d): %s%n".formatted(rule, places.size(), String.join(", ", places)));
            rules.merge(rule, (long) places.size(), Long::sum);
        });
        summary.add("%s: %d operations, %d repairs %s"
                .formatted(file, operationsThere, repairs.acts().size(), counts(byRule)));
    }

    private static Map<String, Integer> counts(Map<String, List<String>> byRule) {
        return byRule.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, each -> each.getValue().size(), Integer::sum, TreeMap::new));
    }

    void made(Sources.Document selection, ObjectNode document, int selected, int actions) {
        List<Tree.Operation> all = Tree.operations(document);
        Map<String, Long> own = all.stream()
                .collect(Collectors.groupingBy(
                        each -> each.node().path("x-provenance").asText(), TreeMap::new, Collectors.counting()));
        // Every grade that is not an operation's own: schemas and properties.
        Map<String, Long> parts = document.findValuesAsText("x-provenance").stream()
                .collect(Collectors.groupingBy(each -> each, TreeMap::new, Collectors.counting()));
        own.forEach((grade, count) -> parts.computeIfPresent(grade, (same, sum) -> sum > count ? sum - count : null));
        own.forEach((grade, count) -> grades.merge(grade, count, Long::sum));
        parts.forEach((grade, count) -> partGrades.merge(grade, count, Long::sum));
        operationCount += all.size();
        actionCount += actions;
        effective.append("\n## effective %s%n%n".formatted(selection.id()));
        effective.append("Overlay actions applied: %d. Operations: %d of %d selected, by grade %s. "
                .formatted(actions, all.size(), selected, own));
        effective.append("Schemas and properties with a grade of their own: %s.%n%n".formatted(parts));
        for (Tree.Operation operation : all) {
            effective.append("- " + java(operation.node()) + " ("
                    + operation.node().path("x-provenance").asText() + "): " + http(operation) + "\n");
            operations.append("| %s | `%s` | `%s` | %s | %s | %s | %s |%n"
                    .formatted(
                            selection.id(),
                            http(operation),
                            java(operation.node()),
                            retry(operation.node().path("x-retry")),
                            operation.node().path("x-auth").asText(),
                            answer(operation.node()),
                            operation.node().path("x-provenance").asText()));
        }
        summary.add("effective %s: %d operations %s, %d overlay actions, parts %s"
                .formatted(selection.id(), all.size(), own, actions, parts));
    }

    private static String java(ObjectNode operation) {
        return operation.path("tags").path(0).asText() + "Api."
                + operation.path("operationId").asText();
    }

    private static String http(Tree.Operation operation) {
        return operation.method().toUpperCase(Locale.ROOT) + " " + operation.path();
    }

    private static String retry(JsonNode retry) {
        JsonNode when = retry.path("safe-when");
        return retry.isTextual()
                ? retry.asText()
                : "safe when `" + when.path("member").asText() + "` matches `"
                        + when.path("matches").asText() + "`";
    }

    private static String answer(ObjectNode operation) {
        JsonNode content = operation.path("responses").path("200").path("content");
        boolean file = content.findValuesAsText("format").contains("binary");
        return operation.has("x-stream") ? "rows" : file ? "file" : content.isEmpty() ? "as it comes" : "JSON";
    }

    /** Adds a line about documents for which our overlays were not written. */
    void contact(String line) {
        contact.append("- ").append(line).append('\n');
    }

    void known(Sources.Known known) {
        operations.append(
                "| %s | %s | not known | | | | %s |%n".formatted(known.source(), known.what(), known.provenance()));
    }

    void note(String line) {
        summary.add(line);
    }

    /** The lines to print. */
    List<String> lines() {
        List<String> lines = new ArrayList<>(summary);
        lines.add(total());
        if (!contact.isEmpty()) {
            lines.add("First contact:");
            contact.toString().lines().forEach(lines::add);
        }
        return lines;
    }

    private String total() {
        long repairs = rules.values().stream().mapToLong(Long::longValue).sum();
        return "In all: %d operations %s, %d schemas and properties graded on their own %s, %d overlay actions, %d repairs by %d rules."
                .formatted(
                        operationCount,
                        grades,
                        partGrades.values().stream().mapToLong(Long::longValue).sum(),
                        partGrades,
                        actionCount,
                        repairs,
                        rules.size());
    }

    String markdown() {
        return "# Documents\n\n" + total() + "\n" + (contact.isEmpty() ? "" : "\n## First contact\n\n" + contact)
                + documents + effective;
    }

    String operations() {
        return """
                # Operations

                Generated from the specs; `auth` and `idp` are core's own, the others are modules.
                Retry: whether the SDK may repeat a call. Auth: the token it carries (`api`, `idp`: the user's, `bare`: \
                without a scheme, `none`).
                Answer: `rows` stream, a `file` streams too, `as it comes` is one whose shape nobody outside knows.

                | module | operation | Java | retry | auth | answer | contract |
                |---|---|---|---|---|---|---|
                """ + operations;
    }
}
