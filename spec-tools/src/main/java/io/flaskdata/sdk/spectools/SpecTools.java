package io.flaskdata.sdk.spectools;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command line with all commands; Maven's profiles only call it. */
@Command(
        name = "flaskdata-spec-tools",
        description = "Turns FlaskData's Swagger documents into ones that a generator takes.",
        mixinStandardHelpOptions = true)
public final class SpecTools {
    private SpecTools() {}

    /**
     * Runs a command. Inside Maven a failure is an exception, because ending the JVM would end the build with it.
     *
     * @param arguments the command's words
     */
    public static void main(String[] arguments) {
        boolean inMaven = System.getProperty("maven.home") != null;
        RuntimeException[] failure = new RuntimeException[1];
        int exit = run(inMaven, failure, arguments);
        if (!inMaven) {
            System.exit(exit);
        }
        if (exit != 0) {
            throw failure[0] == null ? new IllegalArgumentException("The command line is wrong") : failure[0];
        }
    }

    /**
     * Runs a command for another command line.
     *
     * @param arguments the command's words
     * @return the exit code: 0, 1 for a failure, 2 for a command line that is wrong
     */
    public static int run(String... arguments) {
        return run(false, new RuntimeException[1], arguments);
    }

    private static int run(boolean inMaven, RuntimeException[] failure, String... arguments) {
        CommandLine line = new CommandLine(new SpecTools()).setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler((e, command, parsed) -> {
            failure[0] = e instanceof SpecException ours ? ours : new IllegalStateException(e.getMessage(), e);
            if (!inMaven) {
                command.getErr().println(e.getMessage());
            }
            return 1;
        });
        return line.execute(arguments);
    }

    @Command(name = "build", description = "Makes the effective documents and the report.")
    void build(
            @Option(names = "--specs", required = true, description = "The folder with sources.yaml.") Path specs,
            @Option(names = "--out", required = true, description = "Where to write.") Path out,
            @Option(
                            names = "--overlays",
                            defaultValue = "${sys:overlays:-strict}",
                            description =
                                    "strict: an action that doesn't fit stops the build; lenient: it is reported.")
                    String overlays,
            @Option(
                            names = "--say",
                            defaultValue = "new",
                            description = "new: the report if it has changed, else its totals; none: only faults.")
                    Said said) {
        List<String> lines = Pipeline.build(specs, out, overlays(overlays));
        if (said == Said.NEW) {
            lines.forEach(System.out::println);
        }
    }

    private enum Said {
        NEW,
        NONE
    }

    private static Pipeline.Overlays overlays(String word) {
        return switch (word) {
            case "strict" -> Pipeline.Overlays.STRICT;
            case "lenient" -> Pipeline.Overlays.LENIENT;
            default -> throw new SpecException("overlays", "", "must be strict or lenient, not " + word);
        };
    }

    @Command(name = "overlay", description = "Applies one overlay to one document.")
    void overlay(
            @Option(names = "--in", required = true, description = "The document, JSON or YAML.") Path in,
            @Option(names = "--overlay", required = true, description = "The overlay, JSON or YAML.") Path overlay,
            @Option(names = "--out", required = true, description = "Where to write, JSON or YAML by its ending.")
                    Path out)
            throws IOException {
        ObjectNode document = Documents.read(in);
        Overlay.applyPlain(Documents.name(overlay), Documents.read(overlay), document);
        FileSync.write(out, Documents.write(document, Documents.name(out)));
    }

    @Command(name = "try", description = "Repairs and converts any one document, without an overlay.")
    void tryOne(
            @Option(names = "--spec", defaultValue = "${sys:spec:-}", description = "The document, JSON or YAML.")
                    String spec,
            @Option(names = "--out", required = true, description = "Where to write tried.json and report.md.")
                    Path out) {
        if (spec.isBlank()) {
            throw new SpecException("spec", "", "name the document to try: -Dspec=FILE");
        }
        System.out.print(Trial.of(Path.of(spec), out));
    }

    @Command(name = "signature", description = "Compares a generated module's public API with the committed one.")
    void signature(
            @Option(names = "--classes", required = true, description = "The compiled classes.") Path classes,
            @Option(names = "--file", required = true, description = "The committed signature.") Path file,
            @Option(
                            names = "--api",
                            defaultValue = "${sys:flaskdata.api:-check}",
                            description = "check, or accept to write the file anew.")
                    String api) {
        if (!api.equals("check") && !api.equals("accept")) {
            throw new SpecException("flaskdata.api", "", "must be check or accept, not " + api);
        }
        Signature.check(
                Signature.of(classes, Thread.currentThread().getContextClassLoader()), file, api.equals("accept"));
    }

    @Command(name = "sync", description = "Makes one folder equal another, touching only what differs.")
    void sync(
            @Option(names = "--from", required = true, description = "The folder to copy.") Path from,
            @Option(names = "--to", required = true, description = "The folder to change.") Path to) {
        FileSync.synchronise(from, to);
    }

