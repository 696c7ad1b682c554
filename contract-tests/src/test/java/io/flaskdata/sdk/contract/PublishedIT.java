package io.flaskdata.sdk.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What users get, as this build made it: poms that stand alone, jars that say what they are, and the list of them all. */
class PublishedIT {
    /** What Maven Central requires of a pom, without which nothing can be published. */
    private static final List<String> REQUIRED = List.of(
            "name",
            "description",
            "url",
            "licenses/license/name",
            "licenses/license/url",
            "developers/developer/name",
            "scm/connection",
            "scm/developerConnection",
            "scm/url");

    static Stream<Pom> published() {
        return Project.published().stream();
    }

    static Stream<Pom> jars() {
        return published().filter(Pom::isJar);
    }

    @Test
    void theBomListsWhatIsPublishedAndNothingElse() {
        Pom bom = published()
                .filter(each -> each.artifact().equals("flaskdata-bom"))
                .findFirst()
                .orElseThrow();
        Pom asPublished = Pom.read(Project.publishedPom(bom));

        assertThat(asPublished.all("(//dependencyManagement//dependency/artifactId)"))
                .containsExactlyInAnyOrderElementsOf(jars().map(Pom::artifact).toList());
        assertThat(asPublished.all("(//dependencyManagement//dependency/groupId)"))
                .containsOnly("io.flaskdata");
        assertThat(asPublished.all("(//dependencyManagement//dependency/version)"))
                .containsOnly(bom.version());
    }

    @ParameterizedTest
    @MethodSource("published")
    void aPomNeedsNoOther(Pom module) throws IOException {
        Pom pom = Pom.read(Project.publishedPom(module));
        assertThat(pom.all("(/project/*[self::parent or self::profiles or self::properties or self::build"
                        + " or self::repositories or self::pluginRepositories])"))
                .isEmpty();
        assertThat(pom.all("(//scope[. = 'test' or . = 'import' or . = 'system'])"))
                .isEmpty();
        if (module.isJar()) {
            assertThat(pom.all("(//dependencyManagement)")).isEmpty();
        }
        assertThat(Files.readString(pom.file())).doesNotContain("${");
        assertThat(REQUIRED)
                .allSatisfy(each -> assertThat(pom.at("/project/" + each)).isNotBlank());
        // One place for all modules, without a module's name at the end.
        assertThat(pom.at("/project/url")).isEqualTo(pom.at("/project/scm/url"));
        assertThat(pom.at("/project/scm/connection")).isEqualTo("scm:git:" + pom.at("/project/url") + ".git");
    }

    @ParameterizedTest
    @MethodSource("jars")
    void aJarSaysWhatItIs(Pom module) throws IOException {
        try (JarFile jar = new JarFile(Project.jar(module).toFile())) {
            assertThat(read(jar, "META-INF/LICENSE")).isEqualTo(Files.readAllBytes(Project.ROOT.resolve("LICENSE")));
            assertThat(read(jar, "META-INF/maven/io.flaskdata/" + module.artifact() + "/pom.xml"))
                    .isEqualTo(Files.readAllBytes(Project.publishedPom(module)));

            Attributes manifest = jar.getManifest().getMainAttributes();
            assertThat(manifest.getValue("Implementation-Version")).isEqualTo(module.version());
            assertThat(manifest.getValue("Implementation-Title")).isEqualTo(module.at("/project/name"));
            assertThat(ModuleFinder.of(Path.of(jar.getName())).findAll())
                    .singleElement()
                    .satisfies(each ->
                            assertThat(each.descriptor().name()).isEqualTo(manifest.getValue("Automatic-Module-Name")));
        }
    }

    private static byte[] read(JarFile jar, String name) throws IOException {
        assertThat(jar.getEntry(name)).as(name).isNotNull();
        return jar.getInputStream(jar.getEntry(name)).readAllBytes();
    }
}
