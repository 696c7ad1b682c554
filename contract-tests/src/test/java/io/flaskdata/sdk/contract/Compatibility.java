package io.flaskdata.sdk.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.flaskdata.sdk.sandbox.Sandbox;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The rows of docs/compatibility.md that take long: projects that are not ours, with what their users have. They are built
 * from what we publish; the rest comes from this build's repository or from Maven Central.
 *
 * <p>Run by {@code mvn -Pfast,compatibility verify}, needs a JDK 25 beside this one, or {@code -DargLine=-Dflaskdata.jdk25=…}.
 */
class Compatibility {
    private static final Path FOLDER = Path.of(Maven.TARGET, "compatibility").toAbsolutePath();
    private static final Path PROJECT = FOLDER.resolve("project");
    private static final Path JARS = PROJECT.resolve("program/target/jars");
    private static final Path CLASSES = PROJECT.resolve("program/target/classes");
    private static final Path TOOLS = PROJECT.resolve("tools/target/jars");
    private static final Path KOTLIN = PROJECT.resolve("tools/target/kotlin");
    private static final Path JAVA = Path.of(System.getProperty("java.home"));
    private static final String PROGRAM = "org.example.program.Program";

    @TempDir
    Path folder;

    @BeforeAll
    static void build() throws Exception {
        Path repository = Files.createDirectories(FOLDER.resolve("repository"));
        Foreign.install(repository);
        Foreign.copy(Path.of(Maven.TARGET, "it/compatibility"), PROJECT);
        String first = "<id>this-build</id><url>" + Maven.REPOSITORY.toUri() + "</url>";
        Path settings = Files.writeString(FOLDER.resolve("settings.xml"), """
                <settings><profiles><profile><id>first</id>
                  <repositories><repository>%s</repository></repositories>
                  <pluginRepositories><pluginRepository>%s</pluginRepository></pluginRepositories>
                </profile></profiles><activeProfiles><activeProfile>first</activeProfile></activeProfiles></settings>
                """.formatted(first, first));
        assertThat(Maven.run(PROJECT, repository, "-gs", settings.toString(), "test"))
                .isEmpty();
    }

    /** Gson, Kotlin and SLF4J in the versions that Spring Boot manages, which are not ours. */
    @ParameterizedTest
    @ValueSource(strings = {"boot-3", "boot-4"})
    void aSpringBootApplication(String application) throws IOException {
        Path report = PROJECT.resolve(application + "/target/surefire-reports/org.example.boot.TrialTest.txt");
        assertThat(Files.readString(report)).contains("Tests run: 1, Failures: 0, Errors: 0, Skipped: 0");
        assertThat(Files.readAllLines(PROJECT.resolve(application + "/target/jars.txt")))
                .hasSize(5)
                .allSatisfy(each -> assertThat(Files.readString(Project.ROOT.resolve("docs/compatibility.md")))
                        .contains(each.replace(".jar", "")));
    }

    @Test
    void theProgramOnThisJdk() throws Exception {
        assertThat(program(JAVA, classPath(CLASSES, JARS))).isEqualTo(said());
    }

    @Test
    void theProgramOnJdk25() throws Exception {
        assertThat(program(jdk25(), classPath(CLASSES, JARS))).isEqualTo(said());
    }

    @Test
    void theProgramOnTheOldestKotlin() throws Exception {
        List<Path> path = new ArrayList<>(List.of(CLASSES));
        try (Stream<Path> kotlin = Files.list(KOTLIN)) {
            path.add(kotlin.filter(each -> each.getFileName().toString().startsWith("kotlin-stdlib-1."))
                    .findFirst()
                    .orElseThrow());
        }
        jars().stream().filter(each -> !name(each).startsWith("kotlin-stdlib")).forEach(path::add);
        assertThat(program(JAVA, join(path))).isEqualTo(said());
    }

