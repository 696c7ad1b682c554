package io.flaskdata.sdk.sandbox.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.flaskdata.sdk.sandbox.Sandbox;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What FlaskData's server framework does before any operation is reached. */
class FrameworkTest {
    private static final String EXTRACT = "/edc/study/extract-data";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static Sandbox sandbox;
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws IOException {
        sandbox = Sandbox.start();
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    private HttpResponse<String> send(String method, String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(sandbox.apiUrl().resolve(path)).method(method, BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> json(String path, String body, String... headers) throws Exception {
        String[] all = Arrays.copyOf(headers, headers.length + 4);
        System.arraycopy(new String[] {"Content-Type", "application/json", "EDC", "demo"}, 0, all, headers.length, 4);
        return send("POST", path, body.replace('\'', '"'), all);
    }

    private String token() throws Exception {
        String answer = json("/auth/authorize", "{'email':'" + Sandbox.API_USER + "','password':'sandbox'}")
                .body();
        return JsonParser.parseString(answer).getAsJsonObject().get("token").getAsString();
    }

    private static void isPage(HttpResponse<String> answer, int status, String pre) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(answer.headers().firstValue("x-sandbox-grade")).contains("observed");
        assertThat(answer.body())
                .startsWith("<!DOCTYPE html>")
                .contains("<pre>" + pre)
                .contains("at sandbox");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /nope",
        "PATCH, /edc/study/extract-data",
        "TRACE, /edc/study/extract-data",
        "GET, /edc/study/extract-data",
        "PUT, /edc/study/extract-data",
        "DELETE, /auth/authorize",
        "GET, /alerts-server/swagger.json",
    })
    void anUnknownPathOrMethodIsAPage(String method, String path) throws Exception {
        isPage(send(method, path, ""), 404, "Error: Resource not found: " + path + "<br>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/auth/nope",
                "/auth/self",
                "/auth/Authorize",
                "/edc/study/Extract-Data",
                "/edc/study/nope",
                "/EDC/Subjects/delete-subject/",
                "/flask/customer/nope",
                "/features/flask/subjectfeatures/nope"
            })
    void anUnknownActionOfAKnownControllerIsAText(String path) throws Exception {
        HttpResponse<String> answer = json(path, "{}");
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).isEqualTo("Specified action is not allowed");
    }

    @Test
    void thePathBeforeTheActionIsTakenInAnyCase() throws Exception {
        assertThat(json("/EDC/Study/extract-data", "{}").body()).isEqualTo("Authentication required.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"iso-8859-1", "windows-1255", "utf8", "\"latin1\"", "UTF-99"})
    void aBodyInAnotherCharsetIsAPage(String charset) throws Exception {
        String plain = charset.replace("\"", "").toUpperCase(java.util.Locale.ROOT);
        isPage(
                send("POST", EXTRACT, "{}", "Content-Type", "application/json; charset=" + charset),
                415,
                "UnsupportedMediaTypeError: unsupported charset &quot;" + plain + "&quot;");
        isPage(
                send("POST", "/auth/authorize", "a=b", "Content-Type", FORM + ";charset=" + charset),
                415,
                "UnsupportedMediaTypeError: unsupported charset &quot;" + plain + "&quot;");
    }

    @Test
    void aPageAllowsNoScripts() throws Exception {
        HttpResponse<String> page = send("GET", "/nope", "");
        assertThat(page.headers().firstValue("Content-Security-Policy")).contains("default-src 'none'");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(page.headers().firstValue("ETag")).isEmpty();
        assertThat(json(EXTRACT, "{}").headers().firstValue("X-Content-Type-Options"))
                .isEmpty();
    }

    @Test
    void whatOfASignInIsMissingIsNamed() throws Exception {
        String email = "'email':'" + Sandbox.API_USER + "'";
        assertThat(json("/auth/authorize", "{" + email + "}").body()).isEqualTo("[password] parameter(s) is required.");
        assertThat(json("/auth/authorize", "{'email':'','password':'x'}").body())
                .isEqualTo("[login] parameter(s) is required.");
        assertThat(json("/auth/authorize", "{'email':null,'password':0}").body())
                .isEqualTo("[login],[password] parameter(s) is required.");
        for (String odd :
                new String[] {"{'email':{},'password':'sandbox'}", "{" + email + ",'password':['sandbox']}"}) {
            assertThat(json("/auth/authorize", odd).body()).isEqualTo("User or password invalid.");
        }
    }

