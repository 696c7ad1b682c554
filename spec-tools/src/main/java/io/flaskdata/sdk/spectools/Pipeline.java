package io.flaskdata.sdk.spectools;

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
            Path folder = out.resolve("effective");
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
        for (Sources.Source source : Lock.present(specs, sources)) {
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
        List<Fault> overlayFaults = new ArrayList<>();
        for (Sources.Document selection : sources.documents()) {
            ObjectNode source = repaired.get(selection.source());
            if (source == null) {
                continue;
            }
            ObjectNode document = Converter.convert(selection.source(), source, selection);
            String overlay = "overlays/" + selection.overlay();
            try {
                int actions = Overlay.apply(overlay, Documents.read(specs.resolve(overlay)), document);
                Naming.apply(selection.id(), document, selection.prefix());
                Lint.check("effective " + selection.id(), document);
                effective.put(selection.id(), document);
                reportOn(selection, document, actions);
            } catch (SpecException e) {
                overlayFaults.addAll(e.faults());
            }
        }
        if (!overlayFaults.isEmpty()) {
            throw new SpecException(overlayFaults);
        }
        return effective;
    }

    private void reportOn(Sources.Document selection, ObjectNode document, int actions) {
        Map<String, Long> grades = Tree.operations(document).stream()
                .collect(Collectors.groupingBy(
                        each -> each.node().path("x-provenance").asText(), TreeMap::new, Collectors.counting()));
        report.append("\n## effective ").append(selection.id()).append("\n\n");
        report.append("Overlay actions applied: ").append(actions).append(". Operations by grade: ");
        report.append(grades).append(".\n\n");
        for (Tree.Operation operation : Tree.operations(document)) {
            report.append("- ")
                    .append(operation.node().path("operationId").asText())
                    .append(": ")
                    .append(operation.method())
                    .append(' ')
                    .append(operation.path())
                    .append('\n');
        }
        summary.add("effective " + selection.id() + ": " + actions + " overlay actions, operations by grade " + grades);
    }
}