    /** A CRF, an extract with its manifest and a generated interface, after all that isn't kept was removed or renamed. */
    @Test
    void shrunkByProGuard() throws Exception {
        Path shrunk = folder.resolve("shrunk.jar");
        // With its optimizer the JVM refuses a class of a library.
        List<String> rules = new ArrayList<>(List.of("-dontoptimize", "-injars '" + CLASSES + "'"));
        for (Path each : jars()) {
            rules.add("-injars '" + each + "'(!META-INF/versions/**,!META-INF/MANIFEST.MF,!module-info.class)");
        }
        rules.add("-outjars '" + shrunk + "'");
        for (String each : List.of("java.base", "java.logging", "java.sql", "jdk.unsupported")) {
            rules.add("-libraryjars '" + JAVA.resolve("jmods/" + each + ".jmod") + "'(!**.jar;!module-info.class)");
        }
        rules.add(shipped());
        Path file = Files.write(folder.resolve("rules.pro"), rules);
        Foreign.java(JAVA, List.of("-cp", TOOLS + "/*", "proguard.ProGuard"), List.of("@" + file));
        assertThat(shrunk.toFile().length()).isLessThan(size() / 2);
        assertThat(program(JAVA, shrunk.toString())).isEqualTo(said());
    }

    @Test
    void shrunkByR8() throws Exception {
        Path shrunk = folder.resolve("shrunk.jar");
        Path rules = Files.writeString(folder.resolve("rules.pro"), shipped());
        List<String> words = new ArrayList<>(List.of("--classfile", "--release", "--lib", JAVA.toString()));
        words.addAll(List.of("--pg-conf", rules.toString(), "--output", shrunk.toString()));
        try (Stream<Path> classes = Files.walk(CLASSES)) {
            classes.filter(Files::isRegularFile).map(Path::toString).forEach(words::add);
        }
        jars().forEach(each -> words.add(each.toString()));
        Foreign.java(JAVA, List.of("-cp", TOOLS + "/*", "com.android.tools.r8.R8"), words);
        assertThat(shrunk.toFile().length()).isLessThan(size() / 2);
        assertThat(program(JAVA, shrunk.toString())).isEqualTo(said());
    }

    @Test
    void aKotlinProgramAwaitsCallsInCoroutines() throws Exception {
        Foreign.Ran compiled = kotlinc("Enrol.kt");
        assertThat(compiled.code()).as(compiled.said()).isZero();
        List<Path> path = new ArrayList<>(List.of(folder.resolve("kotlin")));
        path.addAll(kotlin());
        path.add(JARS.resolve("*"));
        assertThat(run(JAVA, List.of("-cp", join(path), "org.example.kotlin.EnrolKt")))
                .isEqualTo("[true, true]\n7");
    }

    /** Kotlin takes what may be null for it, in core and in generated models. */
    @Test
    void aKotlinProgramThatForgetsNullDoesNotCompile() throws Exception {
        Foreign.Ran compiled = kotlinc("Nullable.kt");
        assertThat(compiled.code()).isNotZero();
        assertThat(compiled.said().lines().filter(each -> each.contains("error:")))
                .satisfiesExactly(
                        each -> assertThat(each).contains("Nullable.kt:6:", "'String?'"),
                        each -> assertThat(each).contains("Nullable.kt:8:", "'Int?'"));
    }

    /** GraalVM's own reader takes the metadata; it refuses a member that it doesn't know. */
    @Test
    void graalVmReadsTheMetadata() throws Exception {
        Path metadata = Files.createDirectory(folder.resolve("metadata"));
        List<String> words = new ArrayList<>(List.of("generate", "--output-dir=" + folder.resolve("merged")));
        for (Path each : jars()) {
            try (JarFile jar = new JarFile(each.toFile())) {
                JarEntry entry = jar.stream()
                        .filter(file -> file.getName().endsWith("/reachability-metadata.json"))
                        .findFirst()
                        .orElse(null);
                if (entry != null) {
                    Path of = Files.createDirectory(metadata.resolve(name(each)));
                    Files.copy(jar.getInputStream(entry), of.resolve("reachability-metadata.json"));
                    words.add("--input-dir=" + of);
                }
            }
        }
        assertThat(words).hasSizeGreaterThan(7);
        Foreign.java(jdk25(), List.of("-cp", TOOLS + "/*", "com.oracle.svm.configure.ConfigurationTool"), words);
        assertThat(folder.resolve("merged/reachability-metadata.json"))
                .content()
                .contains("AuthApi$TokenAnswer", "FormsCrfApi", "META-INF/flaskdata/edc.json");
    }

