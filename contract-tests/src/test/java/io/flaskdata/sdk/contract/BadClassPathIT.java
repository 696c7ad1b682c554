package io.flaskdata.sdk.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.json.FlaskDataJson;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A JVM of its own on a class path that is wrong: the first use says in one sentence what is. */
class BadClassPathIT {
    private static final Path OLD = Path.of(Maven.TARGET, "old");
    private static final String RESOURCE = "META-INF/flaskdata/edc.json";

    @TempDir
    Path folder;

    /** What runs there. */
    static final class FirstUse {
        private FirstUse() {}

        public static void main(String[] args) {
            try {
                FlaskDataClient.builder();
                System.out.println("fine");
            } catch (IllegalStateException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    /** What runs there without core. */
    static final class FirstUseOfJson {
        private FirstUseOfJson() {}

        public static void main(String[] args) {
            try {
                FlaskDataJson.converterFactory();
                System.out.println("fine");
            } catch (IllegalStateException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    @Test
    void theClassPathOfTheseTestsIsFine() throws Exception {
        assertThat(firstUse(classPath())).isEqualTo("fine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "edc", "forms", "dataserver", "features"})
    void aGeneratedModuleIsMissing(String module) throws Exception {
        List<Path> path = classPath();
        String folder = module.equals("json") ? Path.of("json", "target").toString() : "generated-" + module;
        assertThat(path.removeIf(each -> isOf(each, "flaskdata-" + module, folder)))
                .isTrue();
        assertThat(firstUse(path))
                .matches("flaskdata-" + module
                        + " is missing from the class path: flaskdata-core needs it in version \\S+");
    }

    @Test
    void twoVersionsOfAGeneratedModule() throws Exception {
        List<Path> path = classPath();
        path.add(otherVersion(path));
        assertThat(firstUse(path))
                .matches(
                        "flaskdata-edc is on the class path in 2 versions \\(.*, .*other.*\\): flaskdata-core needs \\S+ alone");
    }

    @Test
    void aGeneratedModuleOfAnotherVersion() throws Exception {
        List<Path> path = classPath();
        Path other = otherVersion(path);
        path.removeIf(each -> isOf(each, "flaskdata-edc", "generated-edc"));
        path.add(other);
        assertThat(firstUse(path))
                .matches("flaskdata-edc 0\\.0\\.9 is on the class path \\(.*other.*\\): flaskdata-core needs \\S+; "
                        + "flaskdata-bom keeps them alike");
    }

    @Test
    void theSameModuleTwiceIsNoHarm() throws Exception {
        List<Path> path = classPath();
        Path copy = folder.resolve("copy").resolve(RESOURCE);
        Files.createDirectories(copy.getParent());
        Files.writeString(copy, metadata(path));
        path.add(folder.resolve("copy"));
        assertThat(firstUse(path)).isEqualTo("fine");
    }

    @ParameterizedTest
    @CsvSource({"okhttp-3.14.9.jar,3", "okhttp-4.9.3.jar,4.9.3", "okhttp-4.11.0.jar,4.11.0"})
    void anOkHttpThatIsTooOld(String jar, String version) throws Exception {
        List<Path> path = classPath();
        Path old = OLD.resolve(jar).toAbsolutePath();
        assertThat(old).exists();
        path.add(0, old);
        path.removeIf(each -> isOf(each, "okhttp-jvm", "-"));
        assertThat(firstUse(path))
                .isEqualTo("OkHttp " + version + " is on the class path (" + old
                        + "): the SDK needs okhttp-jvm 5, or okhttp 4.12 or newer");
    }

    @Test
    void noOkHttp() throws Exception {
        List<Path> path = classPath();
        assertThat(path.removeIf(each -> isOf(each, "okhttp-jvm", "-"))).isTrue();
        assertThat(firstUse(path))
                .isEqualTo(
                        "OkHttp is missing from the class path: the SDK needs okhttp-jvm 5, or okhttp 4.12 or newer");
    }

    /** The first of two is what counts, as when an application server brings an old one. */
    @ParameterizedTest
    @CsvSource({"gson-2.10.1.jar,false", "gson-2.10.1.jar,true"})
    void aGsonThatIsTooOld(String jar, boolean aNewOneBehind) throws Exception {
        for (Class<?> first : List.of(FirstUse.class, FirstUseOfJson.class)) {
            List<Path> path = classPath();
            Path old = OLD.resolve(jar).toAbsolutePath();
            assertThat(old).exists();
            if (!aNewOneBehind) {
                path.removeIf(each -> isOf(each, "gson", "-"));
            }
            path.add(0, old);
            assertThat(firstUse(first, path))
                    .isEqualTo("The Gson on the class path is too old (" + old + "): the SDK needs gson 2.11 or newer");
        }
    }

    @Test
    void theOldestGson() throws Exception {
        List<Path> path = classPath();
        path.removeIf(each -> isOf(each, "gson", "-"));
        path.add(OLD.resolve("gson-2.11.0.jar").toAbsolutePath());
        assertThat(firstUse(path)).isEqualTo("fine");
        assertThat(firstUse(FirstUseOfJson.class, path)).isEqualTo("fine");
    }

    /** FastCSV 3 lacks a field, and neither says its version. */
    @ParameterizedTest
    @CsvSource({
        "fastcsv-\\d.*, fastcsv-3.7.0.jar, EMPTY, fastcsv 4",
        "fastcsv-\\d.*, , de/siegmar/fastcsv/writer/QuoteStrategies, fastcsv 4",
        "retrofit-\\d.*, retrofit-2.4.0.jar, retrofit2/Invocation, retrofit 3",
        "retrofit-\\d.*, , retrofit2/Invocation, retrofit 3"
    })
    void aLibraryIsMissingOrTooOld(String replaced, @Nullable String old, String lacks, String needed)
            throws Exception {
        List<Path> path = classPath();
        assertThat(path.removeIf(each -> each.getFileName().toString().matches(replaced)))
                .isTrue();
        if (old != null) {
            assertThat(OLD.resolve(old)).exists();
            path.add(OLD.resolve(old).toAbsolutePath());
        }
        assertThat(firstUse(path))
                .isEqualTo("On the class path a library is missing or too old (" + lacks + "): the SDK needs " + needed
                        + " or newer");
    }

    @ParameterizedTest
    @CsvSource({"fastcsv-\\d.*, fastcsv-4.0.0.jar", "retrofit-\\d.*, retrofit-2.9.0.jar"})
    void theOldestOfALibrary(String replaced, String oldest) throws Exception {
        List<Path> path = classPath();
        path.removeIf(each -> each.getFileName().toString().matches(replaced));
        assertThat(OLD.resolve(oldest)).exists();
        path.add(OLD.resolve(oldest).toAbsolutePath());
        assertThat(firstUse(path)).isEqualTo("fine");
    }

    @Test
    void noGson() throws Exception {
        List<Path> path = classPath();
        assertThat(path.removeIf(each -> isOf(each, "gson", "-"))).isTrue();
        for (Class<?> first : List.of(FirstUse.class, FirstUseOfJson.class)) {
            assertThat(firstUse(first, path))
                    .isEqualTo("Gson is missing from the class path: the SDK needs gson 2.11 or newer");
        }
    }

    /** As when a pom names Retrofit, which asks for OkHttp 4. */
    @Test
    void twoOkHttps() throws Exception {
        List<Path> path = classPath();
        path.removeIf(each -> isOf(each, "slf4j-nop", "-") || isOf(each, "logback-classic", "-"));
        path.add(OLD.resolve("okhttp-4.12.1.jar").toAbsolutePath());
        path.add(OLD.resolve("slf4j-simple.jar").toAbsolutePath());
        assertThat(firstUse(path).lines())
                .hasSize(2)
                .first()
                .asString()
                .matches(
                        ".*WARN.* OkHttp is on the class path 2 times \\(.*okhttp-jvm-5.*, .*okhttp-4\\.12\\.1\\.jar\\): "
                                + "the first is used; exclude com\\.squareup\\.okhttp3:okhttp from what brings it");
    }

    private static List<Path> classPath() {
        List<Path> path = new ArrayList<>();
        for (String each : System.getProperty("java.class.path").split(File.pathSeparator)) {
            path.add(Path.of(each).toAbsolutePath());
        }
        return path;
    }

    /** A jar of the repository, or the classes of this build. */
    private static boolean isOf(Path entry, String artifact, String module) {
        return entry.getFileName().toString().matches(artifact + "-\\d.*")
                || entry.toString().contains(File.separator + module + File.separator);
    }

    private Path otherVersion(List<Path> path) throws IOException {
        String text = metadata(path);
        assertThat(text).containsPattern("\"sdk\": \"[^\"]+\"");
        Path other = folder.resolve("other").resolve(RESOURCE);
        Files.createDirectories(other.getParent());
        Files.writeString(other, text.replaceFirst("\"sdk\": \"[^\"]+\"", "\"sdk\": \"0.0.9\""));
        return folder.resolve("other");
    }

    private static String metadata(List<Path> path) throws IOException {
        Path edc = path.stream()
                .filter(each -> isOf(each, "flaskdata-edc", "generated-edc"))
                .findFirst()
                .orElseThrow();
        if (Files.isDirectory(edc)) {
            return Files.readString(edc.resolve(RESOURCE));
        }
        try (ZipFile jar = new ZipFile(edc.toFile())) {
            return new String(jar.getInputStream(jar.getEntry(RESOURCE)).readAllBytes(), UTF_8);
        }
    }

    private static String firstUse(List<Path> path) throws IOException, InterruptedException {
        return firstUse(FirstUse.class, path);
    }

    private static String firstUse(Class<?> first, List<Path> path) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        String.join(
                                File.pathSeparator,
                                path.stream().map(Path::toString).toList()),
                        first.getName())
                .redirectErrorStream(true)
                .start();
        try {
            String said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
            assertThat(process.waitFor()).as(said).isZero();
            return said;
        } finally {
            process.destroyForcibly();
        }
    }
}
