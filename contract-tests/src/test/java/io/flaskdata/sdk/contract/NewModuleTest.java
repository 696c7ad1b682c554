package io.flaskdata.sdk.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.call.Environment;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/specs.md says of a new module, done to a copy of the project, and built by Maven. */
class NewModuleTest {
    private static final String DOCUMENT = """
            {"swagger":"2.0","info":{"title":"Alerts","version":"0.1.0"},"host":"","paths":{
              "/alerts-server/alert/{id}":{"get":{"tags":["ALERTS"],
                "parameters":[{"in":"path","name":"id","type":"number"}],
                "responses":{"200":{"description":"ok","type":"object","properties":{"message":{"type":"string"}}}}}}}}
            """;

    @TempDir
    Path copy;

    @Test
    void oneEntryAndOnePomMakeAModule() throws Exception {
        Project.copyTo(copy);
        Files.writeString(copy.resolve("specs/upstream/alerts.json"), DOCUMENT);
        edit("specs/specs.lock", "\"documents\": {", "\"documents\": {\n    \"alerts\": " + lockEntry() + ",");
        edit("specs/sources.yaml", "\ndocuments:\n", """

                documents:
                  - id: alerts
                    source: alerts
                    paths: /alerts-server/**
                    prefix: Alerts
                """);
        String pom = Files.readString(copy.resolve("generated-edc/pom.xml"))
                .replace("flaskdata-edc", "flaskdata-alerts")
                .replace("generated edc", "generated alerts")
                .replace("<flaskdata.spec>edc", "<flaskdata.spec>alerts");
        Files.createDirectory(copy.resolve("generated-alerts"));
        Files.writeString(copy.resolve("generated-alerts/pom.xml"), pom);
        edit(
                "codegen/generated-modules/pom.xml",
                "<modules>",
                "<modules>\n    <module>../../generated-alerts</module>");

        assertThat(Maven.run(copy, Maven.REPOSITORY, "-o", "-Pfast", "-pl", ":flaskdata-alerts", "-am", "compile"))
                .isEmpty();

        URL classes =
                copy.resolve("generated-alerts/target/fast/classes/").toUri().toURL();
        try (URLClassLoader loader =
                        new URLClassLoader(new URL[] {classes}, getClass().getClassLoader());
                FlaskDataClient flask = FlaskDataClient.builder()
                        .environment(
                                Environment.custom(URI.create("http://127.0.0.1:9"), URI.create("http://127.0.0.1:9")))
                        .credentials("nobody@example.org", "invented")
                        .build()) {
            Class<?> alerts = loader.loadClass("io.flaskdata.sdk.api.alerts.AlertsApi");
            assertThat(alerts.getMethods())
                    .singleElement()
                    .satisfies(method -> assertThat(method.toGenericString())
                            .contains(
                                    "Call<io.flaskdata.sdk.api.alerts.model.AlertResponse>",
                                    "alert(java.lang.Integer)"));
            assertThat(flask.api(alerts)).isInstanceOf(alerts);
        }
    }

    private static String lockEntry() throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(DOCUMENT.getBytes(UTF_8));
        return """
                {"file": "upstream/alerts.json", "origin": "reconstructed", "address": "{api}/alerts-server/swagger.json",
                 "version": "0.1.0", "sha256": "%s"}""".formatted(HexFormat.of().formatHex(digest));
    }

    private void edit(String file, String before, String after) throws IOException {
        String text = Files.readString(copy.resolve(file));
        assertThat(text).containsOnlyOnce(before);
        Files.writeString(copy.resolve(file), text.replace(before, after));
    }
}
