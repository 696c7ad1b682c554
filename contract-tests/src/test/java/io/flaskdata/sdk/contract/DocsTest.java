package io.flaskdata.sdk.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The documentation that is generated, or quotes what is, against the build's own output. */
class DocsTest {
    private static final Path ROOT = Path.of("..");
    private static final Path SPECS = ROOT.resolve("specs").resolve(Maven.TARGET);

    @Test
    void theTableOfOperationsIsTheBuilds() throws IOException {
        assertThat(ROOT.resolve("docs/operations.md")).hasSameTextualContentAs(SPECS.resolve("operations.md"));
    }

    @Test
    void theReadmesCountsAreTheReports() throws IOException {
        String total = Files.readString(SPECS.resolve("report.md"))
                .lines()
                .filter(line -> line.startsWith("In all: "))
                .findFirst()
                .orElseThrow();
        assertThat(Files.readString(ROOT.resolve("README.md"))).contains(total);
    }
}
