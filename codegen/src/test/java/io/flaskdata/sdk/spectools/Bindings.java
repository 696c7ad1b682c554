package io.flaskdata.sdk.spectools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.flaskdata.sdk.codegen.Generator;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import okhttp3.RequestBody;
import okhttp3.ResponseBody;
import retrofit2.Converter;
import retrofit2.Retrofit;

/** What documents become, made in this process: repaired, generated, compiled, and read by Retrofit. */
final class Bindings {
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

    private final Path folder;

    /** In an empty folder. */
    Bindings(Path folder) {
        this.folder = folder;
    }

    /** Repairs a document and generates a module of it; nothing is compiled yet. */
    void add(Path document, String module) {
        Trial.of(document, folder.resolve(module));
        Generator.generate(folder.resolve(module).resolve("tried.json"), folder.resolve("raw"), module);
    }

    /** Compiles all modules at once, lets Retrofit read every interface, and returns the signature of what there is. */
    String compiled() throws IOException {
        Path classes = Files.createDirectory(folder.resolve("classes"));
        compile(classes);
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
            retrofitTakes(classes, loader);
            return Signature.of(classes, loader);
        }
    }

    private void compile(Path classes) throws IOException {
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
    }

    /** Some mistakes Retrofit finds only when it reads an interface: an empty path, a body that can't be sent. */
    private static void retrofitTakes(Path classes, ClassLoader loader) throws IOException {
        Retrofit retrofit = new Retrofit.Builder()
                .baseUrl("http://127.0.0.1/")
                .addConverterFactory(ANYTHING)
                .validateEagerly(true)
                .build();
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith("Api.class")).toList()) {
                String name = classes.relativize(file)
                        .toString()
                        .replace(".class", "")
                        .replaceAll("[/\\\\]", ".");
                if (!name.contains(".model.")) {
                    assertThatCode(() -> retrofit.create(loader.loadClass(name)))
                            .as(name)
                            .doesNotThrowAnyException();
                }
            }
        }
    }
}
