package io.flaskdata.sdk.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A release of version 0.1.0, made by {@code .ci/release} from a copy of the project and signed with a key that is thrown
 * away: held against what Maven Central requires of a bundle, against a second build in
 * another folder, language and time zone, and used by a foreign project that has nothing else of ours.
 *
 * <p>Run by {@code mvn -Pfast,rehearsal verify}, needs gpg and bash.
 */
class ReleaseRehearsal {
    private static final String SNAPSHOT = "0.1.0-SNAPSHOT";
    private static final String VERSION = "0.1.0";
    private static final String HOME = "-Dflaskdata.home=https://forge.invalid/flaskdata-sdk-java";
    private static final Set<String> CHECKSUMS = Set.of("md5", "sha1", "sha256", "sha512");

    @TempDir
    static Path folder;

    private static Path released;
    private static Path central;
    private static Path again;
    private static Path foreign;
    private static Path foreignRepository;

    @BeforeAll
    static void release() throws Exception {
        Path key = Files.createDirectory(folder.resolve("key"));
        run(
                folder,
                "bash",
                "-c",
                "chmod 700 key && gpg --batch --quiet --passphrase '' --quick-gen-key"
                        + " 'Nobody <nobody@example.org>' ed25519 sign 1d");
        assertThat(key.resolve("pubring.kbx")).exists();

        released = copy("released");
        Path elsewhere = copy("again/in/another/folder");
        run(released, "bash", ".ci/release", HOME, "-q", "-Dmaven.repo.local=" + Maven.REPOSITORY);
        central = released.resolve("target/central");

        again = folder.resolve("again/repository");
        run(
                elsewhere,
                "bash",
                "-c",
                "umask 022 && MAVEN_OPTS='-Duser.language=tr -Duser.country=TR -Duser.timezone=Pacific/Chatham'"
                        + " mvn -q -B '-P!fast,sdk,artifacts' install -DskipTests -Dmaven.test.skip " + HOME
                        + " -s " + settings("again.xml", "*", "") + " -Dmaven.repo.local=" + again);

        foreign = folder.resolve("foreign");
        foreignRepository = folder.resolve("foreign-repository");
        copyForeignProject();
        String staged = """
                <profiles><profile><id>staged</id><repositories><repository>
                  <id>staged</id><url>%s</url>
                </repository></repositories></profile></profiles>
                <activeProfiles><activeProfile>staged</activeProfile></activeProfiles>
                """.formatted(central.toUri());
        run(
                foreign,
                "mvn",
                "-q",
                "-B",
                "test",
                "-s",
                settings("foreign.xml", "*,!staged", staged),
                "-Dmaven.repo.local=" + foreignRepository);
    }

    @AfterAll
    static void endTheAgent() throws Exception {
        run(folder, "gpgconf", "--kill", "all");
    }

    static List<Pom> published() {
        return Project.published();
    }

    static List<Pom> jars() {
        return published().stream().filter(Pom::isJar).toList();
    }

    @Test
    void onlyWhatIsPublishedIsStagedOrInstalled() throws IOException {
        List<String> published = published().stream().map(Pom::artifact).toList();
        assertThat(names(central.resolve("io/flaskdata"))).containsExactlyInAnyOrderElementsOf(published);
        assertThat(names(again.resolve("io/flaskdata"))).containsExactlyInAnyOrderElementsOf(published);
    }

    @ParameterizedTest
    @MethodSource("published")
    void centralsRequirementsAreMet(Pom module) throws Exception {
        String name = module.artifact() + "-" + VERSION;
        Set<String> expected = new TreeSet<>(Set.of(name + ".pom"));
        if (module.isJar()) {
            Stream.of(".jar", "-sources.jar", "-javadoc.jar").forEach(each -> expected.add(name + each));
        }
        expected.add(name + "-cyclonedx.json");
        if (module.artifact().equals("flaskdata-sandbox")) {
            expected.add(name + "-standalone.jar");
        }
        List<Path> files = main(staged(module));
        assertThat(files.stream().map(each -> each.getFileName().toString()))
                .containsExactlyInAnyOrderElementsOf(expected);
        for (Path file : files) {
            assertThat(Files.readString(beside(file, ".md5"))).isEqualTo(digest("MD5", file));
            assertThat(Files.readString(beside(file, ".sha1"))).isEqualTo(digest("SHA-1", file));
            run(folder, "gpg", "--batch", "--verify", beside(file, ".asc").toString(), file.toString());
        }
        assertThat(Files.readString(staged(module).resolve(name + ".pom")))
                .contains("https://forge.invalid/flaskdata-sdk-java.git", "<tag>v0.1.0</tag>")
                .doesNotContain("SNAPSHOT", "example.org");
    }

