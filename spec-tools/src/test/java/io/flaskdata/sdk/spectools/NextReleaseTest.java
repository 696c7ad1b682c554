package io.flaskdata.sdk.spectools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NextReleaseTest {
    private static final String ADDED = """
            <class changeStatus="NEW" fullyQualifiedName="x.New"><compatibilityChanges/></class>""";
    private static final String REMOVED = """
            <class changeStatus="REMOVED" fullyQualifiedName="x.Gone"><compatibilityChanges/></class>""";
    private static final String METHODS = """
            <class changeStatus="MODIFIED" fullyQualifiedName="x.Row"><compatibilityChanges/><methods>
              <method changeStatus="NEW" name="decimal"><compatibilityChanges>
                <compatibilityChange binaryCompatible="true" sourceCompatible="true" type="METHOD_ADDED_TO_PUBLIC_CLASS"/>
              </compatibilityChanges><parameters><parameter type="java.lang.String"/><parameter type="int"/></parameters></method>
              <method changeStatus="UNCHANGED" name="string"><parameters/></method>
            </methods></class>""";
    private static final String STRICTER = """
            <class changeStatus="MODIFIED" fullyQualifiedName="x.Site"><methods>
              <method changeStatus="MODIFIED" name="id"><compatibilityChanges>
                <compatibilityChange binaryCompatible="false" sourceCompatible="true" type="METHOD_RETURN_TYPE_CHANGED"/>
              </compatibilityChanges><parameters/></method></methods></class>""";
    private static final String INTERFACE = """
            <class changeStatus="MODIFIED" fullyQualifiedName="x.Client"><interfaces>
              <interface changeStatus="REMOVED" fullyQualifiedName="java.lang.AutoCloseable"><compatibilityChanges>
                <compatibilityChange binaryCompatible="false" sourceCompatible="false" type="INTERFACE_REMOVED"/>
              </compatibilityChanges></interface></interfaces><methods>
              <method changeStatus="NEW" name="shut"><compatibilityChanges/><parameters/></method></methods></class>""";
    private static final String NO_SPECS = "{\"modules\": {\"edc\": {\"changes\": []}}}";
    private static final String BREAKING_SPECS =
            "{\"modules\": {\"edc\": {\"changes\": [{\"level\": \"breaking\", \"what\": \"POST /edc/x is gone\"}]}}}";
    private static final String WORDS =
            "{\"modules\": {\"edc\": {\"changes\": [{\"level\": \"documentation\", \"what\": \"words differ\"}]}}}";

    @TempDir
    Path folder;

    private Path reports;

    @BeforeEach
    void reports() throws IOException {
        reports = Files.createDirectory(folder.resolve("reports"));
    }

    @ParameterizedTest
    @CsvSource({
        "1.4.2, nothing, 1.4.3, patch",
        "1.4.2, words, 1.4.3, patch",
        "1.4.2, added, 1.5.0, minor",
        "1.4.2, methods, 1.5.0, minor",
        "1.4.2, removed, 2.0.0, major",
        "1.4.2, stricter, 2.0.0, major",
        "1.4.2, interface, 2.0.0, major",
        "1.4.2, spec, 2.0.0, major",
        "0.1.0, added, 0.1.1, patch",
        "0.1.0, removed, 0.2.0, minor",
        "0.1.0-SNAPSHOT, nothing, 0.1.1, patch",
    })
    void theStepIsThatOfTheWorstChange(String released, String change, String version, String step) throws IOException {
        NextRelease next = next(change);
        assertThat(next.after(released)).isEqualTo(version);
        assertThat(next.step(released)).isEqualTo(step);
    }

    @Test
    void theDraftNamesEachChange() throws IOException {
        report("flaskdata-toolkit", ADDED);
        report("flaskdata-core", METHODS + REMOVED + STRICTER + INTERFACE);
        assertThat(NextRelease.of(reports, specs(BREAKING_SPECS)).draft("1.0.0"))
                .isEqualTo("""
                        ## 2.0.0 - unreleased

                        ### Added

                        - flaskdata-core: `x.Client.shut()`
                        - flaskdata-core: `x.Row.decimal(String, int)`
                        - flaskdata-toolkit: `x.New`

                        ### Changed

                        - flaskdata-core: `x.Client` (**breaking**)
                        - flaskdata-core: `x.Site.id()` (**breaking**)
                        - spec: POST /edc/x is gone (**breaking**)

                        ### Removed

                        - flaskdata-core: `x.Gone` (**breaking**)
                        """);
    }

    @Test
    void nothingComparedIsNoPatch() {
        assertThatThrownBy(() -> NextRelease.of(reports, specs(NO_SPECS)))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("nothing was compared");
    }

    @Test
    void whatIsNoReportIsRefused() throws IOException {
        Files.writeString(reports.resolve("flaskdata-core.xml"), "<japicmp>");
        assertThatThrownBy(() -> NextRelease.of(reports, specs(NO_SPECS)))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("flaskdata-core.xml", "is no report of japicmp");
    }

    @Test
    void whatIsNoVersionIsRefused() throws IOException {
        NextRelease next = next("nothing");
        assertThatThrownBy(() -> next.after("n.a.")).isInstanceOf(SpecException.class);
    }

    private NextRelease next(String change) throws IOException {
        report(
                "flaskdata-core",
                switch (change) {
                    case "added" -> ADDED;
                    case "methods" -> METHODS;
                    case "removed" -> REMOVED;
                    case "stricter" -> STRICTER;
                    case "interface" -> INTERFACE;
                    default -> "";
                });
        return NextRelease.of(
                reports,
                specs(
                        switch (change) {
                            case "spec" -> BREAKING_SPECS;
                            case "words" -> WORDS;
                            default -> NO_SPECS;
                        }));
    }

    private void report(String module, String classes) throws IOException {
        Files.writeString(reports.resolve(module + ".xml"), "<japicmp><classes>" + classes + "</classes></japicmp>");
    }

    private Path specs(String json) throws IOException {
        return Files.writeString(folder.resolve("spec-diff.json"), json);
    }
}
