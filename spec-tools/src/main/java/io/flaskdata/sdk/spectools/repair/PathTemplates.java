package io.flaskdata.sdk.spectools.repair;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A path's parameters as Express, JAX-RS or RFC 6570 write them, and those nobody declared: what stands in the path
 * counts. Parameters in a path's query are query parameters.
 */
final class PathTemplates implements Rule {
    private static final Pattern EXPRESS = Pattern.compile("(?<=/):([A-Za-z_][A-Za-z0-9_]*)");
    private static final Pattern NAME = Pattern.compile("\\{([^{}/]+)}");
    /** A name in braces, and what JAX-RS and RFC 6570 allow around it; a pattern may have braces of its own. */
    private static final Pattern EXPANDED = Pattern.compile("\\{\\+?([^{}/?&*:]+)(?:\\*|:(?:[^{}]|\\{[^{}]*})*)?}");

    private static final Pattern QUERY = Pattern.compile("\\{[?&]([^{}]*)}|[?&](?:([^=&{}?]+)=)?\\{([^{}]+)}");

    @Override
    public void apply(ObjectNode document, Repairs repairs) {
        if (document.path("paths") instanceof ObjectNode paths) {
            for (var path : Tree.entries(paths)) {
                if (path.getValue() instanceof ObjectNode item) {
                    template(paths, path.getKey(), item, repairs);
                }
            }
        }
        for (Tree.Operation operation : Tree.operations(document)) {
            declare(operation, repairs);
        }
    }

    private void template(ObjectNode paths, String path, ObjectNode item, Repairs repairs) {
        String pathAlone = QUERY.matcher(path).replaceAll("");
        String templated = EXPANDED.matcher(EXPRESS.matcher(pathAlone).replaceAll("{$1}"))
                .replaceAll(match -> "{" + legal(match.group(1), match.group(), item) + "}");
        if (templated.equals(path)) {
            return;
        }
        String pointer = "/paths/" + Tree.escape(path);
        QUERY.matcher(path).results().forEach(match -> query(match, item));
        if (paths.path(templated).propertyStream().anyMatch(each -> item.has(each.getKey()))) {
            repairs.fault(pointer, "the path stands here as " + templated + " too");
            return;
        }
        paths.remove(path);
        paths.withObjectProperty(templated).setAll(item);
        repairs.acted(this, pointer);
    }

    /** The name, or one like it that Retrofit takes; nobody sends it. */
    private static String legal(String name, String inBraces, ObjectNode item) {
        String plain = name.replaceAll("[^A-Za-z0-9_-]", "_");
        String legal = plain.matches("[A-Za-z].*") ? plain : "p" + plain;
        for (String said : List.of(name, inBraces.substring(1, inBraces.length() - 1))) {
            parameters(item, "path", said).forEach(parameter -> parameter.put("name", legal));
        }
        return legal;
    }

    /** {?a,b} or ?a={b} or ?{b}. */
    private static void query(MatchResult match, ObjectNode item) {
        String inside = match.group(1) == null ? match.group(3) : match.group(1);
        for (String said : inside.split(",", -1)) {
            String name = match.group(2) == null ? said : match.group(2);
            parameters(item, "path", said)
                    .forEach(parameter -> parameter.put("in", "query").put("name", name));
            for (var method : item.properties()) {
                if (Tree.METHODS.contains(method.getKey()) && method.getValue() instanceof ObjectNode operation) {
                    ArrayNode parameters = operation.withArrayProperty("parameters");
                    if (!Tree.hasParameter(parameters, "query", name)) {
                        parameters
                                .addObject()
                                .put("in", "query")
                                .put("name", name)
                                .put("type", "string");
                    }
                }
            }
        }
    }

    private static List<ObjectNode> parameters(ObjectNode item, String in, String name) {
        return item.valueStream()
                .flatMap(operation -> operation.path("parameters").valueStream())
                .filter(each -> each.path("in").asText().equals(in)
                        && each.path("name").asText().equals(name))
                .map(ObjectNode.class::cast)
                .toList();
    }

    private void declare(Tree.Operation operation, Repairs repairs) {
        List<String> names = new ArrayList<>();
        Matcher matcher = NAME.matcher(operation.path());
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        Set<String> seen = new HashSet<>();
        JsonNode parameters = operation.node().path("parameters");
        for (int i = 0; i < parameters.size(); i++) {
            JsonNode parameter = parameters.get(i);
            String in = parameter.path("in").asText();
            String name = parameter.path("name").asText();
            String pointer = operation.pointer() + "/parameters/" + i;
            if (in.equals("path") && !names.contains(name)) {
                repairs.fault(pointer, "the path has no {" + name + "}");
            } else if (!in.equals("body") && !in.equals("formData") && !seen.add(Tree.key(parameter))) {
                repairs.fault(pointer, "a parameter is declared twice: " + name + " (" + in + ")");
            }
        }
        for (String name : names) {
            if (!Tree.hasParameter(parameters, "path", name)) {
                operation
                        .node()
                        .withArrayProperty("parameters")
                        .addObject()
                        .put("in", "path")
                        .put("name", name)
                        .put("required", true)
                        .put("type", "string");
                repairs.acted(this, operation.pointer() + "/parameters");
            }
        }
    }
}
