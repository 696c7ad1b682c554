package io.flaskdata.sdk.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.flaskdata.sdk.sandbox.Sandbox;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Projects that are not ours use what we publish: in a repository of their own are our poms and jars as {@code mvn install}
 * would put them there, nothing else; the rest comes from this build's repository, as if that were the internet, so that
 * it works without. One run of Maven builds them all.
 */
class ForeignProjectIT {
    private static final Path FOREIGN = Path.of(Maven.TARGET, "it/foreign-project");
    private static final Set<String> OKHTTP = Set.of("okhttp", "okhttp-jvm", "okio", "okio-jvm");

    @TempDir
    static Path repository;

    @TempDir
    static Path project;

    @BeforeAll
    static void build() throws Exception {
        Foreign.install(repository);
        Path settings = Files.writeString(repository.resolve("settings.xml"), """
                <settings><mirrors><mirror>
                  <id>this-builds-repository</id><mirrorOf>*</mirrorOf><url>%s</url>
                </mirror></mirrors></settings>
                """.formatted(Maven.REPOSITORY.toUri()));
        Foreign.copy(FOREIGN, project);
        assertThat(Maven.run(project, repository, "-s", settings.toString(), "test"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"trial-app", "trial-app-okhttp-4"})
    void itsTestsRunWithWhatIsPublished(String app) throws IOException {
        try (Stream<Path> reports = Files.list(project.resolve(app + "/target/surefire-reports"))) {
            assertThat(reports.filter(each -> each.toString().endsWith(".txt")))
                    .extracting(each ->
                            Files.readString(each).lines().skip(3).findFirst().orElse(""))
                    .satisfiesExactlyInAnyOrder(
                            each -> assertThat(each).startsWith("Tests run: 4, Failures: 0, Errors: 0, Skipped: 0"),
                            each -> assertThat(each).startsWith("Tests run: 1, Failures: 0, Errors: 0, Skipped: 0"));
        }
    }

    /** OkHttp's and Okio's empty jars for other build tools would be a second module of a name, and OkHttp 4 a second OkHttp. */
    @Test
    void thereIsOneOkHttpOnTheClassPath() throws IOException {
        try (Stream<Path> jars = Files.list(modules())) {
            assertThat(jars.map(each -> each.getFileName().toString().replaceFirst("-\\d.*", ""))
                            .filter(OKHTTP::contains))
                    .containsExactlyInAnyOrder("okhttp-jvm", "okio-jvm");
        }
    }

    @Test
    void anApplicationWithADescriptorRuns() throws Exception {
        String path = modules() + File.pathSeparator + application();
        assertThat(enrol(Path.of(System.getProperty("java.home")), List.of("-p", path), "001-911"))
                .isEqualTo(said("001-911"));
    }

    /** One generated module with a Retrofit of the project's own: ints stay ints, instants instants, decimals keep every digit. */
    @Test
    void oneGeneratedModuleAloneRuns() throws Exception {
        Path folder = project.resolve("one-module-app/target");
        assertThat(jars(folder.resolve("modules")))
                .as("what it fetches of ours")
                .filteredOn(each -> each.startsWith("flaskdata"))
                .containsExactlyInAnyOrder("flaskdata-forms", "flaskdata-json");
        String classes = folder.resolve("classes").toString();
        String main = "org.example.onemodule.Diary";
        String newest = folder.resolve("modules") + File.separator + "*";
        Path oldest = Files.createDirectory(folder.resolve("oldest"));
        for (Path jar : list(folder.resolve("modules"))) {
            if (!jar.getFileName().toString().matches("(gson|okhttp)-.*")) {
                Files.copy(jar, oldest.resolve(jar.getFileName()));
            }
        }
        for (String jar : List.of("okhttp-4.12.1.jar", "gson-2.11.0.jar")) {
            Files.copy(Path.of(Maven.TARGET, "old", jar), oldest.resolve(jar));
        }
        String path = folder.resolve("modules") + File.pathSeparator + classes;
        try (Sandbox sandbox = Sandbox.start()) {
            List<String> words = List.of(sandbox.apiUrl().toString(), Sandbox.API_USER, Sandbox.PASSWORD, "001-023");
            assertThat(java(List.of("-cp", classes + File.pathSeparator + newest, main), words))
                    .isEqualTo(kept("null"));
            assertThat(java(List.of("-cp", classes + File.pathSeparator + oldest + File.separator + "*", main), words))
                    .isEqualTo(kept("null"));
            assertThat(java(List.of("-p", path, "-m", "org.example.onemodule/" + main), words))
                    .isEqualTo(kept("io.flaskdata.sdk.api.forms"));
        }
    }

    /** ExamplesTest runs the program. */
    @Test
    void theProjectOfGettingStartedCompilesTheReadmesProgram() throws Exception {
        String readme = Files.readString(Project.ROOT.resolve("README.md"));
        String pom = block("xml", Files.readString(Project.ROOT.resolve("docs/getting-started.md")));
        assertThat(Pattern.compile("<dependency>.*?</dependency>")
                        .matcher(block("xml", readme).replaceAll("\\s", ""))
                        .results()
                        .map(each -> each.group()))
                .hasSize(2)
                .allSatisfy(each -> assertThat(pom.replaceAll("\\s", "")).contains(each));

        Path folder = Files.createDirectories(project.resolve("first-extract"));
        Files.writeString(folder.resolve("pom.xml"), pom);
        Path sources = Files.createDirectories(folder.resolve("src/main/java"));
        Files.writeString(sources.resolve("FirstExtract.java"), block("java", readme));
        String settings = repository.resolve("settings.xml").toString();
        assertThat(Maven.run(folder, repository, "-s", settings, "compiler:compile"))
                .isEmpty();
        assertThat(folder.resolve("target/classes/FirstExtract.class")).exists();
    }

    private static String block(String language, String page) {
        int start = page.indexOf("```" + language + "\n") + language.length() + 4;
        return page.substring(start, page.indexOf("```", start));
    }

    private static String kept(String module) {
        return "10 characters\n2024-05-01T08:30:00.120Z {glucose=5.10, note=null, pulse=61, serial=9007199254740993}\n"
                + "3581600 Instant\nthe document is whole\n" + module;
    }

    private static List<String> jars(Path folder) throws IOException {
        return list(folder).stream()
                .map(each -> each.getFileName().toString().replaceFirst("-\\d.*", ""))
                .toList();
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    /** jlink takes no module without a descriptor: the application gives one to Okio and to Retrofit, which have none. */
    @Test
    void anApplicationWithADescriptorRunsInALinkedImage() throws Exception {
        Path linked = Files.createDirectory(project.resolve("linked"));
        for (ModuleReference each : ModuleFinder.of(modules()).findAll()) {
            Path jar = Path.of(each.location().orElseThrow());
            String name = each.descriptor().name();
            if (Files.isDirectory(project.resolve("modular-app/descriptors").resolve(name))) {
                Path copy = Files.copy(jar, linked.resolve(name + ".jar"));
                Path descriptor = project.resolve("descriptors").resolve(name);
                String source = "modular-app/descriptors/" + name + "/module-info.java";
                run(
                        "javac",
                        "--module-path",
                        modules(),
                        "--patch-module",
                        name + "=" + jar,
                        "-d",
                        descriptor,
                        project.resolve(source));
                run("jar", "--update", "--file", copy, "-C", descriptor, "module-info.class");
            } else if (!each.descriptor().isAutomatic()) {
                Files.copy(jar, linked.resolve(jar.getFileName()));
            }
        }
        Path image = project.resolve("image");
        String path = linked + File.pathSeparator + application();
        // TLS is a provider, and nobody's dependency.
        run("jlink", "--module-path", path, "--add-modules", "org.example.modular,jdk.crypto.ec", "--output", image);

        assertThat(enrol(image, List.of(), "001-912")).isEqualTo(said("001-912"));
    }

    @Test
    void thePublishedModulesHaveTheNamesThatAreDocumentedAndNoPackageTwice() throws IOException {
        List<ModuleReference> ours = new ArrayList<>();
        for (Path jar : published()) {
            ours.addAll(ModuleFinder.of(jar).findAll());
        }
        List<String> names =
                ours.stream().map(each -> each.descriptor().name()).sorted().toList();
        assertThat(Pattern.compile("`(io\\.flaskdata\\.[a-z.]+)`")
                        .matcher(Files.readString(Project.ROOT.resolve("docs/modules.md")))
                        .results()
                        .map(each -> each.group(1))
                        .sorted())
                .containsExactlyElementsOf(names);
        assertThat(ours.stream().flatMap(each -> each.descriptor().packages().stream()))
                .doesNotHaveDuplicates();
    }

    private static List<Path> published() throws IOException {
        try (Stream<Path> jars = Files.walk(repository.resolve("io/flaskdata"))) {
            return jars.filter(each -> each.toString().endsWith(".jar")).toList();
        }
    }

    private static Path modules() {
        return project.resolve("modular-app/target/modules");
    }

    private static Path application() {
        return project.resolve("modular-app/target/classes");
    }

    /** What the application printed. */
    private static String enrol(Path java, List<String> options, String label)
            throws IOException, InterruptedException {
        try (Sandbox sandbox = Sandbox.start()) {
            List<String> run = new ArrayList<>(options);
            run.addAll(List.of("-m", "org.example.modular/org.example.modular.Enrol"));
            return Foreign.java(
                    java,
                    run,
                    List.of(
                            sandbox.apiUrl().toString(),
                            sandbox.idpUrl().toString(),
                            Sandbox.API_USER,
                            Sandbox.PASSWORD,
                            label));
        }
    }

    private static String java(List<String> options, List<String> words) throws IOException, InterruptedException {
        return Foreign.java(Path.of(System.getProperty("java.home")), options, words);
    }

    private static String said(String label) {
        return label + " of io.flaskdata.sdk\n1 row of io.flaskdata.sdk\ntrue of io.flaskdata.sdk.api.edc";
    }

    private static void run(String name, Object... words) {
        StringWriter out = new StringWriter();
        PrintWriter to = new PrintWriter(out);
        int result = ToolProvider.findFirst(name)
                .orElseThrow()
                .run(to, to, Stream.of(words).map(Object::toString).toArray(String[]::new));
        assertThat(result).as("%s %s: %s", name, List.of(words), out).isZero();
    }
}
