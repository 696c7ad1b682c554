package io.flaskdata.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The packages of core as jdeps sees them: who uses whom, and that no two use each other, however far around. */
class RoomsTest {
    private static final Path CLASSES = classes();
    private static final Path SOURCES = Path.of("src/main/java");
    private static final String ROOT = "io.flaskdata.sdk";
    private static final Pattern USE = Pattern.compile("^ +(" + ROOT + "\\S+) +-> (" + ROOT + "\\S+) +\\S+$");

    /** By package: the top-level classes, and by the package that is used how many pairs of classes. */
    private static final Map<String, Set<String>> ROOMS = new TreeMap<>();

    private static final Map<String, Map<String, Integer>> ARROWS = new TreeMap<>();

    @BeforeAll
    static void look() throws IOException {
        try (Stream<Path> files = Files.walk(CLASSES)) {
            files.map(each -> CLASSES.relativize(each).toString())
                    .filter(each -> each.endsWith(".class") && !each.contains("$") && !each.endsWith("-info.class"))
                    .map(each ->
                            each.substring(0, each.length() - ".class".length()).replaceAll("[/\\\\]", "."))
                    .forEach(each -> ROOMS.computeIfAbsent(roomOf(each), any -> new TreeSet<>())
                            .add(each));
        }
        Set<List<String>> uses = new HashSet<>();
        jdeps().forEach(line -> {
            Matcher use = USE.matcher(line);
            if (use.matches()) {
                uses.add(List.of(outermost(use.group(1)), outermost(use.group(2))));
            }
        });
        for (List<String> use : uses) {
            String from = roomOf(use.get(0));
            String to = roomOf(use.get(1));
            if (!from.equals(to) && ROOMS.containsKey(to)) {
                ARROWS.computeIfAbsent(from, any -> new TreeMap<>()).merge(to, 1, Integer::sum);
            }
        }
    }

    @Test
    void noPackageUsesOneThatUsesIt() {
        StringBuilder table = new StringBuilder();
        ROOMS.forEach((room, classes) -> table.append("%-34s %3d classes %6d lines -> %s%n"
                .formatted(room, classes.size(), lines(classes), ARROWS.getOrDefault(room, Map.of()))));
        List<Set<String>> circles = circles(ARROWS);
        System.out.println(table + "circles: " + circles.size());
        assertThat(circles).as(table.toString()).isEmpty();
        assertThat(ROOMS.values().stream().mapToInt(Set::size).sum()).isGreaterThan(100);
    }

    @Test
    void aCircleIsSeen() {
        assertThat(circles(Map.of("a", Map.of("b", 1), "b", Map.of("c", 1), "c", Map.of("b", 1, "d", 1))))
                .containsExactly(Set.of("b", "c"));
    }

    @Test
    void theDescriptorExportsAllThatIsNotInternal() throws IOException {
        assertThat(Pattern.compile("exports (\\S+);")
                        .matcher(Files.readString(Path.of("src/main/module/module-info.java")))
                        .results()
                        .map(each -> each.group(1)))
                .containsExactlyElementsOf(ROOMS.keySet().stream()
                        .filter(each -> !isInternal(each))
                        .toList());
    }

    private static boolean isInternal(String room) {
        return List.of(room.split("\\.")).contains("internal");
    }

    /** Sets of more than one package in which each reaches each. */
    private static List<Set<String>> circles(Map<String, Map<String, Integer>> arrows) {
        Map<String, Set<String>> reach = new TreeMap<>();
        arrows.keySet().forEach(each -> reach.put(each, reachedFrom(each, arrows)));
        Set<Set<String>> circles = new HashSet<>();
        reach.forEach((from, to) -> {
            Set<String> circle = new TreeSet<>();
            to.stream()
                    .filter(each -> reach.getOrDefault(each, Set.of()).contains(from))
                    .forEach(circle::add);
            if (!circle.isEmpty()) {
                circles.add(circle);
            }
        });
        return List.copyOf(circles);
    }

    private static Set<String> reachedFrom(String room, Map<String, Map<String, Integer>> arrows) {
        Set<String> reached = new TreeSet<>();
        List<String> next = new ArrayList<>(arrows.getOrDefault(room, Map.of()).keySet());
        while (!next.isEmpty()) {
            String each = next.remove(next.size() - 1);
            if (reached.add(each)) {
                next.addAll(arrows.getOrDefault(each, Map.of()).keySet());
            }
        }
        return reached;
    }

    private static Stream<String> jdeps() {
        StringWriter out = new StringWriter();
        PrintWriter to = new PrintWriter(out);
        int result = ToolProvider.findFirst("jdeps")
                .orElseThrow()
                .run(to, to, "-verbose:class", "-filter:none", "--multi-release", "base", CLASSES.toString());
        assertThat(result).as(out.toString()).isZero();
        return out.toString().lines();
    }

    private static int lines(Set<String> classes) {
        return classes.stream()
                .map(each -> SOURCES.resolve(each.replace('.', '/') + ".java"))
                .filter(Files::exists)
                .mapToInt(RoomsTest::lines)
                .sum();
    }

    private static int lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return (int) lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String outermost(String name) {
        return name.replaceFirst("\\$.*", "");
    }

    private static String roomOf(String name) {
        return name.substring(0, name.lastIndexOf('.'));
    }

    private static Path classes() {
        return Path.of(FlaskDataClient.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
    }
}
