package io.flaskdata.sdk.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.flaskdata.sdk.contract.Probes.Body;
import io.flaskdata.sdk.contract.Probes.Found;
import io.flaskdata.sdk.contract.Probes.Lab;
import io.flaskdata.sdk.contract.Probes.Lab.Cheap;
import io.flaskdata.sdk.contract.Probes.Probe;
import io.flaskdata.sdk.spectools.Shape;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/** The sign-in, the token, and the framework around every operation. */
final class HttpProbes {
    static final List<Probe> ALL = List.of(
            new Probe(
                    "token.expired-form",
                    "looks at expired in the sign-in's answer",
                    "instant",
                    lab -> signIn(lab, "expired")
                            .map(text -> Found.of(form(text)))
                            .orElse(noSignIn())),
            new Probe(
                    "token.header",
                    "reads the token's header",
                    "HS384 JWT",
                    lab -> part(lab, 0)
                            .map(json -> Found.of(word(json, "alg") + " " + word(json, "typ")))
                            .orElse(noSignIn())),
            new Probe("token.exp-unit", "compares the claim exp with expired", "milliseconds", HttpProbes::expUnit),
            new Probe("token.iat-unit", "compares the claim iat with now", "seconds", HttpProbes::iatUnit),
            new Probe("token.lifetime", "subtracts now from expired", "3 h", HttpProbes::lifetime),
            form("token.form-jwt", "JWT", true),
            form("token.form-bearer", "Bearer", true),
            form("token.form-bare", "", true),
            form("token.form-lower-case", "jwt", true),
            new Probe(
                    "token.header-token",
                    "sends the bare token as Token instead of Authorization",
                    "200",
                    with((lab, read, token) -> status(lab.cheap(read, "Token", token)))),
            new Probe(
                    "auth.no-token",
                    "sends a read without a token",
                    "401 Authentication required.",
                    with((lab, read, token) -> Found.of(lab.cheap(read).verdict()))),
            new Probe(
                    "auth.unknown-token",
                    "sends a read with a token that nobody was given",
                    "401 [JWT Token] It was not possible to restore token data.",
                    with((lab, read, token) -> Found.of(lab.cheap(read, "Authorization", "JWT flaskdata-contract")
                            .verdict()))),
            new Probe(
                    "auth.other-scheme",
                    "sends a read with Basic",
                    "401 Authentication required.",
                    with((lab, read, token) -> Found.of(lab.cheap(read, "Authorization", "Basic flaskdata-contract")
                            .verdict()))),
            new Probe(
                    "auth.unknown-user",
                    "signs in as a user that does not exist",
                    "400 User or password invalid.",
                    lab -> Found.of(lab.raw()
                            .signIn("{\"email\":\"flaskdata-contract@example.invalid\",\"password\":\"none\"}")
                            .verdict())),
            new Probe(
                    "auth.missing-fields",
                    "signs in without e-mail and password",
                    "400 [login],[password] parameter(s) is required.",
                    lab -> Found.of(lab.raw().signIn("{}").verdict())),
            new Probe(
                    "http.json-type",
                    "looks at a read's content type",
                    "text/x-json; charset=utf-8",
                    with((lab, read, token) ->
                            Found.of(authorized(lab, read, token).type()))),
            new Probe(
                    "http.error-type",
                    "looks at a refusal's content type",
                    "text/html; charset=utf-8",
                    with((lab, read, token) -> Found.of(lab.cheap(read).type()))),
            new Probe(
                    "http.etag",
                    "looks for an ETag on a read's answer",
                    "an ETag",
                    with((lab, read, token) -> Found.of(
                            authorized(lab, read, token).headers().get("ETag") == null ? "no ETag" : "an ETag"))),
            new Probe(
                    "http.not-modified", "sends the ETag back as If-None-Match", "200", with(HttpProbes::notModified)),
            new Probe(
                    "http.length",
                    "looks for Content-Length on an answer that is not compressed",
                    "a length",
                    with((lab, read, token) -> Found.of(
                            lab.cheap(read, "Accept-Encoding", "identity")
                                                    .headers()
                                                    .get("Content-Length")
                                            == null
                                    ? "no length"
                                    : "a length"))),
            new Probe(
                    "http.compression",
                    "asks for gzip",
                    "not compressed",
                    with((lab, read, token) -> Found.of(
                            lab.cheap(read, "Authorization", "JWT " + token, "Accept-Encoding", "gzip")
                                                    .headers()
                                                    .get("Content-Encoding")
                                            == null
                                    ? "not compressed"
                                    : "compressed"))),
            new Probe(
                    "http.request-id",
                    "looks for a request id",
                    "no request id",
                    with((lab, read, token) -> Found.of(
                            authorized(lab, read, token).headers().names().stream()
                                            .anyMatch(name -> name.toLowerCase(java.util.Locale.ROOT)
                                                    .contains("request-id"))
                                    ? "a request id"
                                    : "no request id"))),
            new Probe(
                    "http.date",
                    "compares the Date header with this machine's clock",
                    "a Date within 30 s",
                    with((lab, read, token) -> Found.of(
                            clock(authorized(lab, read, token).headers().getDate("Date"))))),
            new Probe(
                    "http.idle",
                    "leaves a connection idle until the server closes it",
                    "5 s",
                    lab -> lab.idle().found()),
            new Probe(
                    "http.unknown-path",
                    "gets a path that does not exist",
                    "404 page: Error: Resource not found",
                    lab -> Found.of(
                            lab.raw().look("GET", "/flaskdata-contract/nothing").verdict())),
            new Probe(
                    "http.wrong-method",
                    "gets an operation that is a POST",
                    "404 page: Error: Resource not found",
                    lab -> Found.of(lab.raw().look("GET", "/flask/crf/filter").verdict())),
            new Probe(
                    "http.unknown-action",
                    "gets an action under /auth that does not exist",
                    "500 Specified action is not allowed",
                    lab -> Found.of(
                            lab.raw().look("GET", "/auth/flaskdata-contract").verdict())),
            new Probe(
                    "http.path-case",
                    "sends a read with its path's first part in capitals",
                    "200",
                    with((lab, read, token) -> status(lab.raw()
                            .read(
                                    read.id(),
                                    capitals(read.path()),
                                    read.body(),
                                    builder -> edc(lab, builder).header("Authorization", "JWT " + token))))),
            new Probe(
                    "http.trailing-slash",
                    "sends a read with a slash after its path",
                    "200",
                    with((lab, read, token) -> status(lab.raw().read(read.id(), read.path(), read.body(), builder -> {
                        var url = builder.build().url();
                        return edc(
                                        lab,
                                        builder.url(url.newBuilder()
                                                .addPathSegment("")
                                                .build()))
                                .header("Authorization", "JWT " + token);
                    })))),
            new Probe(
                    "http.malformed-json",
                    "sends a read whose body is no JSON",
                    "400 page",
                    with((lab, read, token) -> read.body().isEmpty()
                            ? Found.cantTell("needs --edc or --study")
                            : Found.of(sent(lab, read, token, "{", "application/json")))),
            new Probe(
                    "http.charset",
                    "sends a read in ISO-8859-1",
                    "415 page",
                    with((lab, read, token) -> read.body().isEmpty()
                            ? Found.cantTell("needs --edc or --study")
                            : Found.of(sent(lab, read, token, read.body(), "application/json; charset=iso-8859-1")))),
            new Probe(
                    "http.cors",
                    "asks with OPTIONS what other origins may do",
                    "204",
                    lab -> Found.of(String.valueOf(
                            lab.raw().look("OPTIONS", "/flask/crf/filter").status()))),
            new Probe(
                    "health.shape",
                    "looks at the members of /health",
                    "status environment details",
                    HttpProbes::health));

