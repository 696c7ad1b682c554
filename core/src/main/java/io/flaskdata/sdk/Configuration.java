package io.flaskdata.sdk;

import io.flaskdata.sdk.call.CallOptions;
import io.flaskdata.sdk.call.Credentials;
import io.flaskdata.sdk.call.CredentialsProvider;
import io.flaskdata.sdk.call.Environment;
import io.flaskdata.sdk.call.TokenScheme;
import io.flaskdata.sdk.internal.Arguments;
import io.flaskdata.sdk.internal.http.Network;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Settings that the builder was not given: from system properties, else from environment variables. An empty one counts
 * as not set.
 */
final class Configuration {
    /** Each is a system property {@code flaskdata.call-timeout} and an environment variable {@code FLASKDATA_CALL_TIMEOUT}. */
    enum Setting {
        ENVIRONMENT,
        API_URL,
        IDP_URL,
        EMAIL,
        PASSWORD,
        PASSWORD_FILE,
        TOKEN_SCHEME,
        CONNECT_TIMEOUT,
        READ_TIMEOUT,
        CALL_TIMEOUT,
        EXTRACT_TIMEOUT,
        MAX_ATTEMPTS,
        READ_ONLY,
        MAX_CONCURRENT_CALLS,
        ZONE,
        PROXY,
        PROXY_USER,
        PROXY_PASSWORD,
        TRUST_STORE,
        TRUST_STORE_PASSWORD,
        CLIENT_CERTIFICATE,
        CLIENT_CERTIFICATE_PASSWORD;

        String property() {
            return "flaskdata." + name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        String variable() {
            return "FLASKDATA_" + name();
        }
    }

    private final Function<String, @Nullable String> properties;
    private final Function<String, @Nullable String> variables;

    Configuration(Function<String, @Nullable String> properties, Function<String, @Nullable String> variables) {
        this.properties = properties;
        this.variables = variables;
    }

    static Configuration ofThisProcess() {
        return new Configuration(System::getProperty, System::getenv);
    }

    Optional<String> text(Setting setting) {
        return present(properties.apply(setting.property())).or(() -> present(variables.apply(setting.variable())));
    }

    private static Optional<String> present(@Nullable String value) {
        return Optional.ofNullable(value).filter(each -> !each.isEmpty());
    }

    private <T> Optional<T> parsed(Setting setting, String form, Function<String, T> parser) {
        return text(setting).map(value -> {
            try {
                return parser.apply(value);
            } catch (IllegalArgumentException | DateTimeException e) {
                // Without the value, and without the cause, which may contain it.
                throw new IllegalArgumentException(
                        setting.property() + " (or " + setting.variable() + ") must be " + form);
            }
        });
    }

    Optional<Environment> environment() {
        Optional<URI> api = address(Setting.API_URL);
        Optional<URI> idp = address(Setting.IDP_URL);
        Optional<Environment> named =
                parsed(Setting.ENVIRONMENT, "production, staging or development", Configuration::named);
        if (named.isPresent() && (api.isPresent() || idp.isPresent())) {
            throw new IllegalArgumentException("Either flaskdata.environment is set, or flaskdata.api-url and"
                    + " flaskdata.idp-url (or their environment variables), not both");
        }
        if (api.isPresent() != idp.isPresent()) {
            throw new IllegalArgumentException(
                    "flaskdata.api-url and flaskdata.idp-url (or their environment variables) must both be set");
        }
        return api.isPresent() ? Optional.of(Environment.custom(api.get(), idp.orElseThrow())) : named;
    }

    private Optional<URI> address(Setting setting) {
        return parsed(setting, "an address such as https://api.example.org", URI::create);
    }

    private Optional<Path> file(Setting setting) {
        return parsed(setting, "a file's path", Path::of);
    }

    private static Environment named(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "production" -> Environment.PRODUCTION;
            case "staging" -> Environment.STAGING;
            case "development" -> Environment.DEVELOPMENT;
            default -> throw new IllegalArgumentException();
        };
    }

    Optional<CredentialsProvider> credentials() {
        Optional<String> email = text(Setting.EMAIL);
        Optional<String> password = text(Setting.PASSWORD);
        Optional<Path> file = file(Setting.PASSWORD_FILE);
        if (password.isPresent() && file.isPresent()) {
            throw new IllegalArgumentException(
                    "Either flaskdata.password or flaskdata.password-file is set (or its environment variable), not both");
        }
        if (email.isEmpty() || (password.isEmpty() && file.isEmpty())) {
            return Optional.empty();
        }
        return Optional.of(password.<CredentialsProvider>map(secret -> fixed(email.get(), secret))
                .orElseGet(() -> fromFile(email.get(), file.orElseThrow())));
    }

