package io.flaskdata.sdk.sandbox.internal.pages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.flaskdata.sdk.sandbox.Sandbox;
import io.flaskdata.sdk.sandbox.http.Fault;
import io.flaskdata.sdk.sandbox.http.Faults;
import io.flaskdata.sdk.sandbox.junit.FlaskDataSandbox;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page at the API's root, over raw HTTP. */
@FlaskDataSandbox
class FrontPageTest {
    private static final String EXTRACT = "/edc/study/extract-data";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Sandbox sandbox;

    FrontPageTest(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(sandbox.apiUrl() + path)).build(), BodyHandlers.ofString());
    }

    private String page() throws Exception {
        return get("/").body();
    }

    private HttpResponse<String> form(String form, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(sandbox.apiUrl() + "/"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private void call(String path) throws Exception {
        String body = "{\"password\":\"a-word-to-keep\",\"tableName\":\"a-table-to-keep\"}";
        http.send(
                HttpRequest.newBuilder(URI.create(sandbox.apiUrl() + path))
                        .header("Content-Type", "application/json")
                        .header("Authorization", "JWT a-token-to-keep")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void itSaysWhatThisIsAndWhereEverythingIs() throws Exception {
        HttpResponse<String> answer = get("/");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(answer.headers().firstValue("x-sandbox-grade")).contains("sandbox");
        assertThat(answer.body())
                .contains("never run against FlaskData's own servers")
                .contains(sandbox.apiUrl().toString(), sandbox.idpUrl() + "/swagger/")
                .contains("\"/swagger/\"", "\"/features/swagger/\"", "\"/data-server/swagger/\"")
                .contains(Sandbox.API_USER, Sandbox.STUDY_USER, Sandbox.SITE_USER, Sandbox.SUBJECT_USER)
                .contains("<code>" + Sandbox.PASSWORD + "</code>")
                .contains(sandbox.edcDatabases().keySet())
                .contains("None since the start", "None to come");
        assertThat(answer.body()).doesNotContain("${", "<script", "src=", "https:");
    }

    @Test
    void itSaysOfEveryOperationHowSureItIs() throws Exception {
        assertThat(page())
                .contains(
                        "POST <code>/edc/subjects/create-subject</code> <span class=\"grade inferred\">inferred</span>"
                                + "<small>members&#39; names, the texts of refusals; a label is made when none is given</small>")
                .contains("GET <code>/auth/self</code> <span class=\"grade observed\">")
                .doesNotContain("__sandbox");
    }

    @Test
    void everyKindOfFaultCanBeChosenAndIsExplained() throws Exception {
        String page = page();
        assertThat(Arrays.stream(Fault.Kind.values()).map(Fault.Kind::word))
                .allSatisfy(kind -> assertThat(page)
                        .contains("<option>" + kind + "</option>", "<li><code>" + kind + "</code> <small>"));
    }

    @Test
    void itShowsTheLastRequestsNewestFirstWithoutBodiesAndTokens() throws Exception {
        call("/auth/authorize");
        call(EXTRACT);
        call("/flask/viewer/FED_AAAAAAAAAAAA/log");
        String page = page();
        assertThat(page)
                .containsSubsequence(
                        "POST <code>/flask/viewer/{token}/log</code></td><td>400</td><td>",
                        "POST <code>" + EXTRACT + "</code></td><td>401</td><td>",
                        "POST <code>/auth/authorize</code></td><td>400</td><td>");
        assertThat(page).doesNotContain("to-keep", "FED_");
    }

    @Test
    void itShowsNoMoreThanTheLastFifty() throws Exception {
        for (int i = 0; i < 51; i++) {
            call("/auth/logout");
        }
        assertThat(page().split("<tr><td>", -1)).hasSize(51);
    }

    @Test
    void whatCameInARequestIsEscaped() throws Exception {
        get("/flask/link/%3Cscript%3Ealert(1)");
        get("/flask/link/a&'b");
        assertThat(sandbox.requests()).hasSize(2);
        assertThat(page()).doesNotContain("<script").contains("/flask/link/a&amp;&#39;b");

        String text = "<script>alert('x')</script>\"${requests}";
        assertThat(form("do=fault&kind=garbage&path=" + EXTRACT + "&text=" + URLEncoder.encode(text, UTF_8))
                        .statusCode())
                .isEqualTo(303);
        assertThat(page())
                .doesNotContain("<script")
                .contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;${requests}");

        String refused = form("do=fault&kind=%3Cscript%3E&path=%22%3E%3Cscript%3E&text=%22%3E%3Cscript%3E")
                .body();
        assertThat(refused)
                .doesNotContain("<script")
                .contains("There is no kind of fault &lt;script&gt;.")
                .contains("value=\"&quot;&gt;&lt;script&gt;\"");
    }

    @Test
    void aFormSetsAFaultThatIsHitAndForgetsThoseThatAreNot() throws Exception {
        HttpResponse<String> answer = form(
                "do=fault&path=" + EXTRACT + "&kind=status&amount=503&text=busy+now&times=2",
                "Origin",
                sandbox.apiUrl().toString());
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).contains("/#faults");
        assertThat(sandbox.faults().pending())
                .containsExactly(new Faults.Pending(EXTRACT, Fault.status(503, "busy now"), 2));
        call(EXTRACT);
        assertThat(page()).contains("status 503 \u201cbusy now\u201d, times: 1").contains("</td><td>503</td><td>");

        assertThat(form("do=forget").statusCode()).isEqualTo(303);
        assertThat(sandbox.faults().pending()).isEmpty();
    }

    @Test
    void aFieldLeftEmptyIsNotSent() throws Exception {
        assertThat(form("do=fault&path=" + EXTRACT + "&kind=garbage&amount=&text=&times=")
                        .statusCode())
                .isEqualTo(303);
        assertThat(sandbox.faults().pending()).containsExactly(new Faults.Pending(EXTRACT, Fault.garbage(), 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "do=fault&kind=status&amount=200&path=/edc/study/extract-data | A fault's status must be between 400 and 599",
                "do=fault&kind=garbage&path=/edc/nope | There is no operation /edc/nope.",
                "do=fault&kind=garbage | [path] parameter(s) is required.",
                "do=fault&kind=delay&amount=much&path=/auth/self | amount is not a whole number.",
                "do=fault&kind=delay&amount=-1&path=/auth/self | A fault's amount must not be negative",
                "do=fault&kind=delay&times=0&path=/auth/self | times must be more than zero.",
                "do=nothing | There is no such button.",
                "'' | [do] parameter(s) is required.",
                "do=%zz | The form can't be read.",
            })
    void aFormThatIsWrongSaysWhyAndChangesNothing(String form, String reason) throws Exception {
        call(EXTRACT);
        HttpResponse<String> answer = form(form);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains("<p class=\"error\" role=\"alert\">", reason.replace("'", "&#39;"))
                .contains("Last requests");
        assertThat(sandbox.faults().pending()).isEmpty();
        assertThat(sandbox.requests()).hasSize(1);
    }

    @Test
    void aRefusedFormKeepsWhatWasEntered() throws Exception {
        assertThat(form("do=fault&kind=status&amount=200&times=7&text=words&path=" + EXTRACT)
                        .body())
                .contains("<option selected>status</option>", "<option selected>" + EXTRACT + "</option>")
                .contains("min=\"0\" value=\"200\"", "min=\"1\" value=\"7\"", "name=\"text\" value=\"words\"");
    }

    @Test
    void resetForgetsEverything() throws Exception {
        call(EXTRACT);
        sandbox.faults().next(EXTRACT, Fault.garbage());
        HttpResponse<String> answer = form("do=reset");
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).contains("/");
        assertThat(sandbox.requests()).isEmpty();
        assertThat(sandbox.faults().pending()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://example.org", "https://127.0.0.1", "http://127.0.0.1:1", "null"})
    void aFormOfAnotherSitesPageIsRefused(String origin) throws Exception {
        call(EXTRACT);
        for (String button : new String[] {"do=reset", "do=forget", "do=fault&kind=garbage&path=" + EXTRACT}) {
            HttpResponse<String> answer = form(button, "Origin", origin);
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body()).isEqualTo("[sandbox] A form is taken from the sandbox's own page only.");
        }
        assertThat(sandbox.requests()).hasSize(1);
        assertThat(sandbox.faults().pending()).isEmpty();
    }

    @Test
    void thePageRunsNoScriptAndIsShownInNoFrame() throws Exception {
        assertThat(get("/").headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "frame-ancestors 'none'", "form-action 'self'")
                .doesNotContain("script-src");
    }
}
