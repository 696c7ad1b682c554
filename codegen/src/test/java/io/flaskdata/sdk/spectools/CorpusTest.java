package io.flaskdata.sdk.spectools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flaskdata.sdk.codegen.Generator;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import okhttp3.RequestBody;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import retrofit2.Converter;
import retrofit2.Retrofit;

/**
 * Invented documents in every dialect we could think of, each taken through repair, generation and compilation; it
 * stands here because only this module knows the templates. What the Java code must look like is in the {@code .txt}
 * beside each document; accept a change with {@code -Dflaskdata.golden=accept}, and read it.
 */
class CorpusTest {
    private static final Path CORPUS = Path.of("src/test/resources/corpus");
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "options", "head", "patch");

    private static final Converter.Factory ANYTHING = new Converter.Factory() {
        @Override
        public Converter<ResponseBody, ?> responseBodyConverter(Type type, Annotation[] of, Retrofit retrofit) {
            return body -> body;
        }

        @Override
        public Converter<?, RequestBody> requestBodyConverter(
                Type type, Annotation[] parameter, Annotation[] method, Retrofit retrofit) {
            return body -> RequestBody.create("", null);
        }
    };

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
        Trial.of(document, folder);
        Generator.generate(folder.resolve("tried.json"), folder.resolve("raw"), "tried");
        Path classes = compile();
        String signature;
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
            signature = Signature.of(classes, loader);
            retrofitTakes(classes, loader);
        }
        List<String> methods =
                signature.lines().filter(line -> line.contains("): Call<")).toList();
        List<JsonNode> operations = operations(Documents.read(document));
        assertThat(methods).hasSameSizeAs(operations);
        assertThat(methods.stream()
                        .filter(line -> !line.contains("Call<Void>") && !line.contains("Call<ResponseBody>")))
                .hasSize((int) operations.stream().filter(CorpusTest::hasResult).count());
        compare(document, signature);
    }

    /** Some mistakes Retrofit finds only when it reads an interface: an empty path, a body that can't be sent. */
    private static void retrofitTakes(Path classes, ClassLoader loader) throws IOException {
        Retrofit retrofit = new Retrofit.Builder()
                .baseUrl("http://127.0.0.1/")
                .addConverterFactory(ANYTHING)
                .validateEagerly(true)
                .build();
        try (Stream<Path> files = Files.list(classes.resolve("io/flaskdata/sdk/tried"))) {
            for (String name : files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith("Api.class"))
                    .toList()) {
                String service = "io.flaskdata.sdk.tried." + name.replace(".class", "");
                assertThatCode(() -> retrofit.create(loader.loadClass(service))).doesNotThrowAnyException();
            }
        }
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

    private Path compile() throws IOException {
        Path classes = Files.createDirectory(folder.resolve("classes"));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(found, null, null);
                Stream<Path> sources = Files.walk(folder.resolve("raw/src/main/java"))) {
            List<Path> java =
                    sources.filter(file -> file.toString().endsWith(".java")).toList();
            boolean compiled = compiler.getTask(
                            null,
                            files,
                            found,
                            List.of("--release", "17", "-proc:none", "-d", classes.toString()),
                            null,
                            files.getJavaFileObjectsFromPaths(java))
                    .call();
            assertThat(compiled).as("%s", found.getDiagnostics()).isTrue();
        }
        return classes;
    }

    private static void compare(Path document, String signature) throws IOException {
        Path golden = CORPUS.resolve(document.getFileName() + ".txt");
        if ("accept".equals(System.getProperty("flaskdata.golden"))) {
            Files.writeString(golden, signature);
        }
        assertThat(signature).isEqualTo(Files.readString(golden));
    }
}
