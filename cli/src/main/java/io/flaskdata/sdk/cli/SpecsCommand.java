package io.flaskdata.sdk.cli;

import io.flaskdata.sdk.spectools.SpecTools;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Three commands of the spec tools, with this command line's settings. */
@Command(
        name = "specs",
        description = "FlaskData's Swagger documents (docs/specs.md).",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class SpecsCommand {
    @Command(
            name = "fetch",
            description = "Downloads every document that sources.yaml lists, and updates specs.lock.",
            mixinStandardHelpOptions = true)
    int fetch(
            @Mixin Session session,
            @Option(
                            names = "--specs",
                            required = true,
                            paramLabel = "FOLDER",
                            description = "The folder with sources.yaml.")
                    String specs) {
        return run(session, "fetch", "--specs", specs);
    }

    @Command(
            name = "diff",
            description =
                    "Compares the documents with another state: a git ref or folder, or what FlaskData serves now.",
            mixinStandardHelpOptions = true)
    int diff(
            @Mixin Session session,
            @Option(
                            names = "--specs",
                            required = true,
                            paramLabel = "FOLDER",
                            description = "The folder with sources.yaml.")
                    String specs,
            @Option(
                            names = {"-o", "--out"},
                            required = true,
                            paramLabel = "FOLDER",
                            description = "Where to write spec-diff.md and .json.")
                    String out,
            @Option(
                            names = "--base",
                            description = "A git ref or a folder of specs; without it, what FlaskData serves.")
                    @Nullable
                    String base,
            @Option(
                            names = "--fail-on",
                            defaultValue = "breaking",
                            description = "breaking, any or none. Default: breaking.")
                    String failOn) {
        String[] arguments = {"diff", "--specs", specs, "--out", out, "--fail-on", failOn};
        if (base == null) {
            return run(session, arguments);
        }
        List<String> based = new ArrayList<>(List.of(arguments));
        based.addAll(List.of("--base", base));
        return session.tool("specs diff", () -> SpecTools.run(based.toArray(String[]::new)));
    }

    @Command(
            name = "try",
            description = "Repairs and converts any one document, without an overlay.",
            mixinStandardHelpOptions = true)
    int tryOne(
            @Mixin Session session,
            @Parameters(paramLabel = "FILE", description = "The document, JSON or YAML.") String spec,
            @Option(
                            names = {"-o", "--out"},
                            required = true,
                            paramLabel = "FOLDER",
                            description = "Where to write tried.json and report.md.")
                    String out) {
        return session.tool("specs try", () -> SpecTools.run("try", "--spec", spec, "--out", out));
    }

    private static int run(Session session, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        for (String name : List.of("environment", "api-url", "idp-url")) {
            String value = session.setting(name);
            if (value != null) {
                all.addAll(List.of("--" + name, value));
            }
        }
        return session.tool("specs " + arguments[0], () -> SpecTools.run(all.toArray(String[]::new)));
    }
}