    private HttpProbes() {}

    private interface WithToken {
        Found run(Lab lab, Cheap read, String token);
    }

    private static Body with(WithToken body) {
        return lab -> {
            Optional<Cheap> read = lab.cheap();
            Optional<String> token = lab.raw().token();
            if (read.isEmpty() || token.isEmpty()) {
                return Found.cantTell("no read that this account may do");
            }
            return body.run(lab, read.get(), token.get());
        };
    }

    private static okhttp3.Request.Builder edc(Lab lab, okhttp3.Request.Builder builder) {
        String edc = lab.session().options.edc();
        return edc == null ? builder : builder.header("EDC", edc);
    }

    private static Raw.Answer authorized(Lab lab, Cheap read, String token) {
        return lab.cheap(read, "Authorization", "JWT " + token);
    }

    private static Found status(Raw.Answer answer) {
        return answer.status() == 200 ? Found.of("200") : Found.of(answer.verdict());
    }

    private static Probe form(String id, String scheme, boolean accepted) {
        return new Probe(
                id,
                "sends the token " + (scheme.isEmpty() ? "bare" : "after " + scheme),
                accepted ? "200" : "401",
                with((lab, read, token) ->
                        status(lab.cheap(read, "Authorization", scheme.isEmpty() ? token : scheme + " " + token))));
    }

