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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** An overlay's JSONPath target: what it matches, and what it probably meant. */
final class Target {
    private static final Configuration PATHS = Configuration.builder()
            .jsonProvider(new JacksonJsonNodeJsonProvider(Documents.mapper()))
            .mappingProvider(new JacksonMappingProvider(Documents.mapper()))
            .options(Option.AS_PATH_LIST)
            .build();
    private static final Configuration VALUES = PATHS.setOptions();

    /** A step of a path: .name, ['name'], ["name"], or anything else in brackets. */
    private static final Pattern STEP = Pattern.compile(
            "\\.([A-Za-z_$][\\w$-]*)|\\[\\s*'((?:[^'\\\\]|\\\\.)*+)'\\s*]|\\[\\s*\"((?:[^\"\\\\]|\\\\.)*+)\"\\s*]");

    private Target() {}

    /** The matches, each as a path of one node. */
    static List<String> matches(String target, ObjectNode document) {
        if (!target.startsWith("$") || !openBrackets(target).isEmpty()) {
            // The library would take such a target for a part of itself.
            throw new IllegalArgumentException("it must start with $ and close its brackets");
        }
        List<String> matches = read(JsonPath.compile(target), document);
        if (matches.isEmpty() && target.contains("[?")) {
            // RFC 9535 lets a filter choose among an object's members; the library asks the object itself.
            return read(JsonPath.compile(target.replace("[?", "[*][?")), document);
        }
        return matches;
    }

    private static List<String> read(JsonPath path, ObjectNode document) {
        try {
            ArrayNode found = path.read(document, PATHS);
            List<String> matches = new ArrayList<>();
            found.forEach(each -> matches.add(each.asText()));
            return matches;
        } catch (PathNotFoundException e) {
            return List.of();
        }
    }

    static JsonNode read(String match, ObjectNode document) {
        return JsonPath.compile(match).read(document, VALUES);
    }

    static void delete(String match, ObjectNode document) {
        JsonPath.compile(match).delete(document, VALUES);
    }

    static void replace(String match, JsonNode value, ObjectNode document) {
        JsonPath.compile(match).set(document, value, VALUES);
    }

    private static String openBrackets(String target) {
        String open = target.replaceAll("'[^']*'|\"[^\"]*\"", "").replaceAll("[^\\[\\]()]", "");
        String before;
        do {
            before = open;
            open = open.replace("[]", "").replace("()", "");
        } while (!open.equals(before));
        return open;
    }

    /** The first step that leads nowhere, and the name there that differs from it least. */
    static String nearest(String target, ObjectNode document) {
        String before = "$";
        Matcher step = STEP.matcher(target);
        int end = 1;
        while (step.find(end) && step.start() == end) {
            String name = step.group(1) != null ? step.group(1) : step.group(2) != null ? step.group(2) : step.group(3);
            String here = target.substring(0, step.end());
            if (count(here, document) == 0) {
                return nearest(name, before, document);
            }
            before = here;
            end = step.end();
        }
        return "";
    }

    private static int count(String path, ObjectNode document) {
        try {
            return matches(path, document).size();
        } catch (InvalidPathException | IllegalArgumentException e) {
            return 0;
        }
    }

    private static String nearest(String name, String before, ObjectNode document) {
        return nearest(name, matches(before, document).stream().map(match -> read(match, document)));
    }

    /** The name of a member of a node that differs least from one that is not there. */
    static String nearestName(String name, JsonNode node) {
        return nearest(name, Stream.of(node));
    }

    private static String nearest(String name, Stream<JsonNode> nodes) {
        return nodes.flatMap(JsonNode::propertyStream)
                .map(java.util.Map.Entry::getKey)
                .min(Comparator.comparingInt((String each) -> distance(name, each))
                        .thenComparing(each -> each))
                .map(each -> "; nearest is " + each)
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
