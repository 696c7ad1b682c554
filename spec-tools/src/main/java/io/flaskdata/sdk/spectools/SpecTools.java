package io.flaskdata.sdk.spectools;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line, the one home of every command: Maven's profiles only call it. */
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
        CommandLine line = new CommandLine(new SpecTools());
        RuntimeException[] failure = new RuntimeException[1];
        line.setExecutionExceptionHandler((e, command, parsed) -> {
            failure[0] = e instanceof SpecException ours ? ours : new IllegalStateException(e.getMessage(), e);
            if (!inMaven) {
                command.getErr().println(e.getMessage());
            }
            return 1;
        });
        int exit = line.execute(arguments);
        if (!inMaven) {
            System.exit(exit);
        }
        if (exit != 0) {
            throw failure[0] == null ? new IllegalArgumentException("The command line is wrong") : failure[0];
        }
    }

    @Command(name = "build", description = "Makes the effective documents and the report.")
    void build(
            @Option(names = "--specs", required = true, description = "The folder with sources.yaml.") Path specs,
            @Option(names = "--out", required = true, description = "Where to write.") Path out) {
        Pipeline.build(specs, out).forEach(System.out::println);
    }

    @Command(name = "overlay", description = "Applies one overlay to one document.")
    void overlay(
            @Option(names = "--in", required = true, description = "The document, JSON or YAML.") Path in,
            @Option(names = "--overlay", required = true, description = "The overlay, JSON or YAML.") Path overlay,
            @Option(names = "--out", required = true, description = "Where to write, JSON or YAML by its ending.")
                    Path out)
            throws IOException {
        ObjectNode document = Documents.read(in);
        Overlay.apply(Documents.name(overlay), Documents.read(overlay), document);
        FileSync.write(out, Documents.write(document, Documents.name(out)));
    }

    @Command(name = "sync", description = "Makes one folder equal another, touching only what differs.")
    void sync(
            @Option(names = "--from", required = true, description = "The folder to copy.") Path from,
            @Option(names = "--to", required = true, description = "The folder to change.") Path to) {
        FileSync.synchronise(from, to);
    }

    @Command(name = "lock", description = "Writes specs.lock anew for documents reconstructed by hand.")
    void lock(@Option(names = "--specs", required = true, description = "The folder with sources.yaml.") Path specs) {
        Lock.relock(specs, Sources.read(specs));
    }
}
