package io.flaskdata.sdk.spectools;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flaskdata.sdk.spectools.Change.Level;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** The differences of all modules, as Markdown and JSON. */
final class DiffReport {
    private final String from;
    private final String to;
    private final Map<String, List<Change>> modules = new TreeMap<>();

    private DiffReport(String from, String to) {
        this.from = from;
        this.to = to;
    }

    static DiffReport of(String from, Map<String, ObjectNode> before, String to, Map<String, ObjectNode> after) {
        DiffReport report = new DiffReport(from, to);
        TreeSet<String> ids = new TreeSet<>(before.keySet());
        ids.addAll(after.keySet());
        for (String id : ids) {
            ObjectNode old = before.get(id);
            ObjectNode now = after.get(id);
            if (old == null) {
                report.modules.put(id, List.of(new Change(Level.COMPATIBLE, "the document is new", new TreeSet<>())));
            } else if (now == null) {
                report.modules.put(id, List.of(new Change(Level.BREAKING, "the document is gone", new TreeSet<>())));
            } else {
                report.modules.put(id, Diff.between(old, now));
            }
        }
        return report;
    }

    /** The worst change of all, if there is one. */
    Optional<Level> worst() {
        return modules.values().stream()
                .flatMap(List::stream)
                .map(Change::level)
                .max(Level::compareTo);
    }

    String verdict() {
        return worst().map(level -> level + " changes; suggested version step: " + level.step()
                        + (level == Level.BREAKING ? " (minor while the version is 0.x)" : ""))
                .orElse("no changes; suggested version step: none");
    }

    void write(Path out) {
        try {
            FileSync.write(out.resolve("spec-diff.md"), markdown());
            FileSync.write(out.resolve("spec-diff.json"), Documents.write(json(), "spec-diff.json"));
        } catch (IOException e) {
            throw new UncheckedIOException("The differences can't be written", e);
        }
    }

    String markdown() {
        List<String> lines = new ArrayList<>();
        lines.add("# Changes from " + from + " to " + to);
        lines.add("");
        lines.add("In all: " + verdict() + ".");
        modules.forEach((module, changes) -> {
            lines.add("");
            lines.add("## " + module + ": " + worst(changes));
            if (!changes.isEmpty()) {
                lines.add("");
            }
            for (Change change : changes) {
                String java = change.java().isEmpty() ? "" : " (`" + String.join("`, `", change.java()) + "`)";
                lines.add("- **" + change.level() + "** " + change.what() + java);
            }
        });
        return String.join("\n", lines) + "\n";
    }

    private static String worst(List<Change> changes) {
        return changes.isEmpty() ? "unchanged" : changes.get(0).level().toString();
    }

    ObjectNode json() {
        ObjectNode json = Documents.mapper().createObjectNode();
        json.put("from", from).put("to", to);
        json.put("worst", worst().map(Level::toString).orElse("none"));
        json.put("step", worst().map(Level::step).orElse("none"));
        ObjectNode all = json.putObject("modules");
        modules.forEach((module, changes) -> {
            ObjectNode one = all.putObject(module);
            one.put("worst", worst(changes));
            var list = one.putArray("changes");
            for (Change change : changes) {
                ObjectNode each = list.addObject();
                each.put("level", change.level().toString()).put("what", change.what());
                change.java().forEach(each.withArrayProperty("java")::add);
            }
        });
        return json;
    }
}
