package io.flaskdata.sdk.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Golden files: what the templates make of one small document. To accept a change, run with
 * {@code -Dflaskdata.golden=accept} and read the difference in the commit.
 */
class FlaskDataCodegenTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    @TempDir
    Path output;

    @Test
    void theTemplatesMakeExactlyTheGoldenFiles() throws IOException {
        Generator.generate(Path.of("src/test/resources/sample.json"), output, "sample");
        SortedMap<String, String> made = files(output.resolve("src"));
        if ("accept".equals(System.getProperty("flaskdata.golden"))) {
            for (var file : made.entrySet()) {
                Path target = GOLDEN.resolve(file.getKey() + ".txt");
                Files.createDirectories(target.getParent());
                Files.writeString(target, file.getValue());
            }
        }
        assertThat(made.keySet().stream().map(name -> name + ".txt"))
                .containsExactlyElementsOf(files(GOLDEN).keySet());
        SortedMap<String, String> golden = files(GOLDEN);
        made.forEach((name, text) -> assertThat(text).as(name).isEqualTo(golden.get(name + ".txt")));
    }

    @Test
    void noGeneratedSourceNamesAnAnnotationLibraryOrAClientOfTheStockGenerator() throws IOException {
        Generator.generate(Path.of("src/test/resources/sample.json"), output, "sample");
        files(output.resolve("src"))
                .forEach((name, text) ->
                        assertThat(text).as(name).doesNotContain("javax.", "jakarta.", "ApiClient", "oauth", "scribe"));
    }

    @Test
    void noModuleAsksForDonations() {
        PrintStream before = System.out;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            Generator.generate(Path.of("src/test/resources/sample.json"), output, "sample");
        } finally {
            System.setOut(before);
        }
        assertThat(said.toString(StandardCharsets.UTF_8)).doesNotContain("####");
    }

    private static SortedMap<String, String> files(Path folder) throws IOException {
        SortedMap<String, String> files = new TreeMap<>();
        if (!Files.exists(folder)) {
            return files;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            paths.filter(Files::isRegularFile).forEach(path -> files.put(name(folder, path), read(path)));
        }
        return files;
    }

    private static String name(Path folder, Path path) {
        return folder.relativize(path).toString().replace('\\', '/');
    }

    private static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
