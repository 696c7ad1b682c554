package io.flaskdata.sdk.sandbox.internal.auth;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.flaskdata.sdk.sandbox.internal.base.ApiError;
import io.flaskdata.sdk.sandbox.internal.base.NodePostgres;
import io.flaskdata.sdk.sandbox.internal.base.PlainJson;
import io.flaskdata.sdk.sandbox.internal.base.Sql;
import io.flaskdata.sdk.sandbox.internal.base.User;
import io.flaskdata.sdk.sandbox.internal.base.Users;
import io.flaskdata.sdk.sandbox.internal.database.Databases;
import io.flaskdata.sdk.sandbox.internal.http.Exchange;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Tokens as FlaskData issues them (observed): HS384, {@code iat} in seconds, {@code exp} in milliseconds. */
public final class Sessions {
    private static final Pattern SCHEME = Pattern.compile("(?i)jwt|bearer");
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final Databases databases;
    private final InstantSource clock;
    private final @Nullable Duration lifetime;
    private final SecureRandom random = new SecureRandom();
    private final byte[] key = new byte[48];

    public Sessions(Databases databases, InstantSource clock, @Nullable Duration lifetime) {
        this.databases = databases;
        this.clock = clock;
        this.lifetime = lifetime;
        random.nextBytes(key);
    }

    JsonObject signIn(Exchange exchange) throws SQLException, GeneralSecurityException {
        return signIn(exchange, Set.of("api", "customer", "study", "site", "subject"));
    }

    /** Checks the password of a user who has one of the roles, and opens a session. */
    JsonObject signIn(Exchange exchange, Set<String> roles) throws SQLException, GeneralSecurityException {
        String missing = Stream.of("email", "password")
                .filter(each -> !isGiven(exchange.body().get(each)))
                .map(each -> each.equals("email") ? "[login]" : "[password]")
                .collect(Collectors.joining(","));
        if (!missing.isEmpty()) {
            throw new ApiError(400, missing + " parameter(s) is required.");
        }
        String email = textOf(exchange.body().get("email"));
        String password = textOf(exchange.body().get("password"));
        try (Connection db = databases.platform()) {
            var users = Sql.rows(
                    db,
                    "SELECT user_id, role FROM app_user WHERE ? IN (email, edc_username) AND password_sha256 = ? AND role = ANY (?)",
                    email,
                    Users.sha256(password),
                    roles.toArray(new String[0]));
            Instant now = clock.instant();
            logAttempt(db, email, !users.isEmpty(), now);
            if (users.isEmpty()) {
                throw new ApiError(400, "User or password invalid.");
            }
            Duration life = lifetime != null
                    ? lifetime
                    : Duration.ofHours("subject".equals(users.get(0).get("role")) ? 6 : 3);
            Instant expires = now.plus(life).truncatedTo(ChronoUnit.MILLIS);
            String token = token(now, exchange.deviates("exp") ? expires.getEpochSecond() : expires.toEpochMilli());
            Sql.update(
                    db,
                    "INSERT INTO session VALUES (?, ?, ?)",
                    token,
                    users.get(0).get("user_id"),
                    expires);
            JsonObject answer = new JsonObject();
            answer.addProperty("token", token);
            answer.addProperty("expired", NodePostgres.instant(expires));
            return answer;
        }
    }

    /** Whether JavaScript would treat the value as given. */
    private static boolean isGiven(@Nullable JsonElement value) {
        if (!(value instanceof JsonPrimitive given)) {
            return value != null && !value.isJsonNull();
        }
        return given.isBoolean()
                ? given.getAsBoolean()
                : given.isNumber()
                        ? given.getAsDouble() != 0
                        : !given.getAsString().isEmpty();
    }

    /** A value that is neither text nor a number matches no user. */
    private static String textOf(JsonElement value) {
        return value instanceof JsonPrimitive primitive ? PlainJson.text(primitive) : value.toString();
    }

    /** Logs attempts of known users only, because an unknown address has no customer. */
    private static void logAttempt(Connection db, String email, boolean succeeded, Instant now) throws SQLException {
        Sql.update(
                db,
                "INSERT INTO customer.audit_user_login (customer_id, user_name, user_account_id, login_attempt_date, login_status_code,"
                        + " details, date_created, date_updated) SELECT customer_id, email, user_id, ?, ?, ?, ?, ? FROM app_user WHERE ? IN (email, edc_username)",
                now,
                succeeded ? 1 : 0,
                succeeded ? null : "User or password invalid.",
                now,
                now,
                email);
    }

    /**
     * Only a bare token logs out: the session's token must equal the whole header; Token takes precedence over
     * Authorization.
     */
    JsonObject logout(Exchange exchange) throws SQLException {
        String sent = exchange.header("Token");
        try (Connection db = databases.platform()) {
            Sql.update(
                    db,
                    "DELETE FROM session WHERE token = ?",
                    sent == null || sent.isBlank() ? exchange.header("Authorization") : sent);
        }
        JsonObject answer = new JsonObject();
        answer.addProperty("message", "OK");
        return answer;
    }

    public User user(@Nullable String tokenHeader, @Nullable String authorization) throws SQLException {
        String token = tokenHeader != null && !tokenHeader.isBlank() ? tokenHeader : bare(authorization);
        if (token == null || token.isBlank()) {
            throw new ApiError(401, "Authentication required.");
        }
        try (Connection db = databases.platform()) {
            var rows = Sql.rows(
                    db,
                    "SELECT u.*, s.expires FROM session s JOIN user_limit u USING (user_id) WHERE token = ?",
                    token);
            if (rows.isEmpty()) {
                throw new ApiError(401, "[JWT Token] It was not possible to restore token data.");
            }
            var row = rows.get(0);
            if (!(row.get("expires") instanceof Timestamp expires)
                    || !clock.instant().isBefore(expires.toInstant())) {
                throw new ApiError(401, "[JWT Token] Token expired. Please invalidate it.");
            }
            return new User(
                    Sql.integer(row, "user_id"),
                    String.valueOf(row.get("role")),
                    Sql.integer(row, "customer_id"),
                    (String) row.get("subject_label"));
        }
    }

    private static @Nullable String bare(@Nullable String authorization) {
        if (authorization == null) {
            return null;
        }
        String[] words = authorization.strip().split(" ", -1);
        if (words.length == 1) {
            return words[0];
        }
        return words.length == 2 && SCHEME.matcher(words[0]).matches() ? words[1] : null;
    }

    private String token(Instant issued, long expires) throws GeneralSecurityException {
        byte[] subject = new byte[16];
        random.nextBytes(subject);
        String signed = encoded("{\"alg\":\"HS384\",\"typ\":\"JWT\"}") + "."
                + encoded("{\"sub\":\"" + HexFormat.of().formatHex(subject) + "\",\"exp\":" + expires + ",\"iat\":"
                        + issued.getEpochSecond() + "}");
        Mac mac = Mac.getInstance("HmacSHA384");
        mac.init(new SecretKeySpec(key, "HmacSHA384"));
        return signed + "." + BASE64.encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String encoded(String json) {
        return BASE64.encodeToString(json.getBytes(StandardCharsets.US_ASCII));
    }
}
