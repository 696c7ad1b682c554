package io.flaskdata.sdk.cli;

import io.flaskdata.sdk.formats.ColumnTypes;
import io.flaskdata.sdk.formats.TypedFormat;
import io.flaskdata.sdk.rows.ExtractFile;
import io.flaskdata.sdk.rows.Manifest;
import io.flaskdata.sdk.rows.RowSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where rows go, and in which format. */
final class Destination {
    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description =
                    "A file; a folder (with a slash at its end), for a file each; - or nothing for standard output.")
    private String out = "-";

    @Option(
            names = "--format",
            description =
                    "${COMPLETION-CANDIDATES}; by default the file's ending says it, and standard output is jsonl.")
    private @Nullable Format format;

    @Option(names = "--replace", description = "Replaces files that exist; by default they are refused.")
    private boolean replace;

    @Option(
            names = "--resume",
            description = "Keeps complete files of an earlier run: only what is missing is fetched.")
    private boolean resume;

    @Option(
            names = "--columns",
            split = ",",
            paramLabel = "COLUMN",
            description = "The columns of a file whose rows differ in theirs, or that has no row; not for jsonl.")
    private List<String> columns = List.of();

    @Option(names = "--byte-order-mark", description = "Begins a CSV file with one, for Excel.")
    private boolean mark;

    @Option(
            names = "--guard-formulas",
            description = "Puts an apostrophe before CSV cells that a spreadsheet would run.")
    private boolean guard;

    @Option(
            names = "--lenient",
            description = "A column with a value that doesn't fit its type becomes text, and the manifest says so.")
    private boolean lenient;

    @Option(names = "--untyped", description = "All columns are text; nothing is read of the types of items.")
    private boolean untyped;

    @Option(names = "--cut", description = "Cuts texts that are too long for xport, and the manifest says so.")
    private boolean cut;

    int write(Session session, Map<String, RowSource> sources) {
        return write(session, sources, name -> ColumnTypes.none());
    }

    /** With the types of a source's columns, by its name; asked for only when the format has types. */
    int write(Session session, Map<String, RowSource> sources, Function<String, ColumnTypes> types) {
        if (out.equals("-")) {
            if (sources.size() > 1) {
                throw new IllegalArgumentException("Several tables need a folder: -o FOLDER/");
            }
            return toStandardOutput(session, sources.values().iterator().next());
        }
        boolean folder = out.endsWith("/") || Files.isDirectory(Path.of(out));
        if (sources.size() > 1 && !folder) {
            throw new IllegalArgumentException("Several tables need a folder: -o " + out + "/");
        }
        if (replace && resume) {
            throw new IllegalArgumentException("Either --replace or --resume");
        }
        if (folder && format == null) {
            throw new IllegalArgumentException("A folder needs a --format");
        }
        Format chosen = format != null ? format : Format.of(out);
        refuseWhatIsNotOf(chosen);
        for (var source : sources.entrySet()) {
            Path file = folder ? in(Path.of(out), source.getKey() + chosen.ending()) : Path.of(out);
            write(session, source.getKey(), source.getValue(), file, chosen, types);
        }
        return Exit.OK.code();
    }

    private void refuseWhatIsNotOf(Format chosen) {
        if (chosen != Format.CSV && (mark || guard)) {
            throw new IllegalArgumentException("--byte-order-mark and --guard-formulas are for csv, not " + chosen);
        }
        if (chosen == Format.JSONL && !columns.isEmpty()) {
            throw new IllegalArgumentException("--columns is not for jsonl: each row names its own");
        }
        if (!chosen.isTyped() && (lenient || untyped)) {
            throw new IllegalArgumentException("--lenient and --untyped are for formats with types, not " + chosen);
        }
        if (chosen != Format.XPORT && cut) {
            throw new IllegalArgumentException("--cut is for xport, not " + chosen);
        }
    }

    private static Path in(Path folder, String name) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + folder + " can't be created: " + e.getMessage(), e);
        }
        return folder.resolve(name);
    }

    private void write(
            Session session,
            String name,
            RowSource source,
            Path file,
            Format chosen,
            Function<String, ColumnTypes> types) {
        if (Files.exists(file) && resume) {
            Manifest kept = Manifest.beside(file);
            ExtractFile target = target(source, file);
            List<String> differing = chosen.isTyped()
                    ? target.differences(kept, typed(chosen, name, types))
                    : target.differences(kept, chosen.ofManifest());
            if (!differing.isEmpty()) {
                throw new IllegalArgumentException(file + " is of another request, which differs in "
                        + String.join(", ", differing) + ": name another file, or --replace it");
            }
            kept.verify(file);
            tell(session, name, file, kept, true);
            return;
        }
        if (Files.exists(file) && !replace) {
            throw existing(file, "--replace replaces it, --resume keeps it");
        }
        Manifest written;
        try (Progress progress = session.progress(name)) {
            written = chosen.write(target(source.withProgress(progress), file), () -> typed(chosen, name, types));
        }
        tell(session, name, file, written, false);
    }

    private ExtractFile target(RowSource source, Path file) {
        ExtractFile target = source.toFile(file);
        target = replace ? target.replacing() : target;
        target = columns.isEmpty() ? target : target.columns(columns.toArray(String[]::new));
        target = mark ? target.byteOrderMark() : target;
        return guard ? target.guardedAgainstFormulas() : target;
    }

    static UncheckedIOException existing(Path file, String advice) {
        return new UncheckedIOException(
                file + " exists: " + advice, new java.nio.file.FileAlreadyExistsException(file.toString()));
    }

    private TypedFormat typed(Format chosen, String name, Function<String, ColumnTypes> types) {
        TypedFormat format = chosen.typed().named(name).types(untyped ? ColumnTypes.none() : types.apply(name));
        format = lenient ? format.lenient() : format;
        return cut ? format.cutting() : format;
    }

    private static void tell(Session session, String name, Path file, Manifest manifest, boolean kept) {
        Manifest.Content content = manifest.content();
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("source", name);
        members.put("file", file.toString());
        members.put("rows", content.rows());
        members.put("bytes", content.bytes());
        members.put("sha256", content.sha256());
        members.put("note", content.note());
        members.put("kept", kept);
        session.tell(
                file + ": " + content.rows() + " rows, " + content.bytes() + " bytes" + (kept ? ", kept" : "")
                        + (content.note() == null ? "" : "\n  " + content.note()),
                members);
    }

    private int toStandardOutput(Session session, RowSource rows) {
        Format chosen = format == null ? Format.JSONL : format;
        if (chosen != Format.JSONL && session.json()) {
            throw new IllegalArgumentException("With --json standard output is JSON lines: leave out --format");
        }
        if (resume || replace || mark || guard) {
            throw new IllegalArgumentException(
                    "--resume, --replace, --byte-order-mark and --guard-formulas are for files: -o FILE");
        }
        refuseWhatIsNotOf(chosen);
        try (Progress progress = session.progress("rows")) {
            long count = StandardOutput.write(session.around().out(), chosen, columns, rows.withProgress(progress));
            session.remark(count + " rows");
        }
        return Exit.OK.code();
    }
}