    @Test
    void theBundleHasWhatIsStagedAndNothingElse() throws IOException {
        try (ZipFile bundle = new ZipFile(
                        released.resolve("target/central-bundle.zip").toFile());
                Stream<Path> files = Files.walk(central)) {
            assertThat(bundle.stream().map(ZipEntry::getName))
                    .containsExactlyInAnyOrderElementsOf(files.filter(Files::isRegularFile)
                            .map(each -> central.relativize(each).toString())
                            .filter(each -> !each.contains("maven-metadata"))
                            .toList());
        }
    }

    /** Byte for byte, what was built in another folder, language and time zone, and installed instead of staged. */
    @ParameterizedTest
    @MethodSource("published")
    void aSecondBuildMakesTheSameBytes(Pom module) throws IOException {
        for (Path each : main(staged(module))) {
            Path other = again.resolve(central.relativize(each).toString());
            if (each.toString().endsWith(".jar")) {
                assertThat(each).hasSameBinaryContentAs(other);
            } else {
                assertThat(each).hasSameTextualContentAs(other);
            }
        }
    }

    /** The plugin for it writes nothing, and says nothing, when it takes a module for one that isn't deployed. */
    @ParameterizedTest
    @MethodSource("jars")
    void aBillOfMaterialsNamesTheArtifact(Pom module) throws IOException {
        JsonNode bill = billOfMaterials(module.artifact());
        assertThat(bill.at("/bomFormat").asText()).isEqualTo("CycloneDX");
        assertThat(bill.at("/metadata/component/purl").asText())
                .startsWith("pkg:maven/io.flaskdata/" + module.artifact() + "@" + VERSION);
        // flaskdata-specs holds documents, and needs nothing.
        assertThat(bill.at("/components").isEmpty()).isEqualTo(module.artifact().equals("flaskdata-specs"));
        assertThat(bill.at("/components")).allSatisfy(each -> {
            assertThat(each.at("/hashes").isEmpty()).as("%s", each).isFalse();
            assertThat(each.at("/licenses").isEmpty()).as("%s", each).isFalse();
        });
    }

    /** Maven's own class path of an application that has only core is the other witness. */
    @Test
    void theBillOfMaterialsOfCoreIsItsClassPath() throws IOException {
        JsonNode components = billOfMaterials("flaskdata-core").at("/components");
        List<String> named = new ArrayList<>(StreamSupport.stream(components.spliterator(), false)
                .map(each ->
                        each.at("/name").asText() + "-" + each.at("/version").asText() + ".jar")
                .toList());
        named.add("flaskdata-core-" + VERSION + ".jar");
        assertThat(names(foreign.resolve("modular-app/target/modules"))).containsExactlyInAnyOrderElementsOf(named);
    }

    @ParameterizedTest
    @MethodSource("jars")
    void sourcesAndJavadocHaveThePackagesThatUsersMayName(Pom module) throws IOException {
        Path jar = staged(module).resolve(module.artifact() + "-" + VERSION + ".jar");
        Set<String> packages = entries(jar).stream()
                .filter(each -> each.startsWith("io/") && each.endsWith(".class"))
                .map(ReleaseRehearsal::parent)
                .collect(Collectors.toCollection(TreeSet::new));
        List<String> sources = entries(beside(jar, "-sources"));
        assertThat(sources).contains("META-INF/LICENSE");
        assertThat(sources.stream().filter(each -> each.endsWith(".java")).map(ReleaseRehearsal::parent))
                .containsAll(packages);
        assertThat(entries(beside(jar, "-javadoc")).stream()
                        .filter(each -> each.endsWith("/package-summary.html"))
                        .map(ReleaseRehearsal::parent))
                .containsExactlyInAnyOrderElementsOf(packages.stream()
                        .filter(each -> !(each + "/").contains("/internal/"))
                        .toList());
    }

    @Test
    void aForeignProjectHasAllOfOursFromWhatIsStaged() throws IOException {
        for (Path version : entriesOf(foreignRepository.resolve("io/flaskdata"))) {
            assertThat(names(version)).containsExactly(VERSION);
            assertThat(Files.readString(version.resolve(VERSION + "/_remote.repositories")))
                    .contains(">staged=")
                    .doesNotContain(">this-builds-repository=");
        }
        assertThat(names(foreign.resolve("trial-app/target/surefire-reports")))
                .contains("org.example.trial.EnrolmentTest.txt", "org.example.trial.WholeRunTest.txt");
    }

