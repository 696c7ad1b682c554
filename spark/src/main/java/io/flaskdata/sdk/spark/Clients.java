package io.flaskdata.sdk.spark;

import io.flaskdata.sdk.FlaskDataClient;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One client, and so one sign-in, for each address and user in a JVM, whatever the number of tasks. What the options
 * don't say comes from the JVM's own system properties and environment variables.
 */
final class Clients {
    private static final Map<Map<String, String>, FlaskDataClient> KNOWN = new ConcurrentHashMap<>();
    private static final Set<String> ADDRESS = Set.of("environment", "api-url", "idp-url");
    private static final Set<String> SECRET = Set.of("password", "password-file");

    private Clients() {}

    static FlaskDataClient of(Map<String, String> connection) {
        return KNOWN.computeIfAbsent(
                connection,
                given -> FlaskDataClient.builder(settings(given, System::getProperty, System::getenv))
                        .readOnly()
                        .build());
    }

    static Function<String, @Nullable String> settings(
            Map<String, String> given,
            Function<String, @Nullable String> properties,
            Function<String, @Nullable String> variables) {
        return property -> {
            String name = property.substring("flaskdata.".length());
            String variable = given.get("password-variable");
            if (name.equals("password") && variable != null) {
                String password = variables.apply(variable);
                if (password == null || password.isEmpty()) {
                    throw new IllegalStateException(
                            "The environment variable that password-variable names is not set in this JVM");
                }
                return password;
            }
            String value = given.get(name);
            if (value != null || saidOtherwise(name, given)) {
                return value;
            }
            String fromProperty = properties.apply(property);
            return fromProperty != null && !fromProperty.isEmpty()
                    ? fromProperty
                    : variables.apply(
                            "FLASKDATA_" + name.toUpperCase(Locale.ROOT).replace('-', '_'));
        };
    }

    /** An address and a password each come from one place as a whole. */
    private static boolean saidOtherwise(String name, Map<String, String> given) {
        return (ADDRESS.contains(name) && ADDRESS.stream().anyMatch(given::containsKey))
                || (SECRET.contains(name)
                        && (given.containsKey("password-file") || given.containsKey("password-variable")));
    }
}
