package io.flaskdata.sdk.spectools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The command line as Maven calls it, and in a JVM of its own. */
@Isolated("changes a system property")
class SpecToolsTest {
    @TempDir
    Path folder;

    @BeforeEach
    void inMaven() {
        System.setProperty("maven.home", "here");
    }

    @AfterEach
    void notInMaven() {
        System.clearProperty("maven.home");
    }

    @Test
    void appliesAnOverlayFromYamlToJson() throws IOException {
        Path in = Files.writeString(folder.resolve("in.yaml"), "openapi: 3.0.3\ninfo: {title: old}\n");
        Path overlay = Files.writeString(
                folder.resolve("o.json"),
                "{\"overlay\":\"1.0.0\",\"actions\":[{\"target\":\"$.info\",\"update\":{\"title\":\"new\"}}]}");
        Path out = folder.resolve("out.json");
        SpecTools.main(
                new String[] {"overlay", "--in", in.toString(), "--overlay", overlay.toString(), "--out", out.toString()
                });
        assertThat(Documents.read(out).at("/info/title").asText()).isEqualTo("new");
    }

    @Test
    void saysWhatIsNewInTheDocumentsUnlessToldNotTo() {
        assertThat(said("new")).contains("In all: ");
        assertThat(said("none")).isEmpty();
    }

    private String said(String what) {
        PrintStream before = System.out;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            SpecTools.main(new String[] {"build", "--specs", "../specs", "--out", folder.toString(), "--say", what});
        } finally {
            System.setOut(before);
        }
        return said.toString(StandardCharsets.UTF_8);
    }

    @Test
    void makesTheClassesOfAListOfTables() {
        SpecTools.main(
                new String[] {"tables", "--list", "src/test/resources/tables/list.yaml", "--out", folder.toString()});
        assertThat(folder.resolve("io/flaskdata/sdk/edc"))
                .isDirectoryContaining("glob:**/EdcVisit.java")
                .isDirectoryContaining("glob:**/EdcCodes.java");
    }

    @Test
    void inMavenAFailureIsAnExceptionThatSaysWhatAndWhere() {
        assertThatThrownBy(() -> SpecTools.main(new String[] {"sync", "--from", "nowhere", "--to", "x"}))
                .isInstanceOf(SpecException.class)
                .hasMessage("nowhere at /: there is no such folder to synchronise from");
    }

    @Test
    void inMavenAWrongCommandLineIsAnException() {
        assertThatThrownBy(() -> SpecTools.main(new String[] {"sync", "--form", "a"}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void onItsOwnAFailureIsOneLineOnStandardErrorAndANonZeroExit() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SpecTools.class.getName(),
                        "sync",
                        "--from",
                        "nowhere",
                        "--to",
                        "x")
                .start();
        String error = new String(process.getErrorStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(error.strip()).isEqualTo("nowhere at /: there is no such folder to synchronise from");
    }
}
