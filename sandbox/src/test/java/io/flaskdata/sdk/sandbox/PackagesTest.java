package io.flaskdata.sdk.sandbox;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rooms, and the one way in which they use each other. */
class PackagesTest {
    private static final String ROOT = PackagesTest.class.getPackageName();
    private static final String INTERNAL = ROOT + ".internal";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(location -> !location.contains("/test-classes/"))
            .importPackages(ROOT);

    private static final SliceAssignment EACH_PACKAGE = new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return SliceIdentifier.of(type.getPackageName());
        }

        @Override
        public String getDescription() {
            return "packages";
        }
    };

    private static String room(String name) {
        return INTERNAL + "." + name + "..";
    }

    @Test
    void arrowsGoOneWayOnly() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("for JUnit")
                .definedBy(ROOT + ".junit..")
                .layer("the sandbox")
                .definedBy(ROOT)
                .layer("data server")
                .definedBy(room("dataserver"))
                .layer("forms")
                .definedBy(room("forms"))
                .layer("operations")
                .definedBy(room("edc"), room("features"), room("auth"), room("pages"))
                .layer("http and databases")
                .definedBy(room("http"), room("database"))
                .layer("writing seeds")
                .definedBy(room("seed"))
                .layer("base, faults, seeds")
                .definedBy(room("base"), ROOT + ".http..", ROOT + ".seed..")
                .whereLayer("for JUnit")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("the sandbox")
                .mayOnlyBeAccessedByLayers("for JUnit")
                .whereLayer("data server")
                .mayOnlyBeAccessedByLayers("the sandbox")
                .whereLayer("forms")
                .mayOnlyBeAccessedByLayers("the sandbox", "data server")
                .whereLayer("operations")
                .mayOnlyBeAccessedByLayers("the sandbox", "forms")
                .whereLayer("http and databases")
                .mayOnlyBeAccessedByLayers("the sandbox", "data server", "forms", "operations")
                .whereLayer("writing seeds")
                .mayOnlyBeAccessedByLayers("the sandbox", "forms", "operations", "http and databases")
                .check(CLASSES);
    }

    @Test
    void thereIsNoCircle() {
        slices().assignedFrom(EACH_PACKAGE).should().beFreeOfCycles().check(CLASSES);
    }

    /** What users' tests touch is outside the internal packages, all of it and nothing else. */
    @Test
    void theseClassesAreForUsers() {
        assertThat(CLASSES.stream()
                        .filter(each ->
                                each.isTopLevelClass() && each.getModifiers().contains(JavaModifier.PUBLIC))
                        .map(JavaClass::getName)
                        .filter(each -> !each.startsWith(INTERNAL))
                        .map(each -> each.substring(ROOT.length() + 1)))
                .containsExactlyInAnyOrder(
                        "Sandbox",
                        "SandboxBuilder",
                        "SandboxClock",
                        "http.Fault",
                        "http.Faults",
                        "http.ReceivedRequest",
                        "junit.FlaskDataSandbox",
                        "junit.ReceivedRequestsAssert",
                        "junit.SandboxAssertions",
                        "seed.Seed",
                        "seed.StudyDesign");
    }

    @Test
    void noneOfTheirSignaturesHasAnInternalType() {
        Stream<JavaMember> members = CLASSES.stream()
                .filter(each -> each.getModifiers().contains(JavaModifier.PUBLIC)
                        && !each.getName().startsWith(INTERNAL))
                .flatMap(each -> each.getMembers().stream())
                .filter(each -> each.getModifiers().contains(JavaModifier.PUBLIC)
                        || each.getModifiers().contains(JavaModifier.PROTECTED));
        assertThat(members.filter(each -> each.getAllInvolvedRawTypes().stream()
                        .anyMatch(type -> type.getName().startsWith(INTERNAL))))
                .isEmpty();
    }

    /** Who has both on the class path, and an editor that imports by name, is not led astray. */
    @Test
    void noClassHasANameThatCoreHasToo() throws Exception {
        Path core = Path.of("..", "core", "src", "main", "java");
        Set<String> names;
        try (Stream<Path> files = Files.walk(core)) {
            names = files.map(each -> each.getFileName().toString())
                    .filter(each -> each.endsWith(".java") && !each.equals("package-info.java"))
                    .map(each -> each.replace(".java", ""))
                    .collect(Collectors.toSet());
        }
        List<String> ours = CLASSES.stream()
                .filter(each -> each.isTopLevelClass() && !each.getSimpleName().equals("package-info"))
                .map(JavaClass::getSimpleName)
                .toList();
        assertThat(names).isNotEmpty().doesNotContainAnyElementsOf(ours);
    }
}
