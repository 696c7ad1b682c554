package io.flaskdata.sdk.spectools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Invented documents in every dialect we could think of, each taken through repair, generation and compilation; it
 * stands here because only this module knows the templates. What the Java code must look like is in the {@code .txt}
 * beside each document; accept a change with {@code -Dflaskdata.golden=accept}, and read it.
 */
class CorpusTest {
    private static final Path CORPUS = Path.of("src/test/resources/corpus");
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "options", "head", "patch");

    @TempDir
    Path folder;

    static List<Path> documents() throws IOException {
        try (Stream<Path> files = Files.list(CORPUS)) {
            return files.filter(file -> !file.toString().endsWith(".txt"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyDocumentCompilesAndKeepsItsOperationsTyped(Path document) throws IOException {
        Bindings bindings = new Bindings(folder);
        bindings.add(document, "tried");
        String signature = bindings.compiled();
        List<String> methods =
                signature.lines().filter(line -> line.contains("): Call<")).toList();
        List<JsonNode> operations = operations(Documents.read(document));
        assertThat(methods).hasSameSizeAs(operations);
        assertThat(methods.stream()
                        .filter(line -> !line.contains("Call<Void>") && !line.contains("Call<ResponseBody>")))
                .hasSize((int) operations.stream().filter(CorpusTest::hasResult).count());
        compare(document, signature);
    }

    private static List<JsonNode> operations(ObjectNode document) {
        return document.path("paths")
                .valueStream()
                .flatMap(JsonNode::propertyStream)
                .filter(member -> METHODS.contains(member.getKey().toLowerCase(Locale.ROOT)))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** Whether the first success says, in any dialect, what it carries; a file is a stream. */
    private static boolean hasResult(JsonNode operation) {
        return Stream.of("200", "201", "default")
                .map(operation.path("responses")::path)
                .filter(response -> !response.findValuesAsText("type").contains("file"))
                .anyMatch(response -> Stream.of("schema", "type", "properties", "items", "content", "$ref", "allOf")
                        .anyMatch(response::hasNonNull));
    }

    private static void compare(Path document, String signature) throws IOException {
        Path golden = CORPUS.resolve(document.getFileName() + ".txt");
        if ("accept".equals(System.getProperty("flaskdata.golden"))) {
            Files.writeString(golden, signature);
        }
        assertThat(signature).isEqualTo(Files.readString(golden));
    }
}