    private static String sent(Lab lab, Cheap read, String token, String body, String type) {
        return lab.raw()
                .read(
                        read.id(),
                        read.path(),
                        read.body(),
                        builder -> edc(lab, builder)
                                .header("Authorization", "JWT " + token)
                                .post(RequestBody.create(
                                        body.getBytes(java.nio.charset.StandardCharsets.UTF_8), MediaType.get(type))))
                .verdict();
    }

    private static String capitals(String path) {
        int end = path.indexOf('/', 1);
        return path.substring(0, end).toUpperCase(java.util.Locale.ROOT) + path.substring(end);
    }

    private static Found notModified(Lab lab, Cheap read, String token) {
        String etag = authorized(lab, read, token).headers().get("ETag");
        return etag == null
                ? Found.cantTell("no ETag")
                : Found.of(String.valueOf(lab.cheap(read, "Authorization", "JWT " + token, "If-None-Match", etag)
                        .status()));
    }

    private static String clock(java.util.@Nullable Date date) {
        if (date == null) {
            return "no Date";
        }
        Duration skew = Duration.between(date.toInstant(), Instant.now()).abs();
        return skew.compareTo(Duration.ofSeconds(30)) < 0
                ? "a Date within 30 s"
                : "a Date " + skew.toMinutes() + " min off";
    }

    private static Found health(Lab lab) {
        JsonNode json = lab.raw().look("GET", "/health").json();
        if (json == null || !json.isObject()) {
            return Found.of("no JSON object");
        }
        List<String> names = new ArrayList<>();
        json.fieldNames().forEachRemaining(name -> names.add(Names.shown(name)));
        return Found.of(String.join(" ", names));
    }

    private static Found noSignIn() {
        return Found.cantTell("this run did not sign in itself, or the token is no JWT");
    }

    private static Optional<String> signIn(Lab lab, String member) {
        JsonNode answer = lab.signIn();
        return answer == null || !answer.path(member).isTextual()
                ? Optional.empty()
                : Optional.of(answer.path(member).asText());
    }

    private static Optional<JsonNode> part(Lab lab, int index) {
        return signIn(lab, "token")
                .map(token -> token.split("\\."))
                .filter(parts -> parts.length == 3)
                .flatMap(parts -> {
                    try {
                        return Optional.ofNullable(
                                Documents.JSON.readTree(Base64.getUrlDecoder().decode(parts[index])));
                    } catch (java.io.IOException | IllegalArgumentException noJwt) {
                        return Optional.empty();
                    }
                });
    }

    /** A short word of the token's header; anything else is not shown. */
    private static String word(JsonNode json, String member) {
        String text = json.path(member).asText();
        return text.matches("(HS|RS|ES|PS)\\d{3}|JWT|none") ? text : Names.ANY;
    }

    private static String form(String text) {
        var form = Shape.of(Documents.JSON.getNodeFactory().textNode(text))
                .schema(Names::isWord)
                .path("x-form");
        return form.isMissingNode() ? "another text" : form.asText();
    }

    private static @Nullable Instant instant(Lab lab) {
        try {
            return signIn(lab, "expired").map(Instant::parse).orElse(null);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static Found expUnit(Lab lab) {
        Optional<JsonNode> claims = part(lab, 1);
        Instant expired = instant(lab);
        if (claims.isEmpty() || expired == null) {
            return noSignIn();
        }
        JsonNode exp = claims.get().path("exp");
        if (!exp.isIntegralNumber()) {
            return Found.of("no exp");
        }
        if (exp.asLong() == expired.toEpochMilli()) {
            return Found.of("milliseconds");
        }
        return Found.of(
                Math.abs(exp.asLong() - expired.getEpochSecond()) <= 1 ? "seconds" : "another time than expired");
    }

    private static Found iatUnit(Lab lab) {
        Optional<JsonNode> claims = part(lab, 1);
        if (claims.isEmpty()) {
            return noSignIn();
        }
        long iat = claims.get().path("iat").asLong();
        long now = Instant.now().getEpochSecond();
        long day = Duration.ofDays(1).toSeconds();
        return Found.of(
                Math.abs(iat - now) < day
                        ? "seconds"
                        : Math.abs(iat / 1000 - now) < day ? "milliseconds" : "another time than now");
    }

    private static Found lifetime(Lab lab) {
        Instant expired = instant(lab);
        if (expired == null) {
            return noSignIn();
        }
        long minutes = Math.round(Duration.between(Instant.now(), expired).toSeconds() / 60.0);
        long hours = Math.round(minutes / 60.0);
        return Found.of(Math.abs(hours * 60 - minutes) <= 5 ? hours + " h" : minutes + " min");
    }
}
