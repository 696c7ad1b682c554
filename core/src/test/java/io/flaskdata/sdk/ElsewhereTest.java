package io.flaskdata.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.flaskdata.sdk.api.forms.FormsLinkApi;
import io.flaskdata.sdk.edc.NewSubject;
import io.flaskdata.sdk.errors.FlaskDataException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import okhttp3.Cache;
import okhttp3.Cookie;
import okhttp3.CookieJar;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A token goes to FlaskData's two addresses, however the server and the caller's own OkHttp client are set: what curl
 * (CVE-2018-1000007), requests (CVE-2018-18074) and Go's client (CVE-2024-45336) gave away with a redirect, and what
 * requests (CVE-2024-47081) took from elsewhere.
 */
class ElsewhereTest {
    private static final List<Consumer<FlaskDataClient>> CALLS = List.of(
            flask -> flask.edc("demo").createSubject(NewSubject.labelled("001-006")),
            flask -> flask.edc("demo").extract("t").toList(),
            flask -> {
                try {
                    flask.api(FormsLinkApi.class).getLink("l1").execute();
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            },
            flask -> flask.forms().document("FED_ABCDEFGHIJKL"),
            flask -> flask.signIn("a@example.org", "x").self());

    @TempDir
    private Path folder;

    private Server server;
    private final MockWebServer elsewhere = new MockWebServer();

    @BeforeEach
    void start() throws IOException {
        server = new Server();
        elsewhere.start();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        elsewhere.shutdown();
    }

    private record Redirect(int status, String to, Consumer<FlaskDataClient> call) {}

    static Stream<Redirect> redirects() {
        List<Redirect> all = new ArrayList<>();
        for (int status : new int[] {300, 301, 302, 303, 305, 307, 308}) {
            for (String to : List.of(
                    "http://localhost:PORT/",
                    "//localhost:PORT/x",
                    "http://u:p@127.0.0.1:PORT/",
                    "/flask/link/l2",
                    "https://localhost:PORT/")) {
                all.add(new Redirect(status, to, CALLS.get(all.size() % CALLS.size())));
            }
        }
        return all.stream();
    }

    /** The same with a client of the caller's that follows redirects: then the SDK's settings hold too. */
    @ParameterizedTest
    @MethodSource("redirects")
    void noRedirectIsFollowed(Redirect redirect) throws Exception {
        MockResponse away = new MockResponse()
                .setResponseCode(redirect.status())
                .setHeader("Location", redirect.to().replace("PORT", String.valueOf(elsewhere.getPort())))
                .setHeader("Refresh", "0; url=http://localhost:" + elsewhere.getPort());
        server.signedIn().answers(away);
        OkHttpClient following = new OkHttpClient.Builder()
                .followRedirects(true)
                .followSslRedirects(true)
                .build();
        try (FlaskDataClient flask = server.builder.httpClient(following).build()) {
            flask.authorize();
            var failure = catchThrowableOfType(
                    FlaskDataException.class, () -> redirect.call().accept(flask));
            var refused = failure.getCause() instanceof FlaskDataException signIn ? signIn : failure;
            assertThat(refused.status()).hasValue(redirect.status());
            assertThat(refused).hasMessageContaining("never followed");
        }
        assertThat(server.web.getRequestCount()).isEqualTo(2);
        assertThat(elsewhere.getRequestCount()).isZero();
    }

    /** One OkHttp client may serve two users: a cookie of one must not go with the other's call. */
    @Test
    void noCookieIsKeptOrSent() throws Exception {
        List<String> jar = new ArrayList<>();
        OkHttpClient keeping = new OkHttpClient.Builder()
                .cookieJar(new CookieJar() {
                    @Override
                    public void saveFromResponse(HttpUrl url, List<Cookie> cookies) {
                        jar.add(url.toString());
                    }

                    @Override
                    public List<Cookie> loadForRequest(HttpUrl url) {
                        return List.of(new Cookie.Builder()
                                .name("session")
                                .value("another-users")
                                .domain(url.host())
                                .build());
                    }
                })
                .build();
        server.answers(Server.token("token-1", Server.NOW.plusSeconds(3600)).setHeader("Set-Cookie", "session=token-1"))
                .answers(Server.json("[]").setHeader("Set-Cookie", "Authorization=token-1; Domain=localhost"))
                .answers(Server.json("[]"));
        try (FlaskDataClient flask = server.builder.httpClient(keeping).build()) {
            flask.edc("demo").extract("t").toList();
            flask.edc("demo").extract("t").toList();
        }
        for (int i = 0; i < 3; i++) {
            assertThat(server.received().getHeader("Cookie")).isNull();
        }
        assertThat(jar).isEmpty();
    }

    @Test
    void aCacheOfTheCallersKeepsNothing() throws Exception {
        OkHttpClient caching = new OkHttpClient.Builder()
                .cache(new Cache(folder.toFile(), 1_000_000))
                .build();
        server.signedIn();
        for (int i = 0; i < 2; i++) {
            server.answers(Server.json("{\"_id\":\"l1\"}").setHeader("Cache-Control", "public, max-age=3600"));
        }
        try (FlaskDataClient flask = server.builder.httpClient(caching).build()) {
            flask.api(FormsLinkApi.class).getLink("l1").execute();
            flask.api(FormsLinkApi.class).getLink("l1").execute();
        }
        assertThat(server.web.getRequestCount()).isEqualTo(3);
        try (Stream<Path> files = java.nio.file.Files.walk(folder)) {
            assertThat(files.filter(each -> !each.getFileName().toString().startsWith("journal"))
                            .filter(java.nio.file.Files::isRegularFile))
                    .isEmpty();
        }
    }

    /** The caller's own authenticators are for the caller's own hosts; a JDK-wide one is not asked either. */
    @Test
    void aServerThatAsksForAPasswordGetsNone() throws Exception {
        List<String> asked = new ArrayList<>();
        java.net.Authenticator before = java.net.Authenticator.getDefault();
        java.net.Authenticator.setDefault(new java.net.Authenticator() {
            @Override
            protected java.net.PasswordAuthentication getPasswordAuthentication() {
                asked.add(getRequestingHost());
                return new java.net.PasswordAuthentication("u", "p".toCharArray());
            }
        });
        try {
            OkHttpClient answering = new OkHttpClient.Builder()
                    .authenticator((route, response) -> {
                        asked.add("authenticator");
                        return response.request();
                    })
                    .build();
            server.signedIn().answers(Server.error(401, "no").setHeader("WWW-Authenticate", "Basic realm=\"x\""));
            try (FlaskDataClient flask = server.builder.httpClient(answering).build()) {
                assertThat(catchThrowable(() -> CALLS.get(0).accept(flask))).isInstanceOf(FlaskDataException.class);
            }
            server.received();
            RecordedRequest call = server.received();
            assertThat(call.getHeader("Authorization")).isEqualTo("JWT token-1");
            assertThat(server.web.getRequestCount()).isEqualTo(2);
            assertThat(asked).isEmpty();
        } finally {
            java.net.Authenticator.setDefault(before);
        }
    }
}
