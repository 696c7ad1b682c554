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

/** The whole build of the documents: lock, repair, select, convert, overlay, name, lint, write, report. */
final class Pipeline {
    /** How overlay actions that don't match are handled: they stop the build, or are skipped and reported. */
    enum Overlays {
        STRICT,
        LENIENT
    }

    private final Path specs;
    private final Sources sources;
    private final Overlays overlays;
    private final Map<String, ObjectNode> repaired = new LinkedHashMap<>();
    private final Report report = new Report();
    private final List<Fault> faults = new ArrayList<>();
    private final Map<String, ObjectNode> overlaid = new LinkedHashMap<>();

    /**
     * The documents at two stages.
     *
     * @param overlaid as an overlay's further actions address them: bodies have no names yet
     * @param effective as they end
     */
    record Stages(Map<String, ObjectNode> overlaid, Map<String, ObjectNode> effective) {}

    private Pipeline(Path specs, Overlays overlays) {
        this.specs = specs;
        this.sources = Sources.read(specs);
        this.overlays = overlays;
    }

    /**
     * Makes {@code out/effective/*.json}, {@code out/report.md} and {@code out/operations.md}; returns the lines to
     * print: the whole report when it is new, its totals when it is the last build's. With a fault a strict build writes
     * nothing; a lenient one writes what it could make, and stops then.
     */
    static List<String> build(Path specs, Path out, Overlays overlays) {
        Pipeline pipeline = new Pipeline(specs, overlays);
        Lock.verify(specs, pipeline.sources);
        Map<String, ObjectNode> effective = pipeline.make();
        boolean known = pipeline.isReported(out);
        if (overlays == Overlays.LENIENT || pipeline.faults.isEmpty()) {
            pipeline.write(out, effective);
        }
        pipeline.stopOnFaults();
        return known
                ? pipeline.report.lines()
                : pipeline.report.markdown().lines().toList();
    }

    /** The effective documents of a folder of specs, nothing written; what a lenient build leaves out is left out. */
    static Map<String, ObjectNode> effective(Path specs, Overlays overlays) {
        Pipeline pipeline = new Pipeline(specs, overlays);
        Map<String, ObjectNode> effective = pipeline.make();
        pipeline.stopOnFaults();
        return effective;
    }

    /** A folder's documents, nothing written. */
    static Stages stages(Path specs) {
        Pipeline pipeline = new Pipeline(specs, Overlays.STRICT);
        Map<String, ObjectNode> effective = pipeline.make();
        pipeline.stopOnFaults();
        return new Stages(pipeline.overlaid, effective);
    }

    private Map<String, ObjectNode> make() {
        for (Sources.Source source : Lock.present(specs, sources)) {
            collecting(() -> repair(source));
        }
        if (overlays == Overlays.STRICT) {
            stopOnFaults();
        }
        Map<String, ObjectNode> effective = new LinkedHashMap<>();
        for (Sources.Document selection : sources.documents()) {
            ObjectNode source = repaired.get(selection.source());
            if (source != null) {
                collecting(() -> effective.put(selection.id(), effective(selection, source)));
            }
        }
        sources.known().forEach(report::known);
        return effective;
    }

    private void collecting(Runnable step) {
        try {
            step.run();
        } catch (SpecException e) {
            faults.addAll(e.faults());
            e.faults().forEach(fault -> report.contact("can't be built: " + fault));
        }
    }

    private void stopOnFaults() {
        if (!faults.isEmpty()) {
            throw new SpecException(faults);
        }
    }

    private boolean isReported(Path out) {
        Path file = out.resolve("report.md");
        try {
            return Files.exists(file) && Files.readString(file).equals(report.markdown());
        } catch (IOException e) {
            throw new UncheckedIOException(file + " can't be read", e);
        }
    }

    private void write(Path out, Map<String, ObjectNode> effective) {
        try {
            Path folder = Files.createDirectories(out.resolve("effective"));
            for (var each : effective.entrySet()) {
                String file = each.getKey() + ".json";
                FileSync.write(folder.resolve(file), Documents.write(each.getValue(), file));
            }
            deleteOthers(folder, effective);
            FileSync.write(out.resolve("report.md"), report.markdown());
            FileSync.write(out.resolve("operations.md"), report.operations());
        } catch (IOException e) {
            throw new UncheckedIOException("The effective documents can't be written", e);
        }
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

    private void repair(Sources.Source source) {
        ObjectNode document = Documents.read(specs.resolve(source.file()));
        Repairs repairs = Repair.apply(source.file(), document);
        everyPathIsSelected(source, document);
        repaired.put(source.id(), document);
        report.repaired(source.file(), Tree.operations(document).size(), repairs);
    }

    /** An operation must not disappear because no document selects it. */
    private void everyPathIsSelected(Sources.Source source, ObjectNode document) {
        List<Sources.Document> documents = sources.documents().stream()
                .filter(each -> each.source().equals(source.id()))
                .toList();
        if (documents.isEmpty()) {
            report.note(source.file() + ": no module is made of its "
                    + Tree.operations(document).size() + " operations");
            return;
        }
        List<Fault> unselected = new ArrayList<>();
        for (Tree.Operation operation : Tree.operations(document)) {
            String path = Converter.fullPath(document, operation.path());
            long selections =
                    documents.stream().filter(each -> each.selects(path)).count();
            if (selections != 1) {
                String reason = "selected by " + selections + " documents of sources.yaml, instead of one";
                unselected.add(new Fault(source.file(), operation.pointer(), reason));
            }
        }
        if (overlays == Overlays.LENIENT) {
            unselected.forEach(fault -> report.contact("in no module, or in several: " + fault));
        } else if (!unselected.isEmpty()) {
            throw new SpecException(unselected);
        }
    }

    private ObjectNode effective(Sources.Document selection, ObjectNode source) {
        ObjectNode document = Converter.convert("upstream/" + selection.source() + ".json", source, selection);
        int selected = Tree.operations(document).size();
        int actions = selection.overlay() == null ? 0 : overlay(selection.id(), selection.overlay(), document);
        overlaid.put(selection.id(), document.deepCopy());
        Naming.apply(document, selection.prefix());
        Lint.check("effective " + selection.id(), document);
        report.made(selection, document, selected, actions);
        return document;
    }

    private int overlay(String id, String file, ObjectNode document) {
        String name = "overlays/" + file;
        ObjectNode overlay = Documents.read(specs.resolve(name));
        if (overlays == Overlays.STRICT) {
            return Overlay.apply(name, overlay, document);
        }
        Overlay.Outcome outcome = Overlay.tryApply(name, overlay, document, true);
        report.contact(name + ": " + outcome.applied() + " of "
                + overlay.path("actions").size() + " additions match");
        outcome.faults().forEach(fault -> report.contact("doesn't match: " + fault));
        for (Tree.Operation operation : Tree.operations(document)) {
            if (!operation.node().has("operationId")) {
                report.contact("new in " + id + ": " + operation.method() + " " + operation.path());
            }
        }
        Lint.relax("effective " + id, document).forEach(fault -> report.contact("left out: " + fault));
        return outcome.applied();
    }
}
