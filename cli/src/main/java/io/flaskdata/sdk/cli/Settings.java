package io.flaskdata.sdk.cli;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The SDK's settings as options. An option comes before the profile that {@code --profile} names, that before system
 * properties and environment variables, and those before the profile of {@code FLASKDATA_PROFILE} or {@code default}.
 */
final class Settings {
    /** Settings that exclude each other: the first place that has one of them has them all. */
    private static final List<Set<String>> TOGETHER =
            List.of(Set.of("environment", "api-url", "idp-url"), Set.of("password", "password-file"));

    @Option(
            names = "--profile",
            description = "A profile of the configuration file; it comes before environment variables.")
    private @Nullable String profile;

    @Option(names = "--config", description = "The configuration file. Default: ~/.config/flaskdata/config.")
    private @Nullable Path config;

    private final Map<String, String> flags = new HashMap<>();

    @Option(names = "--environment", description = "production, staging or development.")
    void environment(String value) {
        flags.put("environment", value);
    }

    @Option(names = "--api-url", description = "The API's address, instead of an environment.")
    void apiUrl(String value) {
        flags.put("api-url", value);
    }

    @Option(names = "--idp-url", description = "The IDP's address.")
    void idpUrl(String value) {
        flags.put("idp-url", value);
    }

    @Option(names = "--email", description = "Who signs in.")
    void email(String value) {
        flags.put("email", value);
    }

    @Option(
            names = "--password-file",
            description = "A file with the password. The password itself is never an argument.")
    void passwordFile(String value) {
        flags.put("password-file", value);
    }

    @Option(names = "--edc", description = "The EDC database.")
    void edc(String value) {
        flags.put("edc", value);
    }

    @Option(names = "--study", description = "The study's id in FlaskData.")
    void study(String value) {
        flags.put("study", value);
    }

    @Option(names = "--zone", description = "The server's time zone, such as Asia/Jerusalem, which days are read in.")
    void zone(String value) {
        flags.put("zone", value);
    }

    @Option(names = "--call-timeout", description = "A whole call, in seconds or ISO 8601.")
    void callTimeout(String value) {
        flags.put("call-timeout", value);
    }

    @Option(names = "--extract-timeout", description = "An extract or download until its last byte.")
    void extractTimeout(String value) {
        flags.put("extract-timeout", value);
    }

    @Option(names = "--connect-timeout", description = "How long a connection may take to open.")
    void connectTimeout(String value) {
        flags.put("connect-timeout", value);
    }

    @Option(names = "--read-timeout", description = "How long the server may be silent.")
    void readTimeout(String value) {
        flags.put("read-timeout", value);
    }

    @Option(names = "--max-attempts", description = "How often a repeatable request is sent at most.")
    void maxAttempts(String value) {
        flags.put("max-attempts", value);
    }

    @Option(names = "--read-only", description = "Refuses every request that is not a read.", arity = "0")
    void readOnly(boolean value) {
        flags.put("read-only", String.valueOf(value));
    }

    @Option(names = "--token-scheme", description = "JWT, BEARER or BARE.")
    void tokenScheme(String value) {
        flags.put("token-scheme", value);
    }

    @Option(names = "--proxy", description = "host:port.")
    void proxy(String value) {
        flags.put("proxy", value);
    }

    @Option(names = "--proxy-user", description = "With FLASKDATA_PROXY_PASSWORD.")
    void proxyUser(String value) {
        flags.put("proxy-user", value);
    }

    @Option(names = "--trust-store", description = "With FLASKDATA_TRUST_STORE_PASSWORD.")
    void trustStore(String value) {
        flags.put("trust-store", value);
    }

    @Option(names = "--client-certificate", description = "With FLASKDATA_CLIENT_CERTIFICATE_PASSWORD.")
    void clientCertificate(String value) {
        flags.put("client-certificate", value);
    }

    /** The value of a property such as {@code flaskdata.zone}; null when it is not set. */
    Function<String, @Nullable String> lookup(Surroundings around) {
        List<Function<String, @Nullable String>> places = places(around);
        return property -> {
            String name = property.substring("flaskdata.".length());
            Set<String> together = TOGETHER.stream()
                    .filter(each -> each.contains(name))
                    .findFirst()
                    .orElse(Set.of(name));
            for (Function<String, @Nullable String> place : places) {
                if (together.stream().anyMatch(each -> present(place.apply(each)) != null)) {
                    return present(place.apply(name));
                }
            }
            return null;
        };
    }

    private static @Nullable String present(@Nullable String value) {
        return value == null || value.isEmpty() ? null : value;
    }

    private List<Function<String, @Nullable String>> places(Surroundings around) {
        Profiles profiles = Profiles.read(configuration(around));
        String named = around.variables().apply("FLASKDATA_PROFILE");
        Map<String, String> first = profile == null ? Map.of() : profiles.named(profile);
        Map<String, String> last = profile != null
                ? Map.of()
                : named != null && !named.isEmpty()
                        ? profiles.named(named)
                        : profiles.has("default") ? profiles.named("default") : Map.of();
        return List.of(
                flags::get,
                name -> inHome(around, name, first.get(name)),
                name -> around.properties().apply("flaskdata." + name),
                name -> around.variables()
                        .apply("FLASKDATA_" + name.toUpperCase(Locale.ROOT).replace('-', '_')),
                name -> inHome(around, name, last.get(name)));
    }

    /** No shell replaces a tilde in the configuration file. */
    private static @Nullable String inHome(Surroundings around, String name, @Nullable String value) {
        boolean file =
                Set.of("password-file", "trust-store", "client-certificate").contains(name);
        return file && value != null && value.startsWith("~/")
                ? around.home().resolve(value.substring(2)).toString()
                : value;
    }

    Path configuration(Surroundings around) {
        String variable = around.variables().apply("FLASKDATA_CONFIG");
        String folder = around.variables().apply("XDG_CONFIG_HOME");
        if (config != null) {
            return existing(config, "--config");
        }
        if (variable != null && !variable.isEmpty()) {
            return existing(Path.of(variable), "FLASKDATA_CONFIG");
        }
        Path base = folder == null || folder.isEmpty() ? around.home().resolve(".config") : Path.of(folder);
        return base.resolve("flaskdata").resolve("config");
    }

    private static Path existing(Path file, String who) {
        if (!java.nio.file.Files.isReadable(file)) {
            throw new IllegalArgumentException(who + " names " + file + ", which can't be read");
        }
        return file;
    }

    /** Where and who, for a new profile. */
    Map<String, String> toSave(Surroundings around) {
        Map<String, String> saved = new java.util.TreeMap<>();
        Function<String, @Nullable String> lookup = lookup(around);
        for (String name : Profiles.NAMES) {
            String value = lookup.apply("flaskdata." + name);
            if (value != null) {
                saved.put(
                        name,
                        name.equals("password-file")
                                ? Path.of(value).toAbsolutePath().toString()
                                : value);
            }
        }
        return saved;
    }
}
