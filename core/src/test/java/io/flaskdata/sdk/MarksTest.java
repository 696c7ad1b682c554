package io.flaskdata.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonPrimitive;
import io.flaskdata.sdk.api.forms.FormsLinkApi;
import io.flaskdata.sdk.api.forms.FormsViewerApi;
import io.flaskdata.sdk.errors.FlaskDataException;
import io.flaskdata.sdk.forms.FormToken;
import java.io.IOException;
import java.util.Base64;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each secret and each value is marked, every operation is called, and the server answers well, refuses with all that it
 * was sent, breaks off, or sends elsewhere: the marks are in what a caller asked for, in nothing that is logged or shown.
 */
class MarksTest {
    private static final String PASSWORD = "MARKpassword/&1";
    private static final String USER_PASSWORD = "MARKpassword of a user";
    private static final String USER_TOKEN = "MARKtokenOfAUser";
    private static final String FORM_TOKEN = "MARKformtoken";
    private static final String VALUE = "MARKvalue";

    /**
     * Names of databases, tables, columns, events, items and CRFs, and ids of documents, are the study's and not a
     * subject's: what the caller gave as such is shown.
     */
    private static final Pattern NAMES = Pattern.compile(
            "(?s)(CustomerTable|NewEvent|GroupedExtract|PartialExtract|Extract|Reading|EdcDatabase|FormsLink|FormsEvent"
                    + "|LinkDocument|Listing|CrfDataIds|InsertedCrf) \\S.*"
                    + "|java.lang.IllegalArgumentException: (MARKvalue is given twice|No column MARKvalue in)\\b.*"
                    + "|java.lang.IllegalArgumentException: The member MARKvalue has a method of its own.*");

    private static RawServer.Answers mood(String status, String headers, String body) {
        return (request, out, socket) -> {
            String said = request.line() + " " + request.header("Authorization") + " " + request.body();
            String all = said + " " + Base64.getEncoder().encodeToString(said.getBytes(UTF_8)) + " "
                    + new JsonPrimitive(said);
            String whole = body.replace("ALL", all);
            RawServer.send(
                    out,
                    "HTTP/1.1 " + status.replace("ALL", said.replaceAll("[^ -~]", ""))
                            + "\r\n" + headers.replace("ALL", said.replaceAll("[^ -~]", ""))
                            + "Content-Length: " + whole.getBytes(UTF_8).length + "\r\n\r\n" + whole);
        };
    }

    static Stream<RawServer.Answers> moods() throws IOException {
        WalkServer well = new WalkServer(VALUE, USER_TOKEN);
        String text = "Content-Type: text/html; charset=utf-8\r\n";
        String json = "Content-Type: text/x-json\r\n";
        return Stream.of(
                well,
                mood("400 Bad ALL", text + "X-Echo: ALL\r\nSet-Cookie: token=ALL\r\n", "[edc] ALL is wrong"),
                mood("401 No", text, "[JWT Token] ALL"),
                mood("500 No", text + "ETag: ALL\r\n", "<pre>Error: ALL<br> at x</pre>"),
                mood("307 Elsewhere", "Location: http://evil.example.org/flask/viewer/ALL?x=ALL\r\n", "ALL"),
                mood("200 OK", json, "{\"ALL\":ALL"),
                mood("200 OK", json, "[{\"a\":\"" + VALUE + "\",\"a\":2},ALL"),
                mood("200 OK", json + "Content-Length: ALL\r\n", "{}"),
                mood("ALL", "", ""),
                mood("200 OK", "Content-Type: text/ALL; charset=ALL\r\n", "ALL"));
    }

    @ParameterizedTest
    @MethodSource("moods")
    void aMarkIsShownToNobody(RawServer.Answers mood) throws Exception {
        try (Told told = new Told();
                RawServer server = new RawServer((request, out, socket) -> {
                    told.addThreads();
                    if (request.line().contains("/mobile-form-authorization")) {
                        new WalkServer(VALUE, USER_TOKEN).answer(request, out, socket);
                    } else {
                        mood.answer(request, out, socket);
                    }
                });
                FlaskDataClient flask = RawServer.builder(server)
                        .credentials("MARKuser@example.org", PASSWORD)
                        .options(options -> options.withMaxAttempts(1))
                        .listener(told::add)
                        .httpClient(new OkHttpClient.Builder()
                                .addInterceptor(watching(told))
                                .build())
                        .build()) {
            new Walk(VALUE, each -> told.add(each)).over(flask);
            calls(flask, told);
            told.add(flask);
            assertThat(server.requests).hasSizeGreaterThan(100);
            assertThat(server.requests)
                    .extracting(RawServer.Received::line)
                    .allSatisfy(line -> assertThat(line).doesNotContain("MARKpassword", "MARKtoken", RawServer.TOKEN));
            assertThat(told.everything()).hasSizeGreaterThan(500);
            assertThat(told.everything().stream()
                            .map(each -> each.replace("/flask/link/" + VALUE, "/flask/link/id"))
                            .filter(each -> each.contains("MARK") || each.contains(RawServer.TOKEN))
                            .filter(each -> !NAMES.matcher(each).matches())
                            .distinct())
                    .isEmpty();
        }
    }

    /** The caller's own interceptor stands before the SDK's and never sees a token. */
    private static Interceptor watching(Told told) {
        return chain -> {
            assertThat(chain.request().header("Authorization")).isNull();
            return chain.proceed(chain.request());
        };
    }

    private static void calls(FlaskDataClient flask, Told told) {
        told.add(new FormToken(FORM_TOKEN));
        FlaskDataClient user = flask.signIn("MARKsubject@example.org", USER_PASSWORD);
        tell(told, user::self);
        tell(told, () -> flask.forms().document(new FormToken(FORM_TOKEN)));
        tell(told, () -> flask.forms().log(new FormToken(FORM_TOKEN)).toList());
        tell(told, () -> flask.api(FormsViewerApi.class).getEventDocument(FORM_TOKEN));
        tell(
                told,
                () -> flask.api(FormsViewerApi.class)
                        .getEventDocument(FORM_TOKEN)
                        .execute());
        tell(told, () -> flask.api(FormsLinkApi.class).getLink("l1").execute());
        tell(
                told,
                () -> flask.async(() -> flask.forms().document(new FormToken(FORM_TOKEN)))
                        .get());
        tell(told, () -> flask.check("demo"));
        tell(told, () -> {
            flask.logout();
            return "out";
        });
    }

    private interface Step {
        Object take() throws Exception;
    }

    private static void tell(Told told, Step step) {
        try {
            told.add(step.take());
        } catch (FlaskDataException e) {
            told.add(e);
            // What the server wrote may be a subject's data and is there for who asks; never a secret.
            String body = e.rawBody().orElse("") + e.serverText().orElse("") + e.headers();
            assertThat(body).doesNotContain(PASSWORD, USER_PASSWORD, USER_TOKEN, RawServer.TOKEN, FORM_TOKEN);
        } catch (Exception e) {
            told.add(e);
        }
    }
}
