package io.flaskdata.sdk.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

/**
 * A project that is not ours runs its own tests with what we publish: in a repository of its own are our poms and jars as
 * {@code mvn install} would put them there, nothing else; the rest comes from this build's repository, as if that were the
 * internet, so that it works without.
 */
class ForeignProjectIT {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path FOREIGN = Path.of("target/it/foreign-project");

    @TempDir
    Path repository;

    @TempDir
    Path project;

    /** A module's pom. */
    private record Pom(Path file, Document read) {
        static Pom read(Path file) {
            try {
                return new Pom(
                        file,
                        DocumentBuilderFactory.newInstance()
                                .newDocumentBuilder()
                                .parse(file.toFile()));
            } catch (Exception e) {
                throw new IllegalStateException(file + " can't be read", e);
            }
        }

        /** What stands at an XPath; empty when that is nothing. */
        String at(String path) {
            try {
                return XPathFactory.newInstance().newXPath().evaluate(path, read);
            } catch (XPathExpressionException e) {
                throw new IllegalArgumentException(path, e);
            }
        }

        String artifact() {
            return at("/project/artifactId");
        }

        String version() {
            return at("/project/version | /project/parent/version");
        }

        List<String> managed() {
            return IntStream.rangeClosed(1, Integer.parseInt(at("count(//dependency)")))
                    .mapToObj(i -> at("(//dependency)[" + i + "]/artifactId"))
                    .toList();
        }
    }

    @Test
    void itsTestsRunWithWhatIsPublished() throws Exception {
        Map<String, Pom> poms = poms();
        install(poms, "flaskdata-bom");
        List<String> managed = poms.get("flaskdata-bom").managed();
        assertThat(managed).contains("flaskdata-core", "flaskdata-sandbox");
        for (String artifact : managed) {
            install(poms, artifact);
        }
        Path settings = Files.writeString(repository.resolve("settings.xml"), """
                <settings><mirrors><mirror>
                  <id>this-builds-repository</id><mirrorOf>*</mirrorOf><url>%s</url>
                </mirror></mirrors></settings>
                """.formatted(Maven.REPOSITORY.toUri()));

        copyTheProject();
        assertThat(Maven.run(project, repository, "-s", settings.toString(), "test"))
                .isEmpty();

        try (Stream<Path> reports = Files.list(project.resolve("target/surefire-reports"))) {
            assertThat(reports.filter(each -> each.toString().endsWith(".txt")))
                    .extracting(each ->
                            Files.readString(each).lines().skip(3).findFirst().orElse(""))
                    .satisfiesExactlyInAnyOrder(
                            each -> assertThat(each).startsWith("Tests run: 4, Failures: 0, Errors: 0, Skipped: 0"),
                            each -> assertThat(each).startsWith("Tests run: 1, Failures: 0, Errors: 0, Skipped: 0"));
        }
    }

    private void copyTheProject() throws IOException {
        try (Stream<Path> files = Files.walk(FOREIGN)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = project.resolve(FOREIGN.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    private static Map<String, Pom> poms() throws IOException {
        Map<String, Pom> poms = new HashMap<>();
        try (Stream<Path> files = Files.find(ROOT, 3, (file, any) -> file.endsWith("pom.xml"))) {
            files.filter(each -> !ROOT.relativize(each).toString().contains("target"))
                    .map(Pom::read)
                    .forEach(pom -> poms.put(pom.artifact(), pom));
        }
        return poms;
    }

    /** With its parents: a pom is nothing without. */
    private void install(Map<String, Pom> poms, String artifact) throws IOException {
        Pom pom = poms.get(artifact);
        assertThat(pom).as(artifact).isNotNull();
        Path folder = Files.createDirectories(
                repository.resolve("io/flaskdata").resolve(artifact).resolve(pom.version()));
        String name = artifact + "-" + pom.version();
        if (Files.exists(folder.resolve(name + ".pom"))) {
            return;
        }
        Files.copy(pom.file(), folder.resolve(name + ".pom"));
        if (!pom.at("/project/packaging").equals("pom")) {
            Path jar = pom.file().resolveSibling("target").resolve(name + ".jar");
            Files.copy(jar, folder.resolve(name + ".jar"));
        }
        String parent = pom.at("/project/parent/artifactId");
        if (!parent.isEmpty()) {
            install(poms, parent);
        }
    }
}