    static CredentialsProvider fixed(String email, String password) {
        Credentials credentials = new Credentials(email, password);
        return () -> credentials;
    }

    /** Reads the file at each sign-in, so that a password can rotate. */
    static CredentialsProvider fromFile(String email, Path file) {
        Arguments.notBlank(email, "email");
        Arguments.notNull(file, "file");
        return () -> {
            try {
                return new Credentials(email, password(Files.readString(file)));
            } catch (IOException e) {
                throw new UncheckedIOException("The password file can't be read", e);
            }
        };
    }

    /** Editors add a byte order mark before it and a line end after it. NUL appears in UTF-16 files. */
    private static String password(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("The password file holds the character NUL: it must be text in UTF-8");
        }
        return text.replaceFirst("\\A\ufeff", "").replaceFirst("\\R\\z", "");
    }

    Optional<TokenScheme> tokenScheme() {
        return parsed(
                Setting.TOKEN_SCHEME,
                "JWT, BEARER or BARE",
                value -> TokenScheme.valueOf(value.toUpperCase(Locale.ROOT)));
    }

    CallOptions options() {
        CallOptions options = CallOptions.DEFAULTS;
        options = with(options, Setting.CONNECT_TIMEOUT, options::withConnectTimeout);
        options = with(options, Setting.READ_TIMEOUT, options::withReadTimeout);
        options = with(options, Setting.CALL_TIMEOUT, options::withCallTimeout);
        options = with(options, Setting.EXTRACT_TIMEOUT, options::withExtractTimeout);
        CallOptions timed = options;
        options = parsed(
                        Setting.MAX_ATTEMPTS,
                        "a number from 1 to 10",
                        value -> timed.withMaxAttempts(Integer.parseInt(value)))
                .orElse(options);
        boolean readOnly =
                parsed(Setting.READ_ONLY, "true or false", Configuration::flag).orElse(false);
        return readOnly ? options.asReadOnly() : options;
    }

    private CallOptions with(CallOptions before, Setting setting, Function<Duration, CallOptions> change) {
        return parsed(
                        setting,
                        "whole seconds, such as 60, or an ISO 8601 duration, such as PT1M",
                        value -> change.apply(duration(value)))
                .orElse(before);
    }

    private static Duration duration(String value) {
        return value.matches("\\d{1,6}") ? Duration.ofSeconds(Long.parseLong(value)) : Duration.parse(value);
    }

    private static boolean flag(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException();
        };
    }

    Optional<Integer> maxConcurrentCalls() {
        return parsed(
                Setting.MAX_CONCURRENT_CALLS,
                "a number from 1 to 1000",
                value -> Arguments.between(Integer.parseInt(value), 1, 1000, "maxConcurrentCalls"));
    }

    Optional<ZoneId> zone() {
        return parsed(Setting.ZONE, "a time zone such as Asia/Jerusalem or +02:00", ZoneId::of);
    }

    Network network() {
        return new Network(
                parsed(Setting.PROXY, "host:port", Configuration::proxy).orElse(null),
                pair(
                                text(Setting.PROXY_USER),
                                text(Setting.PROXY_PASSWORD),
                                Setting.PROXY_USER,
                                Setting.PROXY_PASSWORD,
                                Network.Login::new)
                        .orElse(null),
                store(Setting.TRUST_STORE, Setting.TRUST_STORE_PASSWORD),
                store(Setting.CLIENT_CERTIFICATE, Setting.CLIENT_CERTIFICATE_PASSWORD));
    }

    private static InetSocketAddress proxy(String value) {
        URI uri = URI.create("http://" + value);
        // A user in it would have no effect, and a query neither.
        if (uri.getHost() == null
                || uri.getPort() < 1
                || !uri.getRawSchemeSpecificPart().equals("//" + uri.getHost() + ":" + uri.getPort())) {
            throw new IllegalArgumentException();
        }
        return InetSocketAddress.createUnresolved(uri.getHost(), uri.getPort());
    }

    private Network.@Nullable Store store(Setting file, Setting password) {
        return pair(file(file), text(password), file, password, Network.Store::new)
                .orElse(null);
    }

    /** Two settings that must be set together. */
    private static <A, B, T> Optional<T> pair(
            Optional<A> one, Optional<B> other, Setting first, Setting second, BiFunction<A, B, T> both) {
        if (one.isPresent() != other.isPresent()) {
            throw new IllegalArgumentException(first.property() + " and " + second.property()
                    + " (or their environment variables) must both be set");
        }
        return one.map(value -> both.apply(value, other.orElseThrow()));
    }
}
