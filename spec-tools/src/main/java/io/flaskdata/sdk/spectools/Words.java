package io.flaskdata.sdk.spectools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flaskdata.sdk.spectools.repair.Tree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The operations and the members' names that our documents have, by which others' data is told from words. */
final class Words implements Predicate<String> {
    /** An operation of a document. */
    record Operation(String module, String method, String path) {
        boolean matches(String requestPath) {
            String pattern = Pattern.compile("\\{[^}]*}|[^{]+")
                    .matcher(path)
                    .replaceAll(part -> part.group().startsWith("{")
                            ? "[^/]+"
                            : java.util.regex.Matcher.quoteReplacement(Pattern.quote(part.group())));
            return Pattern.matches(pattern, requestPath);
        }
    }

    private final List<Operation> operations = new ArrayList<>();
    private final Set<String> words = new HashSet<>();

    private Words() {}

    static Words of(Path specs, Map<String, ObjectNode> effective) {
        Words all = new Words();
        effective.forEach((module, document) -> {
            Tree.operations(document)
                    .forEach(each -> all.operations.add(
                            new Operation(module, each.method().toUpperCase(Locale.ROOT), each.path())));
            all.properties(document);
        });
        Path tables = specs.resolve("edc-tables.yaml");
        if (Files.exists(tables)) {
            all.words.addAll(Documents.read(tables).findValuesAsText("column"));
        }
        return all;
    }

    private void properties(JsonNode node) {
        node.path("properties").fieldNames().forEachRemaining(words::add);
        node.forEach(this::properties);
    }

    @Override
    public boolean test(String name) {
        return words.contains(name);
    }

    /** Null when no document has it; the IDP is another host. */
    @Nullable
    Operation operation(String method, String path, boolean idp) {
        return operations.stream()
                .filter(each ->
                        each.method().equals(method) && each.module().equals("idp") == idp && each.matches(path))
                .findFirst()
                .orElse(null);
    }

    boolean has(Operation operation) {
        return operations.contains(operation);
    }
}
