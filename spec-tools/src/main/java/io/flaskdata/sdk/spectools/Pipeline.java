package io.flaskdata.sdk.spectools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flaskdata.sdk.spectools.repair.Repair;
import io.flaskdata.sdk.spectools.repair.Repairs;
import io.flaskdata.sdk.spectools.repair.Tree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The whole way of the documents: lock, repair, select, convert, overlay, name, lint, write, report. */
final class Pipeline {
    private final Path specs;
    private final Sources sources;
    private final Map<String, ObjectNode> repaired = new LinkedHashMap<>();
    private final StringBuilder report = new StringBuilder("# Documents\n");
    private final List<String> summary = new ArrayList<>();

    private Pipeline(Path specs) {
        this.specs = specs;
        this.sources = Sources.read(specs);
    }

    /** Makes {@code out/effective/*.json} and {@code out/report.md}; returns a line per document. */
    static List<String> build(Path specs, Path out) {
        Pipeline pipeline = new Pipeline(specs);
        Lock.verify(specs, pipeline.sources);
        pipeline.repair();
        Map<String, ObjectNode> effective = pipeline.effective();
        try {
            Path folder = Files.createDirectories(out.resolve("effective"));
            for (var each : effective.entrySet()) {
                String file = each.getKey() + ".json";
                FileSync.write(folder.resolve(file), Documents.write(each.getValue(), file));
            }
            deleteOthers(folder, effective);
            FileSync.write(out.resolve("report.md"), pipeline.report.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("The effective documents can't be written", e);
        }
        return pipeline.summary;
    }

    private static void deleteOthers(Path folder, Map<String, ObjectNode> effective) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (!effective.containsKey(Documents.name(file).replace(".json", ""))) {
                    Files.delete(file);
                }
            }
        }
    }

    private void repair() {
        List<Fault> faults = new ArrayList<>();
        for (Sources.Source source : Lock.present(specs, sources)) {
            try {
                repair(source);
            } catch (SpecException e) {
                faults.addAll(e.faults());
            }
        }
        if (!faults.isEmpty()) {
            throw new SpecException(faults);
        }
    }

    private void repair(Sources.Source source) {
        ObjectNode document = Documents.read(specs.resolve(source.file()));
        Repairs repairs = Repair.apply(source.file(), document);
        repaired.put(source.id(), document);
        everyPathIsSelected(source, document);
        report.append("\n## ").append(source.file()).append("\n\n");
        byRule(repairs)
                .forEach((rule, places) -> report.append("- ")
                        .append(rule)
                        .append(" (")
                        .append(places.size())
                        .append("): ")
                        .append(String.join(", ", places))
                        .append('\n'));
        summary.add(source.file() + ": " + Tree.operations(document).size() + " operations, "
                + repairs.acts().size() + " repairs");
    }

    private static Map<String, List<String>> byRule(Repairs repairs) {
        return repairs.acts().stream()
                .collect(Collectors.groupingBy(
                        Repairs.Act::rule,
                        TreeMap::new,
                        Collectors.mapping(Repairs.Act::pointer, Collectors.toList())));
    }

    /** An operation must not vanish because nobody asked for it. */
    private void everyPathIsSelected(Sources.Source source, ObjectNode document) {
        List<Fault> faults = new ArrayList<>();
        for (Tree.Operation operation : Tree.operations(document)) {
            String path = Converter.fullPath(document, operation.path());
            long selections = sources.documents().stream()
                    .filter(each -> each.source().equals(source.id()) && each.selects(path))
                    .count();
            if (selections != 1) {
                faults.add(new Fault(
                        source.file(),
                        operation.pointer(),
                        "selected by " + selections + " documents of sources.yaml, instead of one"));
            }
        }
        if (!faults.isEmpty()) {
            throw new SpecException(faults);
        }
    }

    private Map<String, ObjectNode> effective() {
        Map<String, ObjectNode> effective = new LinkedHashMap<>();
        List<Fault> faults = new ArrayList<>();
        for (Sources.Document selection : sources.documents()) {
            try {
                ObjectNode source = repaired.get(selection.source());
                if (source != null) {
                    effective.put(selection.id(), effective(selection, source));
                }
            } catch (SpecException e) {
                faults.addAll(e.faults());
            }
        }
        if (!faults.isEmpty()) {
            throw new SpecException(faults);
        }
        return effective;
    }

    private ObjectNode effective(Sources.Document selection, ObjectNode source) {
        ObjectNode document = Converter.convert("upstream/" + selection.source() + ".json", source, selection);
        int selected = Tree.operations(document).size();
        String overlay = "overlays/" + selection.overlay();
        int actions = selection.overlay() == null
                ? 0
                : Overlay.apply(overlay, Documents.read(specs.resolve(overlay)), document);
        Naming.apply("effective " + selection.id(), document, selection.prefix());
        Lint.check("effective " + selection.id(), document);
        reportOn(selection, document, selected, actions);
        return document;
    }

    private void reportOn(Sources.Document selection, ObjectNode document, int selected, int actions) {
        List<Tree.Operation> operations = Tree.operations(document);
        Map<String, Long> grades = operations.stream()
                .collect(Collectors.groupingBy(
                        each -> each.node().path("x-provenance").asText(), TreeMap::new, Collectors.counting()));
        // Every grade that is not an operation's own: schemas and properties.
        Map<String, Long> parts = document.findValuesAsText("x-provenance").stream()
                .collect(Collectors.groupingBy(each -> each, TreeMap::new, Collectors.counting()));
        grades.forEach(
                (grade, count) -> parts.computeIfPresent(grade, (same, all) -> all > count ? all - count : null));
        report.append("\n## effective ").append(selection.id()).append("\n\n");
        report.append("Overlay actions applied: ").append(actions);
        report.append(". Operations: ").append(operations.size()).append(" of ").append(selected);
        report.append(" selected, by grade ").append(grades);
        report.append(". Schemas and properties with a grade of their own: ")
                .append(parts)
                .append(".\n\n");
        for (Tree.Operation operation : operations) {
            report.append(line(operation.node()))
                    .append(operation.method().toUpperCase(Locale.ROOT))
                    .append(' ')
                    .append(operation.path())
                    .append('\n');
        }
        summary.add("effective " + selection.id() + ": " + operations.size() + " operations " + grades + ", " + actions
                + " overlay actions");
    }

    private static String line(ObjectNode operation) {
        JsonNode retry = operation.path("x-retry");
        JsonNode when = retry.path("safe-when");
        return "- " + operation.path("tags").path(0).asText() + "."
                + operation.path("operationId").asText() + " ("
                + operation.path("x-provenance").asText() + ", retry "
                + (retry.isTextual()
                        ? retry.asText()
                        : "safe when " + when.path("member").asText() + " matches "
                                + when.path("matches").asText())
                + ", auth " + operation.path("x-auth").asText()
                + (operation.has("x-stream") ? ", stream" : "") + "): ";
    }
}
