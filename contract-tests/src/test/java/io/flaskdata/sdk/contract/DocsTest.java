package io.flaskdata.sdk.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The documentation that is generated, or quotes what is, against the build's own output. */
class DocsTest {
    private static final Path ROOT = Path.of("..");

    @Test
    void theTableOfOperationsIsTheBuilds() throws IOException {
        assertThat(ROOT.resolve("docs/operations.md"))
                .hasSameTextualContentAs(ROOT.resolve("specs/target/operations.md"));
    }

    @Test
    void theReadmesCountsAreTheReports() throws IOException {
        String total = Files.readString(ROOT.resolve("specs/target/report.md"))
                .lines()
                .filter(line -> line.startsWith("In all: "))
                .findFirst()
                .orElseThrow();
        assertThat(Files.readString(ROOT.resolve("README.md"))).contains(total);
    }
}
