package io.flaskdata.sdk.spectools;

import com.fasterxml.jackson.databind.JsonNode;
import io.flaskdata.sdk.spectools.Change.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * What a release needs that follows another one: its version, by what japicmp found in the modules written by hand and by
 * the differences of the specs, and a draft of its changelog.
 */
final class NextRelease {
    private enum Heading {
        ADDED("Added"),
        CHANGED("Changed"),
        REMOVED("Removed");

        private final String title;

        Heading(String title) {
            this.title = title;
        }
    }

    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+)(-SNAPSHOT)?");

    private final Map<Heading, List<String>> lines = new EnumMap<>(Heading.class);
    private Optional<Level> worst = Optional.empty();

    /**
     * @param reports a folder with japicmp's XML of each module, named after it
     * @param specs {@code spec-diff.json}
     * @throws SpecException if there is no report at all, or one can't be read
     */
    static NextRelease of(Path reports, Path specs) {
        NextRelease next = new NextRelease();
        try (Stream<Path> files = Files.list(reports)) {
            List<Path> found = files.filter(each -> each.toString().endsWith(".xml"))
                    .sorted()
                    .toList();
            if (found.isEmpty()) {
                throw new SpecException(reports.toString(), "", "there is no report of japicmp: nothing was compared");
            }
            found.forEach(next::module);
        } catch (IOException e) {
            throw new SpecException(reports.toString(), "", "can't be read: " + e.getMessage());
        }
        Documents.read(specs)
                .path("modules")
                .forEach(module -> module.path("changes").forEach(next::specs));
        return next;
    }

    /** The version after a released one: while that is 0.x, a change that breaks users is a minor step. */
    String after(String released) {
        Matcher parts = VERSION.matcher(released);
        if (!parts.matches()) {
            throw new SpecException(released, "", "is no version of the kind 1.2.3");
        }
        int major = Integer.parseInt(parts.group(1));
        int minor = Integer.parseInt(parts.group(2));
        return switch (step(released)) {
            case "major" -> (major + 1) + ".0.0";
            case "minor" -> major + "." + (minor + 1) + ".0";
            default -> major + "." + minor + "." + (Integer.parseInt(parts.group(3)) + 1);
        };
    }

    String step(String released) {
        String step = worst.map(Level::step).orElse("patch");
        if (!released.startsWith("0.")) {
            return step;
        }
        return step.equals("major") ? "minor" : "patch";
    }

    String draft(String released) {
        StringBuilder text = new StringBuilder();
        text.append("## ").append(after(released)).append(" - unreleased\n");
        lines.forEach((heading, entries) -> text.append("\n### ")
                .append(heading.title)
                .append("\n\n")
                .append(entries.stream().distinct().sorted().collect(Collectors.joining("\n- ", "- ", "\n"))));
        if (lines.isEmpty()) {
            text.append("\nNo change of the public API or of the specs.\n");
        }
        return text.toString();
    }

    private void specs(JsonNode change) {
        Level level = Level.valueOf(change.path("level").asText().toUpperCase(Locale.ROOT));
        found(level);
        if (level != Level.DOCUMENTATION) {
            add(Heading.CHANGED, "spec: " + change.path("what").asText() + mark(level == Level.BREAKING));
        }
    }

    private void module(Path report) {
        String module = report.getFileName().toString().replace(".xml", "");
        for (Element type : children(root(report), "classes", "class")) {
            String name = module + ": `" + type.getAttribute("fullyQualifiedName");
            switch (type.getAttribute("changeStatus")) {
                case "NEW" -> record(Heading.ADDED, name + "`", type);
                case "REMOVED" -> record(Heading.REMOVED, name + "`", type);
                default -> members(name, type);
            }
        }
    }

    private void members(String type, Element element) {
        boolean told = false;
        boolean broken = false;
        for (String kind : List.of("constructor", "method", "field")) {
            for (Element member : children(element, kind + "s", kind)) {
                String status = member.getAttribute("changeStatus");
                if (!status.equals("UNCHANGED")) {
                    Heading heading = status.equals("NEW")
                            ? Heading.ADDED
                            : status.equals("REMOVED") ? Heading.REMOVED : Heading.CHANGED;
                    record(heading, type + "." + member.getAttribute("name") + parameters(member) + "`", member);
                    told = true;
                    broken |= heading == Heading.REMOVED || breaks(member);
                }
            }
        }
        // Of the type itself, such as an interface that it has no more.
        if (!told || breaks(element) && !broken) {
            record(Heading.CHANGED, type + "`", element);
        }
    }

    private static String parameters(Element member) {
        if (member.getTagName().equals("field")) {
            return "";
        }
        return children(member, "parameters", "parameter").stream()
                .map(each -> each.getAttribute("type").replaceFirst(".*\\.", ""))
                .collect(Collectors.joining(", ", "(", ")"));
    }

    private void record(Heading heading, String what, Element element) {
        boolean breaking = heading == Heading.REMOVED || breaks(element);
        found(breaking ? Level.BREAKING : Level.COMPATIBLE);
        add(heading, what + mark(breaking));
    }

    private void found(Level level) {
        worst = Stream.concat(worst.stream(), Stream.of(level)).max(Comparator.naturalOrder());
    }

    private void add(Heading heading, String line) {
        lines.computeIfAbsent(heading, any -> new ArrayList<>()).add(line);
    }

    private static String mark(boolean breaking) {
        return breaking ? " (**breaking**)" : "";
    }

    private static boolean breaks(Element element) {
        NodeList changes = element.getElementsByTagName("compatibilityChange");
        return IntStream.range(0, changes.getLength())
                .mapToObj(i -> (Element) changes.item(i))
                .anyMatch(each -> each.getAttribute("binaryCompatible").equals("false")
                        || each.getAttribute("sourceCompatible").equals("false"));
    }

    private static Element root(Path report) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(report.toFile())
                    .getDocumentElement();
        } catch (Exception e) {
            throw new SpecException(report.toString(), "", "is no report of japicmp: " + e.getMessage());
        }
    }

    /** The elements of a list of a parent, such as {@code methods/method}. */
    private static List<Element> children(Element parent, String... path) {
        List<Element> found = new ArrayList<>();
        for (Element list : direct(parent, path[0])) {
            found.addAll(direct(list, path[1]));
        }
        return found;
    }

    private static List<Element> direct(Element parent, String name) {
        NodeList nodes = parent.getChildNodes();
        return IntStream.range(0, nodes.getLength())
                .mapToObj(nodes::item)
                .filter(each -> each.getNodeName().equals(name))
                .map(Element.class::cast)
                .toList();
    }
}
