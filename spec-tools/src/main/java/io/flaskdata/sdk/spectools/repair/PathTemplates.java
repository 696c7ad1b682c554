package io.flaskdata.sdk.spectools.repair;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A path's parameters as Express writes them, those nobody declared, and one declared twice: what stands in the path
 * counts.
 */
final class PathTemplates implements Rule {
    private static final Pattern EXPRESS = Pattern.compile("(?<=/):([A-Za-z_][A-Za-z0-9_]*)");
    private static final Pattern NAME = Pattern.compile("\\{([^{}/]+)}");

    @Override
    public void apply(ObjectNode document, Repairs repairs) {
        for (var path : Tree.entries(document.path("paths"))) {
            String templated = EXPRESS.matcher(path.getKey()).replaceAll("{$1}");
            if (!templated.equals(path.getKey()) && document.path("paths") instanceof ObjectNode paths) {
                String pointer = "/paths/" + Tree.escape(path.getKey());
                if (paths.has(templated)) {
                    repairs.fault(pointer, "the path stands here as " + templated + " too");
                } else {
                    paths.remove(path.getKey());
                    paths.set(templated, path.getValue());
                    repairs.acted(this, pointer);
                }
            }
        }
        for (Tree.Operation operation : Tree.operations(document)) {
            declare(operation, repairs);
        }
    }

    private void declare(Tree.Operation operation, Repairs repairs) {
        List<String> names = new ArrayList<>();
        Matcher matcher = NAME.matcher(operation.path());
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        meant(operation, names, repairs);
        Set<String> declared = new HashSet<>();
        if (operation.node().path("parameters") instanceof ArrayNode parameters) {
            for (int i = 0; i < parameters.size(); i++) {
                JsonNode parameter = parameters.get(i);
                String name = parameter.path("name").asText();
                String pointer = operation.pointer() + "/parameters/" + i;
                boolean path = parameter.path("in").asText().equals("path");
                if (path && !names.contains(name)) {
                    repairs.fault(pointer, "the path has no {" + name + "}");
                } else if (path) {
                    declared.add(name);
                }
            }
            dropTwins(parameters, operation.pointer(), repairs);
        }
        for (String name : names) {
            if (declared.add(name)) {
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

    /** {siteId} declared as SITE_ID is no other parameter. */
    private void meant(Tree.Operation operation, List<String> names, Repairs repairs) {
        JsonNode parameters = operation.node().path("parameters");
        for (int i = 0; i < parameters.size(); i++) {
            String name = parameters.get(i).path("name").asText();
            if (parameters.get(i) instanceof ObjectNode parameter
                    && parameter.path("in").asText().equals("path")
                    && !names.contains(name)) {
                List<String> same = names.stream()
                        .filter(each -> plain(each).equals(plain(name)))
                        .toList();
                if (same.size() == 1) {
                    parameter.put("name", same.get(0));
                    repairs.acted(this, operation.pointer() + "/parameters/" + i + "/name");
                }
            }
        }
    }

    private static String plain(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
    }

    private void dropTwins(ArrayNode parameters, String pointer, Repairs repairs) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < parameters.size(); i++) {
            String in = parameters.get(i).path("in").asText();
            boolean body = in.equals("body") || in.equals("formData");
            if (!body && !seen.add(Tree.key(parameters.get(i)))) {
                parameters.remove(i);
                repairs.acted(this, pointer + "/parameters/" + i);
                i--;
            }
        }
    }
}
