package io.flaskdata.sdk.spectools;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flaskdata.sdk.spectools.repair.Repair;
import io.flaskdata.sdk.spectools.repair.Repairs;
import io.flaskdata.sdk.spectools.repair.Tree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** One document on its own, without a lock or an overlay. */
final class Trial {
    private static final Sources.Document ALL = new Sources.Document("tried", "tried", List.of("/**"), null, "");

    private Trial() {}

    /** Makes {@code out/tried.json} and {@code out/report.md}, and returns the report. */
    static String of(Path file, Path out) {
        String name = Documents.name(file);
        ObjectNode document = Documents.read(file);
        Repairs repairs = Repair.apply(name, document);
        Report report = new Report();
        report.repaired(name, Tree.operations(document).size(), repairs);
        ObjectNode effective = Converter.convert(name, document, ALL);
        int selected = Tree.operations(effective).size();
        Naming.apply(effective, "Tried");
        Lint.check(name, effective);
        report.made(ALL, effective, selected, 0);
        try {
            FileSync.write(out.resolve("tried.json"), Documents.write(effective, "tried.json"));
            FileSync.write(out.resolve("report.md"), report.markdown());
        } catch (IOException e) {
            throw new UncheckedIOException("The tried document can't be written", e);
        }
        return report.markdown();
    }
}
