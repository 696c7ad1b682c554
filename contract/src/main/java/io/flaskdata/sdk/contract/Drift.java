package io.flaskdata.sdk.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.flaskdata.sdk.call.Environment;
import io.flaskdata.sdk.spectools.ServedDocuments;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the served documents would change in ours.
 *
 * @param compared whether they could be compared
 * @param why why not; null when they could
 * @param worst the worst change: none, documentation, compatible or breaking
 * @param changes what would change
 */
public record Drift(boolean compared, @Nullable String why, String worst, List<Change> changes) {
    /** A change of one module's document. */
    public record Change(String module, String level, String what) {}

    private static final List<String> OTHER = List.of("sources.yaml", "specs.lock");

    static Drift notCompared(String why) {
        return new Drift(false, why, "none", List.of());
    }

    static Drift of(Environment environment) {
        try {
            Path folder = Files.createTempDirectory("flaskdata-contract");
            try {
                unpack(folder);
                return parsed(ServedDocuments.compare(
                        folder, environment.api().toString(), environment.idp().toString()));
            } catch (IllegalStateException | UncheckedIOException e) {
                return notCompared(e instanceof UncheckedIOException ? "not compared" : String.valueOf(e.getMessage()));
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The documents to compare with can't be unpacked", e);
        }
    }

    private static void unpack(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("upstream"));
        Files.createDirectories(folder.resolve("overlays"));
        List<String> files = new ArrayList<>(OTHER);
        Documents.MODULES.forEach(module -> files.add("overlays/" + module + ".yaml"));
        JsonNode lock = Documents.read(Documents.resource("specs.lock"));
        lock.path("documents").forEach(each -> files.add(each.path("file").asText()));
        for (String file : files) {
            Files.write(folder.resolve(file), Documents.resource(file));
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static Drift parsed(String json) {
        JsonNode report = Documents.read(json.getBytes(StandardCharsets.UTF_8));
        List<Change> changes = new ArrayList<>();
        for (var module : report.path("modules").properties()) {
            module.getValue()
                    .path("changes")
                    .forEach(change -> changes.add(new Change(
                            module.getKey(),
                            change.path("level").asText(),
                            change.path("what").asText())));
        }
        return new Drift(true, null, report.path("worst").asText(), List.copyOf(changes));
    }
}
