package io.flaskdata.sdk.sandbox.internal.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.flaskdata.sdk.sandbox.Sandbox;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The documents and Swagger UI, over raw HTTP. */
class PagesTest {
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

    private static String address(String service) {
        return (service.equals("idp") ? sandbox.idpUrl() : sandbox.apiUrl()).toString();
    }

    private HttpResponse<byte[]> send(String method, String address, String... headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address)).method(method, BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "api, /swagger.json, general",
        "api, /Swagger.JSON, general",
        "api, /data-server/swagger.json, data-server",
        "api, /features/swagger.json, features",
        "idp, /swagger.json, idp",
    })
    void aDocumentIsTheCommittedOneByteForByteForAnyone(String service, String path, String file) throws Exception {
        HttpResponse<byte[]> answer = send("GET", address(service) + path);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(Files.readAllBytes(Path.of("..", "specs", "upstream", file + ".json")));
        assertThat(header(answer, "Content-Type")).isEqualTo("application/json; charset=utf-8");
        assertThat(header(answer, "Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(header(answer, "x-sandbox-grade")).isEqualTo("observed");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, api, /alerts-server/swagger.json",
        "GET, api, /alerts-server/swagger/",
        "GET, api, /swagger.jsonx",
        "GET, api, /swaggering/",
        "POST, api, /swagger.json",
        "PUT, api, /swagger/",
        "GET, idp, /data-server/swagger.json",
        "GET, idp, /features/swagger/",
        "POST, idp, /",
        "PUT, api, /",
    })
    void whatIsNotThereIsThePageOfTheFramework(String method, String service, String path) throws Exception {
        HttpResponse<byte[]> answer = send(method, address(service) + path);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(text(answer)).contains("<pre>Error: Resource not found: " + path + "<br>");
    }

    @ParameterizedTest
    @CsvSource({"api, ''", "api, /data-server", "api, /features", "idp, ''"})
    void everyServiceHasASwaggerUiThatKnowsTheOtherAddress(String service, String root) throws Exception {
        HttpResponse<byte[]> bare = send("GET", address(service) + root + "/swagger");
        assertThat(bare.statusCode()).isEqualTo(301);
        assertThat(header(bare, "Location")).isEqualTo(root + "/swagger/");

        HttpResponse<byte[]> page = send("GET", address(service) + root + "/swagger/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(header(page, "Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(header(page, "x-sandbox-grade")).isEqualTo("sandbox");
        String other = address(service.equals("api") ? "idp" : "api");
        assertThat(text(page)).contains("{\"service\": \"" + service + "\", \"other\": \"" + other + "\"}");
        assertThat(text(page)).doesNotContain("https:", "//cdn");
    }

    @ParameterizedTest
    @CsvSource({
        "swagger-ui.css, text/css; charset=utf-8",
        "swagger-ui-bundle.js, text/javascript; charset=utf-8",
        "swagger-ui-standalone-preset.js, text/javascript; charset=utf-8",
        "favicon-32x32.png, image/png",
        "page.js, text/javascript; charset=utf-8",
        "page.css, text/css; charset=utf-8",
    })
    void aFileOfThePageHasItsType(String file, String type) throws Exception {
        for (String page : new String[] {"/swagger/", "/data-server/swagger/", "/features/swagger/"}) {
            HttpResponse<byte[]> answer = send("GET", sandbox.apiUrl() + page + file);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(header(answer, "Content-Type")).isEqualTo(type);
            assertThat(answer.body()).hasSizeGreaterThan(100);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../Sandbox.class",
                "..%2FSandbox.class",
                "%2e%2e/Sandbox.class",
                "../../../../../META-INF/MANIFEST.MF",
                "..%5CSandbox.class",
                "swagger.html",
                "swagger-ui.js",
                "swagger-ui-bundle.js/",
                "swagger-ui-bundle.js.LICENSE.txt",
                "index.html",
                "/etc/passwd",
                "page.js%00.css"
            })
    void noOtherFileIsServed(String file) throws Exception {
        HttpResponse<byte[]> answer = send("GET", sandbox.apiUrl() + "/swagger/" + file);
        assertThat(answer.statusCode()).isIn(400, 404);
        // What can't be a path is no request, and is refused without a word.
        assertThat(text(answer))
                .contains(answer.statusCode() == 404 ? "<html" : "")
                .doesNotContain("SwaggerUIBundle", "Manifest-Version");
    }

    @Test
    void anotherAddressesPageMayAskForADocumentAndForAnOperation() throws Exception {
        for (String service : new String[] {"api", "idp"}) {
            HttpResponse<byte[]> preflight = send(
                    "OPTIONS",
                    address(service) + "/auth/self",
                    "Origin",
                    "http://127.0.0.1:1",
                    "Access-Control-Request-Method",
                    "GET",
                    "Access-Control-Request-Headers",
                    "authorization,content-type,edc");
            assertThat(preflight.statusCode()).isEqualTo(204);
            assertThat(header(preflight, "Access-Control-Allow-Origin")).isEqualTo("*");
            assertThat(header(preflight, "Access-Control-Allow-Methods")).isEqualTo("GET,PUT,POST,DELETE,OPTIONS");
            assertThat(header(preflight, "Access-Control-Allow-Headers"))
                    .isEqualTo("Content-Type,Authorization,Token,edc,timezone,timezoneoffset");
        }
    }

    @Test
    void aHeadHasTheSizeAndNoBody() throws Exception {
        HttpResponse<byte[]> answer = send("HEAD", sandbox.apiUrl() + "/swagger.json");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Content-Length"))
                .isEqualTo(String.valueOf(Files.size(Path.of("..", "specs", "upstream", "general.json"))));
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void theIdpsRootLeadsToTheFrontPage() throws Exception {
        HttpResponse<byte[]> answer = send("GET", sandbox.idpUrl() + "/");
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(header(answer, "Location")).isEqualTo(sandbox.apiUrl() + "/");
    }

    @Test
    void noneOfTheseIsOnRecord() throws Exception {
        send("GET", sandbox.apiUrl() + "/");
        send("GET", sandbox.apiUrl() + "/swagger/");
        send("GET", sandbox.apiUrl() + "/swagger.json");
        assertThat(sandbox.requests()).isEmpty();
    }
}
