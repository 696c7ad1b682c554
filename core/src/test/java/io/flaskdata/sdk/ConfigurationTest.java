package io.flaskdata.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flaskdata.sdk.Configuration.Setting;
import io.flaskdata.sdk.call.CallOptions;
import io.flaskdata.sdk.call.Credentials;
import io.flaskdata.sdk.call.Environment;
import io.flaskdata.sdk.call.TokenScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationTest {
    private final Map<String, String> properties = new HashMap<>();
    private final Map<String, String> variables = new HashMap<>();

    private Configuration configuration() {
        return new Configuration(properties::get, variables::get);
    }

    private FlaskDataClientBuilder builder() {
        return new FlaskDataClientBuilder(configuration());
    }

    @Test
    void aClientCanBeMadeOfEnvironmentVariablesAlone() {
        variables.put("FLASKDATA_ENVIRONMENT", "Staging");
        variables.put("FLASKDATA_EMAIL", "user@example.org");
        variables.put("FLASKDATA_PASSWORD", "x");
        try (FlaskDataClient flask = builder().build()) {
            assertThat(flask).hasToString("FlaskDataClient[staging, https://staging-api.flaskdata.io/]");
        }
    }

    /** System properties are not read: with this one, the password file would be refused. */
    @Test
    void aClientCanBeMadeOfAnotherSourceOfSettingsAlone() {
        System.setProperty("flaskdata.password", "not this one");
        try {
            properties.put("flaskdata.environment", "staging");
            properties.put("flaskdata.email", "user@example.org");
            FlaskDataClientBuilder without = FlaskDataClient.builder(properties::get);
            assertThatThrownBy(without::build).hasMessage("credentials are missing");

            properties.put("flaskdata.password-file", "password.txt");
            try (FlaskDataClient flask =
                    FlaskDataClient.builder(properties::get).build()) {
                assertThat(flask).hasToString("FlaskDataClient[staging, https://staging-api.flaskdata.io/]");
            }
        } finally {
            System.clearProperty("flaskdata.password");
        }
    }

    @Test
    void theBuilderGoesBeforePropertiesAndTheseBeforeVariables() {
        variables.put("FLASKDATA_ENVIRONMENT", "production");
        variables.put("FLASKDATA_CALL_TIMEOUT", "10");
        variables.put("FLASKDATA_EXTRACT_TIMEOUT", "PT5M");
        properties.put("flaskdata.environment", "staging");
        properties.put("flaskdata.call-timeout", "20");
        assertThat(configuration().environment()).contains(Environment.STAGING);
        assertThat(configuration().options().callTimeout()).isEqualTo(Duration.ofSeconds(20));
        assertThat(configuration().options().extractTimeout()).isEqualTo(Duration.ofMinutes(5));
        try (FlaskDataClient flask = builder()
                .environment(Environment.DEVELOPMENT)
                .credentials("user@example.org", "x")
                .build()) {
            assertThat(flask.toString()).contains("dev-api");
        }
    }

    @Test
    void anEmptyVariableCountsAsNotSet() {
        variables.put("FLASKDATA_ENVIRONMENT", "");
        assertThat(configuration().environment()).isEmpty();
        assertThatThrownBy(() -> builder().credentials("a", "b").build()).hasMessageContaining("environment");
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of(Map.of("FLASKDATA_ENVIRONMENT", "prod"), "production, staging or development"),
                Arguments.of(Map.of("FLASKDATA_API_URL", "https://a"), "must both be set"),
                Arguments.of(
                        Map.of(
                                "FLASKDATA_API_URL",
                                "https://a",
                                "FLASKDATA_IDP_URL",
                                "https://b",
                                "FLASKDATA_ENVIRONMENT",
                                "staging"),
                        "not both"),
                Arguments.of(
                        Map.of("FLASKDATA_API_URL", "http://a.example.org", "FLASKDATA_IDP_URL", "https://b"), "https"),
                Arguments.of(
                        Map.of("FLASKDATA_EMAIL", "a", "FLASKDATA_PASSWORD", "hunter2", "FLASKDATA_PASSWORD_FILE", "f"),
                        "not both"),
                Arguments.of(Map.of("FLASKDATA_API_URL", "https://u:hunter2@[x"), "must be an address"),
                Arguments.of(
                        Map.of("FLASKDATA_EMAIL", "a", "FLASKDATA_PASSWORD_FILE", "hunter2\0"),
                        "must be a file's path"),
                Arguments.of(
                        Map.of("FLASKDATA_TRUST_STORE", "hunter2\0", "FLASKDATA_TRUST_STORE_PASSWORD", "b"),
                        "must be a file's path"),
                Arguments.of(Map.of("FLASKDATA_TOKEN_SCHEME", "Basic"), "JWT, BEARER or BARE"),
                Arguments.of(Map.of("FLASKDATA_CALL_TIMEOUT", "soon"), "whole seconds"),
                Arguments.of(Map.of("FLASKDATA_CALL_TIMEOUT", "0"), "whole seconds"),
                Arguments.of(Map.of("FLASKDATA_CALL_TIMEOUT", "-5"), "whole seconds"),
                Arguments.of(Map.of("FLASKDATA_MAX_ATTEMPTS", "0"), "1 to 10"),
                Arguments.of(Map.of("FLASKDATA_MAX_ATTEMPTS", "three"), "1 to 10"),
                Arguments.of(Map.of("FLASKDATA_READ_ONLY", "yes"), "true or false"),
                Arguments.of(Map.of("FLASKDATA_MAX_CONCURRENT_CALLS", "0"), "1 to 1000"),
                Arguments.of(Map.of("FLASKDATA_ZONE", "hunter2"), "a time zone such as"),
                Arguments.of(Map.of("FLASKDATA_PROXY", "proxy.example.org"), "host:port"),
                Arguments.of(Map.of("FLASKDATA_PROXY", "http://p:1"), "host:port"),
                Arguments.of(Map.of("FLASKDATA_PROXY", "user:hunter2@p:1"), "host:port"),
                Arguments.of(Map.of("FLASKDATA_PROXY", "p:1?hunter2"), "host:port"),
                Arguments.of(
                        Map.of("FLASKDATA_API_URL", "https://u:hunter2 @a", "FLASKDATA_IDP_URL", "https://b"),
                        "flaskdata.api-url"),
                Arguments.of(
                        Map.of("FLASKDATA_API_URL", "https://a", "FLASKDATA_IDP_URL", "https://u:hunter2@b"), "idp"),
                Arguments.of(
                        Map.of("FLASKDATA_EMAIL", "a", "FLASKDATA_PASSWORD_FILE", "hunter2\0"),
                        "flaskdata.password-file"),
                Arguments.of(
                        Map.of("FLASKDATA_TRUST_STORE", "hunter2\0", "FLASKDATA_TRUST_STORE_PASSWORD", "x"),
                        "flaskdata.trust-store"),
                Arguments.of(Map.of("FLASKDATA_PROXY_USER", "hunter2"), "must both be set"),
                Arguments.of(Map.of("FLASKDATA_TRUST_STORE", "f"), "must both be set"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void whatCanNotBeReadIsRefusedByItsNameAndNotByItsValue(Map<String, String> set, String why) {
        variables.putAll(set);
        assertThatThrownBy(this::builder)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why)
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void readOnlyAndTheRestAreTakenFromVariables() {
        variables.putAll(Map.of(
                "FLASKDATA_READ_ONLY", "true",
                "FLASKDATA_MAX_ATTEMPTS", "5",
                "FLASKDATA_CONNECT_TIMEOUT", "3",
                "FLASKDATA_READ_TIMEOUT", "7",
                "FLASKDATA_TOKEN_SCHEME", "bearer",
                "FLASKDATA_MAX_CONCURRENT_CALLS", "2",
                "FLASKDATA_ZONE", "America/Sao_Paulo",
                "FLASKDATA_PROXY", "proxy.example.org:3128",
                "FLASKDATA_PROXY_USER", "p",
                "FLASKDATA_PROXY_PASSWORD", "hunter2"));
        CallOptions options = configuration().options();
        assertThat(options)
                .isEqualTo(new CallOptions(
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(7),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(600),
                        5,
                        true));
        assertThat(configuration().tokenScheme()).contains(TokenScheme.BEARER);
        assertThat(configuration().maxConcurrentCalls()).contains(2);
        assertThat(configuration().zone()).contains(ZoneId.of("America/Sao_Paulo"));
        assertThat(configuration().network().proxy()).isNotNull();
        assertThat(configuration().network().toString()).doesNotContain("hunter2");
    }

    @Test
    void aPasswordFileOfAVariableIsRead(@org.junit.jupiter.api.io.TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("p"), "x y\n");
        variables.putAll(Map.of("FLASKDATA_EMAIL", "user@example.org", "FLASKDATA_PASSWORD_FILE", file.toString()));
        assertThat(configuration().credentials().orElseThrow().credentials())
                .isEqualTo(new Credentials("user@example.org", "x y"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ufeffx y", "\ufeffx y\r\n", "x y\n", "x y\u2028"})
    void aByteOrderMarkAndALineEndAreNoPartOfThePassword(String text, @org.junit.jupiter.api.io.TempDir Path folder)
            throws IOException {
        Path file = Files.writeString(folder.resolve("p"), text);
        assertThat(Configuration.fromFile("user@example.org", file).credentials())
                .isEqualTo(new Credentials("user@example.org", "x y"));
    }

    /** A byte order mark that is not at the start is a character, and UTF-16 without one is full of NULs. */
    @ParameterizedTest
    @ValueSource(strings = {"x\0y", "x\0y\0\n\0", "\0"})
    void aPasswordFileWithANulIsRefusedWithoutWhatStandsInIt(String text, @org.junit.jupiter.api.io.TempDir Path folder)
            throws IOException {
        Path file = Files.writeString(folder.resolve("p"), text);
        assertThatThrownBy(
                        () -> Configuration.fromFile("user@example.org", file).credentials())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NUL")
                .hasMessageNotContaining("\0");
        Files.writeString(file, "x\ufeffy");
        assertThat(Configuration.fromFile("user@example.org", file)
                        .credentials()
                        .password())
                .isEqualTo("x\ufeffy");
    }

    @Test
    void theTableOfTheDocumentationHasEverySetting() throws IOException {
        List<String> table = Files.readAllLines(Path.of("../docs/configuration.md"));
        for (Setting setting : Setting.values()) {
            assertThat(table)
                    .filteredOn(line -> line.contains("`" + setting.property() + "`")
                            && line.contains("`" + setting.variable() + "`"))
                    .as(setting.name())
                    .hasSize(1);
        }
        assertThat(table).filteredOn(line -> line.startsWith("| `flaskdata.")).hasSize(Setting.values().length);
    }

    @ParameterizedTest
    @MethodSource("badOptions")
    void optionsThatMakeNoSenseAreRefusedByName(Runnable make, String name) {
        assertThatThrownBy(make::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name);
    }

    static Stream<Arguments> badOptions() {
        CallOptions options = CallOptions.DEFAULTS;
        return Stream.of(
                bad(() -> options.withCallTimeout(Duration.ZERO), "callTimeout"),
                bad(() -> options.withExtractTimeout(Duration.ofDays(2)), "extractTimeout"),
                bad(() -> options.withConnectTimeout(Duration.ofSeconds(-1)), "connectTimeout"),
                bad(() -> options.withReadTimeout(Duration.ofSeconds(-1)), "readTimeout"),
                bad(() -> options.withMaxAttempts(11), "maxAttempts"),
                bad(() -> FlaskDataClient.builder().credentials("", "x"), "email"),
                bad(() -> FlaskDataClient.builder().credentials("x", " "), "password"),
                bad(() -> FlaskDataClient.builder().maxConcurrentCalls(0), "maxConcurrentCalls"));
    }

    private static Arguments bad(Runnable make, String name) {
        return Arguments.of(make, name);
    }
}
