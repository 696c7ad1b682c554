package io.flaskdata.sdk.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flaskdata.sdk.sandbox.Sandbox;
import io.flaskdata.sdk.sandbox.junit.FlaskDataSandbox;
import io.flaskdata.sdk.spectools.SpecTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command that fetches FlaskData's documents, against a running sandbox. */
@FlaskDataSandbox
class FetchFromSandboxTest {
    private static final Path COMMITTED = Path.of("..", "specs");

    @TempDir
    Path specs;

    @Test
    void everyRequiredDocumentOfTheSourcesComesByteForByteAndTheLockSaysFrom(Sandbox sandbox) throws IOException {
        Files.copy(COMMITTED.resolve("sources.yaml"), specs.resolve("sources.yaml"));
        SpecTools.main(new String[] {
            "fetch",
            "--specs",
            specs.toString(),
            "--api-url",
            sandbox.apiUrl().toString(),
            "--idp-url",
            sandbox.idpUrl().toString()
        });

        JsonNode committed = lock(COMMITTED);
        JsonNode fetched = lock(specs);
        Set<String> names = new HashSet<>();
        fetched.fieldNames().forEachRemaining(names::add);
        assertThat(names).containsExactlyInAnyOrder("general", "data-server", "features", "idp");
        for (String name : names) {
            JsonNode entry = fetched.get(name);
            assertThat(entry.get("origin").asText()).isEqualTo("fetched");
            assertThat(entry.get("sha256")).isEqualTo(committed.get(name).get("sha256"));
            assertThat(entry.get("address").asText())
                    .isEqualTo(committed
                            .get(name)
                            .get("address")
                            .asText()
                            .replace("{api}", sandbox.apiUrl().toString())
                            .replace("{idp}", sandbox.idpUrl().toString()));
            String file = entry.get("file").asText();
            assertThat(specs.resolve(file)).hasSameBinaryContentAs(COMMITTED.resolve(file));
        }
        assertThat(specs.resolve("upstream/alerts.json")).doesNotExist();
    }

    private static JsonNode lock(Path folder) throws IOException {
        return new ObjectMapper()
                .readTree(folder.resolve("specs.lock").toFile())
                .get("documents");
    }
}