    @Test
    void theEdcsUserNameSignsInToo() throws Exception {
        assertThat(json("/auth/authorize", "{'email':'sandbox_api','password':'sandbox'}")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aTokensMembersAreInTheFrameworksOrder() throws Exception {
        String payload =
                new String(java.util.Base64.getUrlDecoder().decode(token().split("\\.")[1]), StandardCharsets.UTF_8);
        assertThat(JsonParser.parseString(payload).getAsJsonObject().keySet()).containsExactly("sub", "exp", "iat");
    }

    @Test
    void logoutTakesTheTokenHeaderFirst() throws Exception {
        String kept = token();
        String ended = token();
        assertThat(json("/auth/logout", "{}", "Token", ended, "Authorization", kept)
                        .statusCode())
                .isEqualTo(200);
        assertThat(json(EXTRACT, "{'tableName':'study'}", "Token", kept).statusCode())
                .isEqualTo(200);
        assertThat(json(EXTRACT, "{'tableName':'study'}", "Token", ended).statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0.0.0.0", "evil.example", "evil.example:80", "127.0.0.1.evil.example", "localhost.evil.example"
            })
    void aWebsitesNameForThisMachineOpensNothingOfTheSandboxs(String host) throws Exception {
        String get = " HTTP/1.1\nConnection: close\nHost: " + host + "\n\n";
        for (String path : new String[] {"/", "/__sandbox/requests", "/__sandbox/faults"}) {
            assertThat(raw("GET " + path + get)).startsWith("HTTP/1.1 403 ").contains("[sandbox] ");
        }
        assertThat(raw("POST /__sandbox/reset" + get)).startsWith("HTTP/1.1 403 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost:1", "LOCALHOST", "[::1]:8080"})
    void itsOwnNamesDo(String host) throws Exception {
        assertThat(raw("GET /__sandbox/requests HTTP/1.1\nConnection: close\nHost: " + host + "\n\n"))
                .startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"GET\n\n", "GET / HTTP/9.9\n\n", "GET /a b HTTP/1.1\nHost: x\n\n", "GET / HTTP/1.1\nNo colon\n\n"
            })
    void whatIsNoRequestIsRefusedWithoutAWord(String request) throws Exception {
        String answer = raw(request);
        assertThat(answer).startsWith("HTTP/1.1 ").endsWith("\r\n\r\n").doesNotContainIgnoringCase("<html", "jetty");
        assertThat(answer.lines().findFirst().orElseThrow()).matches("HTTP/1.1 (400|505) .*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{'tableName':", "{tableName:1}", "{'a':1,}", "nope", "'text'", "5", "null", "{'a':1}{'b':2}"})
    void aBodyThatIsNoJsonIsAPageBeforeAnythingElse(String body) throws Exception {
        HttpResponse<String> answer = json(EXTRACT, body);
        isPage(answer, 400, "SyntaxError: Unexpected token in JSON");
    }

    @Test
    void aListHasNoMembers() throws Exception {
        assertThat(json("/auth/authorize", "[1,2]").body()).isEqualTo("[login],[password] parameter(s) is required.");
    }

    @Test
    void aBodyIsParsedOnlyWhenItSaysItIsJson() throws Exception {
        String body = "{\"tableName\":\"study\"}";
        HttpResponse<String> answer =
                send("POST", EXTRACT, body, "Authorization", token(), "EDC", "demo", "Content-Type", "text/plain");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("[tableName] parameter(s) is required.");
        assertThat(send(
                                "POST",
                                EXTRACT,
                                "tableName=study",
                                "Authorization",
                                token(),
                                "EDC",
                                "demo",
                                "Content-Type",
                                FORM)
                        .body())
                .isEqualTo("[tableName] parameter(s) is required.");
        assertThat(send(
                                "POST",
                                EXTRACT,
                                body,
                                "Authorization",
                                token(),
                                "EDC",
                                "demo",
                                "Content-Type",
                                "application/json;charset=UTF-8")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void authorizeTakesAFormToo() throws Exception {
        String form = "email=" + Sandbox.API_USER.replace("@", "%40") + "&password=sandbox";
        HttpResponse<String> answer = send("POST", "/auth/authorize", form, "Content-Type", FORM);
        JsonObject json = JsonParser.parseString(answer.body()).getAsJsonObject();
        assertThat(json.keySet()).containsExactly("token", "expired");
    }

    @Test
    void aBodyOverFiftyMegabytesIsRefused() throws Exception {
        HttpResponse<String> answer = json("/auth/authorize", "{'email':'" + "x".repeat(50 * 1024 * 1024) + "'}");
        isPage(answer, 413, "PayloadTooLargeError: request entity too large");
    }

    @Test
    void aPreflightSaysWhatIsAllowed() throws Exception {
        HttpResponse<String> answer =
                send("OPTIONS", EXTRACT, "", "Origin", "http://example.org", "Access-Control-Request-Method", "POST");
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Methods")).contains("GET,PUT,POST,DELETE,OPTIONS");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Headers"))
                .contains("Content-Type,Authorization,Token,edc,timezone,timezoneoffset");
    }

    @Test
    void errorsCarryCorsHeadersToo() throws Exception {
        var headers = json(EXTRACT, "{}").headers();
        assertThat(headers.firstValue("Access-Control-Allow-Origin")).contains("*");
        assertThat(headers.firstValue("Access-Control-Expose-Headers")).contains("Content-Range,X-Content-Range");
        assertThat(headers.firstValue("Access-Control-Allow-Methods")).isEmpty();
        assertThat(headers.firstValue("X-Powered-By")).contains("Express");
    }

    @Test
    void theTokenHeaderIsLookedAtFirst() throws Exception {
        String body = "{'tableName':'study'}";
        assertThat(json(EXTRACT, body, "Token", token(), "Authorization", "JWT nonsense")
                        .statusCode())
                .isEqualTo(200);
        HttpResponse<String> refused = json(EXTRACT, body, "Token", "nonsense", "Authorization", "JWT " + token());
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.body()).isEqualTo("[JWT Token] It was not possible to restore token data.");
        assertThat(json(EXTRACT, body, "Token", "JWT " + token()).statusCode()).isEqualTo(401);
    }

