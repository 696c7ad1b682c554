package io.flaskdata.sdk.spring;

import io.flaskdata.sdk.call.TokenScheme;
import java.time.Duration;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;

/**
 * The SDK's settings as Spring Boot's properties, with the same names; what their values mean is the SDK's own.
 *
 * @param environment FlaskData's installation; there is no default.
 * @param apiUrl The API's address, instead of an environment and together with idp-url; https, or http on loopback.
 * @param idpUrl The identity provider's address, together with api-url.
 * @param email The API user's e-mail address.
 * @param password The user's password.
 * @param passwordFile A file with the password in UTF-8, read at each sign-in; instead of password.
 * @param tokenScheme How the token is sent; JWT by default.
 * @param connectTimeout How long a connection may take to open; seconds if it has no unit, 10 by default.
 * @param readTimeout How long the server may be silent; seconds if it has no unit, unlimited by default.
 * @param callTimeout How long a whole call may take, including repeats; seconds if it has no unit, 60 by default.
 * @param extractTimeout How long an extract or download may take until its last byte; seconds if it has no unit, 600 by
 *     default.
 * @param maxAttempts How many times a repeatable request is sent at most, 1 to 10; 3 by default.
 * @param readOnly Whether to refuse every request that the contract does not call a read; false by default.
 * @param maxConcurrentCalls Concurrent calls of async, 1 to 1000; 8 by default.
 * @param zone The server's time zone, used to read days, such as Asia/Jerusalem.
 * @param proxy An HTTP proxy as host:port.
 * @param proxyUser The proxy's user, for Basic authentication, together with proxy-password.
 * @param proxyPassword The proxy's password.
 * @param trustStore A PKCS 12 or JKS file with the certificates to trust, together with trust-store-password; the
 *     JDK's by default.
 * @param trustStorePassword The trust store's password.
 * @param clientCertificate A PKCS 12 or JKS file with the client certificate and its key, together with
 *     client-certificate-password.
 * @param clientCertificatePassword The password of that file and of the key.
 */
@ConfigurationProperties("flaskdata")
record FlaskDataProperties(
        @Nullable Installation environment,
        @Nullable String apiUrl,
        @Nullable String idpUrl,
        @Nullable String email,
        @Nullable String password,
        @Nullable String passwordFile,
        @Nullable TokenScheme tokenScheme,
        @DurationUnit(ChronoUnit.SECONDS) @Nullable Duration connectTimeout,
        @DurationUnit(ChronoUnit.SECONDS) @Nullable Duration readTimeout,
        @DurationUnit(ChronoUnit.SECONDS) @Nullable Duration callTimeout,
        @DurationUnit(ChronoUnit.SECONDS) @Nullable Duration extractTimeout,
        @Nullable Integer maxAttempts,
        @Nullable Boolean readOnly,
        @Nullable Integer maxConcurrentCalls,
        @Nullable ZoneId zone,
        @Nullable String proxy,
        @Nullable String proxyUser,
        @Nullable String proxyPassword,
        @Nullable String trustStore,
        @Nullable String trustStorePassword,
        @Nullable String clientCertificate,
        @Nullable String clientCertificatePassword,
        @DefaultValue Health health) {

    /** FlaskData's own installations. */
    enum Installation {
        PRODUCTION,
        STAGING,
        DEVELOPMENT
    }

    /**
     * The health indicator.
     *
     * @param databases The EDC databases to check; none by default.
     * @param interval How long a check's result is used before the next check; seconds if it has no unit.
     * @param timeout How long each call of a check may take at most; seconds if it has no unit.
     */
    record Health(
            @DefaultValue List<String> databases,

            @DefaultValue("60s") @DurationUnit(ChronoUnit.SECONDS)
            Duration interval,

            @DefaultValue("10s") @DurationUnit(ChronoUnit.SECONDS)
            Duration timeout) {}

    /** A property's value as the SDK reads it; null when it is not set. */
    @Nullable
    String setting(String property) {
        Object value = switch (property.substring("flaskdata.".length())) {
            case "environment" -> environment;
            case "api-url" -> apiUrl;
            case "idp-url" -> idpUrl;
            case "email" -> email;
            case "password" -> password;
            case "password-file" -> passwordFile;
            case "token-scheme" -> tokenScheme;
            case "connect-timeout" -> connectTimeout;
            case "read-timeout" -> readTimeout;
            case "call-timeout" -> callTimeout;
            case "extract-timeout" -> extractTimeout;
            case "max-attempts" -> maxAttempts;
            case "read-only" -> readOnly;
            case "max-concurrent-calls" -> maxConcurrentCalls;
            case "zone" -> zone;
            case "proxy" -> proxy;
            case "proxy-user" -> proxyUser;
            case "proxy-password" -> proxyPassword;
            case "trust-store" -> trustStore;
            case "trust-store-password" -> trustStorePassword;
            case "client-certificate" -> clientCertificate;
            case "client-certificate-password" -> clientCertificatePassword;
            default -> throw new IllegalArgumentException(property + " is unknown to this starter");
        };
        return value == null ? null : value.toString();
    }

    /** Whether a text, such as a command line, contains one of the passwords. */
    boolean revealsAPassword(String text) {
        return Stream.of(password, proxyPassword, trustStorePassword, clientCertificatePassword)
                .filter(Objects::nonNull)
                .filter(secret -> !secret.isEmpty())
                .anyMatch(text::contains);
    }

    /** Without the values, some of which are passwords. */
    @Override
    public String toString() {
        return "FlaskDataProperties";
    }
}