    @Command(
            name = "columns",
            description = "Lists the types of the EDC's columns, touching the file only if it differs.")
    void columns(
            @Option(names = "--list", required = true, description = "edc-tables.yaml.") Path list,
            @Option(names = "--out", required = true, description = "A folder that has this file alone.") Path out)
            throws IOException {
        FileSync.synchronise(Map.of(Path.of("edc-columns.tsv"), TableColumns.lines(list)), out);
    }

    @Command(name = "tables", description = "Makes the EDC's typed rows and codes, touching only what differs.")
    void tables(
            @Option(names = "--list", required = true, description = "edc-tables.yaml.") Path list,
            @Option(names = "--out", required = true, description = "The folder of sources.") Path out)
            throws IOException {
        FileSync.synchronise(Tables.sources(list), out);
    }

    @Command(name = "fetch", description = "Downloads every source of sources.yaml and updates specs.lock.")
    void fetch(
            @Option(names = "--specs", required = true, description = "The folder with sources.yaml.") Path specs,
            @Mixin Where where) {
        Fetch.into(specs, where.addresses(), Fetch.Limits.USUAL, Clock.systemUTC())
                .forEach(System.out::println);
    }

    @Command(name = "diff", description = "Compares the effective documents with those of another state.")
    void diff(
            @Option(names = "--specs", required = true, description = "The folder with sources.yaml.") Path specs,
            @Option(names = "--out", required = true, description = "Where to write spec-diff.md and .json.") Path out,
            @Option(
                            names = "--base",
                            defaultValue = "${sys:base:-}",
                            description = "A git ref, a folder of specs, or an environment.")
                    String base,
            @Option(
                            names = "--fail-on",
                            defaultValue = "${sys:fail-on:-breaking}",
                            description = "breaking, any or none.")
                    String failOn,
            @Mixin Where where) {
        if (!List.of("breaking", "any", "none").contains(failOn)) {
            throw new SpecException("fail-on", "", "must be breaking, any or none, not " + failOn);
        }
        if (base.isBlank() && !where.isGiven()) {
            throw new SpecException("base", "", "name what to compare with: a git ref, a folder or an environment");
        }
        DiffReport report = base.isBlank() ? Base.compare(where.addresses(), specs) : Base.compare(base, specs);
        report.write(out);
        System.out.print(report.markdown());
        boolean breaking =
                report.worst().filter(level -> level == Change.Level.BREAKING).isPresent();
        if (breaking && !failOn.equals("none") || report.worst().isPresent() && failOn.equals("any")) {
            throw new SpecException("spec-diff", "", report.verdict() + " (fail-on is " + failOn + ")");
        }
    }

    @Command(name = "next", description = "Names the next release's version, and drafts its changelog.")
    void next(
            @Option(names = "--released", required = true, description = "The last release's version.") String released,
            @Option(names = "--reports", required = true, description = "A folder with japicmp's XML of each module.")
                    Path reports,
            @Option(names = "--diff", required = true, description = "spec-diff.json, which diff wrote.") Path diff,
            @Option(names = "--out", required = true, description = "The draft, Markdown.") Path out)
            throws IOException {
        NextRelease next = NextRelease.of(reports, diff);
        FileSync.write(out, next.draft(released));
        System.out.println("After " + released + ": " + next.after(released) + ", a " + next.step(released) + " step");
    }

    @Command(
            name = "evidence",
            description =
                    "Says what a contract run's evidence.json, or a browser's HAR file, proves, and drafts the overlays.")
    void evidence(
            @Option(names = "--specs", required = true, description = "The folder with sources.yaml.") Path specs,
            @Option(names = "--in", required = true, description = "evidence.json or a HAR file; may be repeated.")
                    List<Path> files,
            @Option(names = "--out", required = true, description = "Where to write the report and the drafts.")
                    Path out,
            @Option(names = "--accept", description = "Add the drafted actions to the overlays of the specs.")
                    boolean accept,
            @Mixin Where where) {
        System.out.print(Evidence.read(specs, files, where.isGiven() ? where.addresses() : null, out, accept));
    }

    /** The FlaskData installation: an environment or two addresses. */
    static final class Where {
        @Option(
                names = "--environment",
                defaultValue = "${sys:flaskdata.environment:-}",
                description = "production, staging or development.")
        private String environment = "";

        @Option(names = "--api-url", defaultValue = "${sys:flaskdata.api-url:-}", description = "The API's address.")
        private String api = "";

        @Option(names = "--idp-url", defaultValue = "${sys:flaskdata.idp-url:-}", description = "The IDP's address.")
        private String idp = "";

        boolean isGiven() {
            return !(environment + api + idp).isBlank();
        }

        Fetch.Addresses addresses() {
            return Fetch.Addresses.of(environment, api, idp);
        }
    }

    @Command(name = "lock", description = "Writes specs.lock anew for documents reconstructed by hand.")
    void lock(@Option(names = "--specs", required = true, description = "The folder with sources.yaml.") Path specs) {
        Lock.relock(specs, Sources.read(specs));
    }
}