    @Test
    void aHeaderWithoutATokenIsNone() throws Exception {
        assertThat(json(EXTRACT, "{}", "Authorization", " ").body()).isEqualTo("Authentication required.");
        for (String none : new String[] {"Basic eDp5", "JWT a b", "JWT  a", "Token a"}) {
            HttpResponse<String> answer = json(EXTRACT, "{}", "Authorization", none);
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body()).isEqualTo("Authentication required.");
        }
    }

    @Test
    void healthReportsDatabasesDiskAndMemory() throws Exception {
        HttpResponse<String> answer = send("GET", "/health", "");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json; charset=utf-8");
        assertThat(answer.body())
                .startsWith("{\n    \"status\": \"UP\",\n    \"environment\": \"sandbox\",\n    \"details\": {\n");
        JsonObject details =
                JsonParser.parseString(answer.body()).getAsJsonObject().getAsJsonObject("details");
        assertThat(details.keySet()).containsExactly("Disk", "Memory", "MongoDB", "PostgreSQL");
        assertThat(details.getAsJsonObject("PostgreSQL"))
                .hasToString("{\"status\":\"UP\",\"details\":{\"test\":\"CONNECT SUCCESS\"}}");
        assertThat(details.getAsJsonObject("MongoDB"))
                .hasToString("{\"status\":\"DOWN\",\"details\":{\"readyState\":0}}");
        for (String call : new String[] {"POST /health", "PUT /Health/", "GET /health/deeper/down"}) {
            assertThat(send(call.split(" ")[0], call.split(" ")[1], "").statusCode())
                    .as(call)
                    .isEqualTo(200);
        }
        assertThat(send("GET", "/healthy", "").statusCode()).isEqualTo(404);
    }

    @Test
    void anAnswerIsFlaskDatasJsonWithAnETag() throws Exception {
        HttpResponse<String> answer = json("/auth/logout", "{}");
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/x-json; charset=utf-8");
        // What Node's etag makes of this body.
        assertThat(answer.body()).isEqualTo("{\"message\":\"OK\"}");
        assertThat(answer.headers().firstValue("ETag")).contains("W/\"10-MxB4y4MLcx6QDsp8b8vgp7iFMFo\"");
        assertThat(answer.headers().firstValue("Content-Length")).contains("16");
        HttpResponse<String> refused = json(EXTRACT, "{}");
        assertThat(refused.headers().firstValue("ETag").orElseThrow()).matches("W/\"18-[\\w+/]{27}\"");
        assertThat(refused.headers().firstValue("Content-Length")).contains("24");
        HttpResponse<String> rows = json(EXTRACT, "{'tableName':'study'}", "Token", token());
        assertThat(rows.headers().firstValue("ETag").orElseThrow())
                .startsWith("W/\"" + Integer.toHexString(rows.body().getBytes(StandardCharsets.UTF_8).length) + "-");
        assertThat(answer.headers().firstValue("Keep-Alive")).contains("timeout=5");
    }

    @Test
    void anIdleConnectionIsClosedAfterFiveSeconds() throws Exception {
        URI api = sandbox.apiUrl();
        try (Socket socket = new Socket(api.getHost(), api.getPort())) {
            socket.setSoTimeout(20_000);
            String request = "GET /nope HTTP/1.1\r\nHost: sandbox\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            byte[] answer = new byte[8192];
            assertThat(socket.getInputStream().read(answer)).isPositive();
            long from = System.nanoTime();
            int end = socket.getInputStream().read(answer);
            while (end > 0) {
                from = System.nanoTime();
                end = socket.getInputStream().read(answer);
            }
            assertThat(end).isEqualTo(-1);
            assertThat(Duration.ofNanos(System.nanoTime() - from))
                    .isBetween(Duration.ofSeconds(4), Duration.ofSeconds(9));
        }
    }

    /** The whole answer to a request that no well-behaved client would send. */
    private static String raw(String request) throws IOException {
        URI api = sandbox.apiUrl();
        try (Socket socket = new Socket(api.getHost(), api.getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write((request.replace("\n", "\r\n")).getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"//flask//crf/filter", "/edc//study/extract-data", "/edc%2Fstudy/extract-data", "//"})
    void aPathThatIsOnlyLikeAKnownOneIsAPage(String path) throws Exception {
        assertThat(raw("POST " + path + " HTTP/1.1\nHost: sandbox\nConnection: close\nContent-Length: 0\n\n"))
                .startsWith("HTTP/1.1 404 ")
                .contains("<pre>Error: Resource not found: " + path + "<br>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x=%zz", "%", "x=%ff&edc=demo", "x=%u1234&edc=%64emo"})
    void aQueryThatCannotBeDecodedDoesNoHarm(String query) throws Exception {
        String token = token();
        String body = "{\"tableName\":\"study\"}";
        String edc = query.contains("edc=") ? "" : "EDC: demo\n";
        assertThat(raw("POST " + EXTRACT + "?" + query + " HTTP/1.1\nHost: sandbox\n" + edc + "Authorization: " + token
                        + "\nConnection: close\nContent-Type: application/json\nContent-Length: " + body.length()
                        + "\n\n" + body))
                .startsWith("HTTP/1.1 200 ")
                .contains("FlaskData");
    }

    @Test
    void aBodyThatIsCutOrMalformedIsAPage() throws Exception {
        String head =
                "POST " + EXTRACT + " HTTP/1.1\nHost: sandbox\nConnection: close\nContent-Type: application/json\n";
        assertThat(raw(head + "Transfer-Encoding: chunked\n\nnope\n{}\n0\n\n")).startsWith("HTTP/1.1 400 ");
    }

    @Test
    void anEmptyTokenHeaderIsNone() throws Exception {
        assertThat(json(EXTRACT, "{'tableName':'study'}", "Token", "", "Authorization", token())
                        .statusCode())
                .isEqualTo(200);
    }
}
