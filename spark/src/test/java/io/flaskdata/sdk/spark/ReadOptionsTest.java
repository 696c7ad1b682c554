package io.flaskdata.sdk.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadOptionsTest {
    private static final String SECRET = "marked-secret-4711";

    private static Map<String, String> with(String... more) {
        Map<String, String> options = new HashMap<>(Map.of("edc", "demo", "table", "cc_event_data"));
        for (int i = 0; i < more.length; i += 2) {
            options.put(more[i], more[i + 1]);
        }
        return options;
    }

    /** snowflakedb/spark-snowflake#525: a key given as an option was readable in the plan. */
    @ParameterizedTest
    @ValueSource(strings = {"password", "PassWord", "flaskdata.password", "secret", "token", "api-key", "credentials"})
    void aSecretCanNotBeAnOption(String name) {
        assertThatThrownBy(() -> ReadOptions.of(with(name, SECRET)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("use password-file or password-variable")
                .hasMessageNotContaining(SECRET);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tabel|x|There is no option tabel",
                "path|x|There is no option path",
                "table|write_something()|table can't be a function",
                "zone|Mars|zone must be",
                "partitions|0|partitions must be",
                "slice-column|site|slice-column needs one of",
                "slice-values|001|slice-column needs one of",
                "slice-boundaries|yesterday|slice-boundaries must be",
                "slice-boundaries|2026-01-01T00:00:00Z|needs expected-rows",
                "expected-rows|-1|expected-rows must be",
                "expected-rows|count|for reads in slices",
            })
    void aMistakeIsNamed(String name, String value, String message) {
        assertThatThrownBy(() -> ReadOptions.of(with(name, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void thePageHasEachOption() throws IOException {
        String page = Files.readString(Path.of("../docs/spark.md"));
        String table = page.substring(page.indexOf("| option |"), page.indexOf("An unknown option"));
        assertThat(Pattern.compile("`([a-z-]+)`").matcher(table).results().map(found -> found.group(1)))
                .containsAll(ReadOptions.OWN)
                .containsAll(ReadOptions.CONNECTION);
    }

    @Test
    void slicesAreByOneThingOnce() {
        assertThatThrownBy(() -> ReadOptions.of(with("slice-column", "site", "slice-values", "001,002,001")))
                .hasMessage("slice-values has a value twice");
        assertThatThrownBy(() -> ReadOptions.of(
                        with("slice-column", "site", "slice-values", "1", "slice-boundaries", "2026-01-01T00:00:00Z")))
                .hasMessage("Slices are either by slice-column or by slice-boundaries");
        assertThatThrownBy(() -> ReadOptions.of(with("slice-column", "site", "slice-values-from", "study_subject")))
                .hasMessageContaining("such as study_subject.label");
    }

    @Test
    void aPasswordComesFromTheJvmThatCalls() {
        Map<String, String> variables = Map.of("EDC_SECRET", SECRET, "FLASKDATA_PASSWORD", "another");
        Function<String, @Nullable String> settings =
                Clients.settings(Map.of("password-variable", "EDC_SECRET"), property -> null, variables::get);
        assertThat(settings.apply("flaskdata.password")).isEqualTo(SECRET);

        Function<String, @Nullable String> file =
                Clients.settings(Map.of("password-file", "/run/secrets/edc"), property -> null, variables::get);
        assertThat(file.apply("flaskdata.password")).isNull();
        assertThat(file.apply("flaskdata.password-file")).isEqualTo("/run/secrets/edc");

        assertThat(Clients.settings(Map.of(), property -> null, variables::get).apply("flaskdata.password"))
                .isEqualTo("another");
    }

    @Test
    void anAddressIsNeverMixedWithAnother() {
        Function<String, @Nullable String> settings = Clients.settings(
                Map.of("environment", "staging"),
                property -> null,
                Map.of("FLASKDATA_API_URL", "https://elsewhere.example.org", "FLASKDATA_ZONE", "UTC")::get);
        assertThat(settings.apply("flaskdata.api-url")).isNull();
        assertThat(settings.apply("flaskdata.zone")).isEqualTo("UTC");
    }

    @Test
    void aMissingVariableIsNamedWithoutAValue() {
        Function<String, @Nullable String> settings =
                Clients.settings(Map.of("password-variable", "EDC_SECRET"), property -> null, variable -> null);
        assertThatThrownBy(() -> settings.apply("flaskdata.password"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("not set in this JVM");
    }
}