    private Foreign.Ran kotlinc(String source) throws IOException, InterruptedException {
        List<Path> libraries = new ArrayList<>(kotlin());
        libraries.addAll(jars());
        return Foreign.run(
                JAVA,
                List.of(
                        "-cp",
                        TOOLS + "/*",
                        "org.jetbrains.kotlin.cli.jvm.K2JVMCompiler",
                        "-no-stdlib",
                        "-no-reflect",
                        "-jvm-target",
                        "17",
                        "-cp",
                        join(libraries),
                        "-d",
                        folder.resolve("kotlin").toString(),
                        PROJECT.resolve("kotlin").resolve(source).toString()));
    }

    private static List<Path> kotlin() throws IOException {
        try (Stream<Path> kotlin = Files.list(KOTLIN)) {
            return kotlin.filter(each -> !name(each).startsWith("kotlin-stdlib-1."))
                    .toList();
        }
    }

    /** The program's entry, and the rules in the jars' META-INF/proguard: build tools collect them. */
    private static String shipped() throws IOException {
        StringBuilder rules =
                new StringBuilder("-keep class " + PROGRAM + " { public static void main(java.lang.String[]); }\n");
        for (Path each : jars()) {
            try (JarFile jar = new JarFile(each.toFile())) {
                for (JarEntry entry : jar.stream().toList()) {
                    if (entry.getName().matches("META-INF/proguard/.*\\.pro")) {
                        rules.append(new String(jar.getInputStream(entry).readAllBytes(), UTF_8))
                                .append('\n');
                    }
                }
            }
        }
        return rules.toString();
    }

    private static String program(Path java, String classPath) throws IOException, InterruptedException {
        return run(java, List.of("-cp", classPath, PROGRAM));
    }

    private static String run(Path java, List<String> options) throws IOException, InterruptedException {
        try (Sandbox sandbox = Sandbox.start()) {
            List<String> words = List.of(
                    sandbox.apiUrl().toString(),
                    sandbox.idpUrl().toString(),
                    Sandbox.API_USER,
                    Sandbox.PASSWORD,
                    "001-901");
            return Foreign.java(java, options, words);
        }
    }

    private static String said() {
        return "1 row, CSV, edc.extractData, edc\n10 characters\ntrue true\n"
                + "edc.extractData: the server refused; serverText() says why. [HTTP 400]"
                + " The server did nothing that needs undoing.";
    }

    private static Path jdk25() throws IOException {
        String said = System.getProperty("flaskdata.jdk25");
        if (said != null) {
            return Path.of(said);
        }
        try (Stream<Path> siblings = Files.list(JAVA.toRealPath().getParent())) {
            for (Path each : siblings.toList()) {
                Path release = each.resolve("release");
                if (Files.exists(release) && Files.readString(release).contains("JAVA_VERSION=\"25")) {
                    return each;
                }
            }
        }
        throw new IllegalStateException("There is no JDK 25 beside this one: -DargLine=-Dflaskdata.jdk25=FOLDER");
    }

    private static List<Path> jars() throws IOException {
        try (Stream<Path> jars = Files.list(JARS)) {
            return jars.sorted().toList();
        }
    }

    private static long size() throws IOException {
        return jars().stream().mapToLong(each -> each.toFile().length()).sum();
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    private static String classPath(Path classes, Path jars) {
        return join(List.of(classes, jars.resolve("*")));
    }

    private static String join(List<Path> path) {
        return String.join(File.pathSeparator, path.stream().map(Path::toString).toList());
    }
}
