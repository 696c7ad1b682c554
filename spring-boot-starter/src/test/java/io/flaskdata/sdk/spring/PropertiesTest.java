package io.flaskdata.sdk.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class PropertiesTest {
    private static final Pattern ROW = Pattern.compile("\\| `(flaskdata\\.[a-z-]+)` \\| `([A-Z_]+)` .*");

    /** The properties of docs/configuration.md, with their environment variables. */
    private static Map<String, String> documented() throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (Stream<String> lines = Files.lines(Path.of("../docs/configuration.md"))) {
            lines.map(ROW::matcher)
                    .filter(each -> each.matches())
                    .forEach(each -> found.put(each.group(1), each.group(2)));
        }
        return found;
    }

    private static JsonNode metadata() throws IOException {
        try (InputStream in =
                FlaskDataProperties.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            return new ObjectMapper().readTree(in).get("properties");
        }
    }

    private static FlaskDataProperties bound(Map<String, Object> properties, Map<String, Object> variables) {
        MutablePropertySources sources = new MutablePropertySources();
        sources.addLast(new MapPropertySource("properties", properties));
        sources.addLast(new SystemEnvironmentPropertySource(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        return new Binder(ConfigurationPropertySources.from(sources))
                .bindOrCreate("flaskdata", FlaskDataProperties.class);
    }

    @Test
    void theMetadataForIdesHasTheSdksPropertiesAndTheIndicatorsEachExplained() throws IOException {
        JsonNode metadata = metadata();
        assertThat(metadata.findValuesAsText("name").stream().filter(each -> !each.startsWith("flaskdata.health.")))
                .containsExactlyInAnyOrderElementsOf(documented().keySet());
        assertThat(metadata.findValuesAsText("name"))
                .contains("flaskdata.health.databases", "flaskdata.health.interval", "flaskdata.health.timeout");
        assertThat(metadata)
                .allSatisfy(
                        each -> assertThat(each.path("description").asText()).matches("[A-Z].*\\."));
        assertThat(metadata).anySatisfy(each -> {
            assertThat(each.path("name").asText()).isEqualTo("flaskdata.health.interval");
            assertThat(each.path("type").asText()).isEqualTo("java.time.Duration");
            assertThat(each.path("defaultValue").asText()).isEqualTo("60s");
        });
    }

    @Test
    void everyPropertyReachesTheSdkByItsNameAndByItsEnvironmentVariable() throws IOException {
        Map<String, String> documented = documented();
        assertThat(documented).hasSizeGreaterThan(20);
        documented.forEach((property, variable) -> {
            String value = value(property);
            assertThat(bound(Map.of(property, value), Map.of()).setting(property))
                    .as(property)
                    .isEqualTo(sdks(property));
            assertThat(bound(Map.of(), Map.of(variable, value)).setting(property))
                    .as(variable)
                    .isEqualTo(sdks(property));
            assertThat(bound(Map.of(), Map.of()).setting(property)).isNull();
        });
    }

    private static String value(String property) {
        return switch (property) {
            case "flaskdata.environment" -> "staging";
            case "flaskdata.token-scheme" -> "bearer";
            case "flaskdata.max-attempts", "flaskdata.max-concurrent-calls" -> "7";
            case "flaskdata.read-only" -> "true";
            case "flaskdata.zone" -> "Asia/Jerusalem";
            default -> property.endsWith("-timeout") ? "90" : "value of " + property;
        };
    }

    private static String sdks(String property) {
        return switch (property) {
            case "flaskdata.environment" -> "STAGING";
            case "flaskdata.token-scheme" -> "BEARER";
            default -> property.endsWith("-timeout") ? "PT1M30S" : value(property);
        };
    }

    /** A number is seconds, as in the SDK; Spring's own reading would be milliseconds. */
    @ParameterizedTest
    @CsvSource({"60, PT1M", "PT10S, PT10S", "5m, PT5M", "500ms, PT0.5S"})
    void durationsMayHaveSpringsUnits(String value, String sdks) {
        assertThat(bound(Map.of("flaskdata.call-timeout", value), Map.of()).setting("flaskdata.call-timeout"))
                .isEqualTo(sdks);
    }

    @Test
    void thePasswordsAreNotInTheText() {
        FlaskDataProperties properties =
                bound(Map.of("flaskdata.password", "pass-word-1", "flaskdata.proxy-password", "pass-word-2"), Map.of());
        assertThat(properties.toString()).doesNotContain("pass-word");
        assertThat(List.of("x pass-word-1", "pass-word-2")).allMatch(properties::revealsAPassword);
        assertThat(properties.revealsAPassword("x")).isFalse();
    }
}