    @Test
    void noReleaseIsMadeOfASnapshotNorWithoutAnAddressNorOfWhatWasNotChecked() throws Exception {
        String words = " -Dmaven.repo.local=" + Maven.REPOSITORY + " validate -N; test $? = 1";
        assertThat(run(Project.ROOT, "bash", "-c", "mvn -B '-Psdk,artifacts,flaskdata-release'" + words))
                .contains("A SNAPSHOT can't be released", "flaskdata.home in the root's pom is not set");
        assertThat(run(released, "bash", "-c", "mvn -B -DskipTests '-Partifacts,flaskdata-release' " + HOME + words))
                .contains("classes that were not checked")
                .doesNotContain("SNAPSHOT can't");
    }

    private static JsonNode billOfMaterials(String artifact) throws IOException {
        Path file = central.resolve("io/flaskdata/" + artifact + "/" + VERSION);
        return new ObjectMapper()
                .readTree(file.resolve(artifact + "-" + VERSION + "-cyclonedx.json")
                        .toFile());
    }

    private static Path staged(Pom module) {
        return central.resolve("io/flaskdata/" + module.artifact() + "/" + VERSION);
    }

    /** The files, without what stands beside each of them. */
    private static List<Path> main(Path folder) throws IOException {
        return entriesOf(folder).stream()
                .filter(each -> {
                    String name = each.getFileName().toString();
                    return !name.endsWith(".asc") && !CHECKSUMS.contains(name.substring(name.lastIndexOf('.') + 1));
                })
                .toList();
    }

    private static Path beside(Path file, String what) {
        String name = file.getFileName().toString();
        return file.resolveSibling(what.startsWith("-") ? name.replace(".jar", what + ".jar") : name + what);
    }

    private static String digest(String algorithm, Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(Files.readAllBytes(file)));
    }

    private static List<Path> entriesOf(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(each -> !each.getFileName().toString().startsWith("maven-metadata"))
                    .toList();
        }
    }

    private static List<String> names(Path folder) throws IOException {
        return entriesOf(folder).stream()
                .filter(each -> !each.getFileName().toString().startsWith("resolver-status"))
                .map(each -> each.getFileName().toString())
                .toList();
    }

    private static List<String> entries(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.stream().map(ZipEntry::getName).toList();
        }
    }

    private static String parent(String entry) {
        return entry.substring(0, entry.lastIndexOf('/'));
    }

    /** A copy of the project, of the version that is released. */
    private static Path copy(String name) throws IOException {
        Path copy = Files.createDirectories(folder.resolve(name));
        Project.copyTo(copy);
        setVersion(copy);
        return copy;
    }

    private static void setVersion(Path project) throws IOException {
        try (Stream<Path> poms = Files.find(project, 3, (file, any) -> file.endsWith("pom.xml"))) {
            for (Path pom : poms.toList()) {
                Files.writeString(pom, Files.readString(pom).replace(SNAPSHOT, VERSION));
            }
        }
    }

    private static void copyForeignProject() throws IOException {
        Path from = Path.of(Maven.TARGET, "it/foreign-project");
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = foreign.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        setVersion(foreign);
    }

    /** Settings by which what the mirror is for comes from this build's repository, as if that were the internet. */
    private static String settings(String name, String mirrored, String further) throws IOException {
        return Files.writeString(folder.resolve(name), """
                        <settings><mirrors><mirror>
                          <id>this-builds-repository</id><mirrorOf>%s</mirrorOf><url>%s</url>
                        </mirror></mirrors>%s</settings>
                        """.formatted(mirrored, Maven.REPOSITORY.toUri(), further))
                .toString();
    }

    /** What a command printed, which must have succeeded. */
    private static String run(Path where, String... command) throws IOException, InterruptedException {
        Path log = Files.createTempFile(folder, "command", ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(where.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        Map<String, String> environment = builder.environment();
        environment.put("GNUPGHOME", folder.resolve("key").toString());
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("PATH", Path.of(System.getProperty("maven.home"), "bin") + ":" + environment.get("PATH"));
        Process process = builder.start();
        try {
            assertThat(process.waitFor(20, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        String said = Files.readString(log);
        assertThat(process.exitValue()).as("%s: %s", List.of(command), said).isZero();
        return said;
    }
}
