package io.flaskdata.sdk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.platform.testkit.engine.EngineTestKit;

class SandboxExtensionTest {
    private static HttpResponse<String> authorize(Sandbox sandbox) throws Exception {
        String body = "{\"email\":\"" + Sandbox.API_USER + "\",\"password\":\"" + Sandbox.PASSWORD + "\"}";
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(sandbox.apiUrl() + "/auth/authorize"))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static EngineTestKit.Builder tests(Class<?> testClass) {
        return EngineTestKit.engine("junit-jupiter").selectors(selectClass(testClass));
    }

    @Test
    void aClassSharesOneSandboxThatIsResetBeforeEachTestAndItsClockCanBeMoved() {
        tests(Shared.class)
                .execute()
                .testEvents()
                .assertStatistics(each -> each.started(3).succeeded(3));
        assertThat(Shared.seen.url).hasScheme("http");
    }

    @Test
    void aStrictTestFailsWhenItRestsOnWhatIsInferredAndSaysOnWhat() {
        var events = tests(Strict.class).execute().testEvents();
        events.assertStatistics(each -> each.started(2).succeeded(1).failed(1));
        String failure = events.failed().stream()
                .findFirst()
                .flatMap(each -> each.getPayload(org.junit.platform.engine.TestExecutionResult.class))
                .flatMap(org.junit.platform.engine.TestExecutionResult::getThrowable)
                .map(Throwable::getMessage)
                .orElse("");
        assertThat(failure).contains("rests on what is only inferred", "POST /edc/subjects/create-subject");
    }

    /** What the tests of Shared saw of their sandbox. */
    private static final class Seen {
        URI url = URI.create("");
    }

    @FlaskDataSandbox
    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    static class Shared {
        static final Seen seen = new Seen();

        @Test
        @Order(1)
        void signsIn(Sandbox sandbox, SandboxClock clock) throws Exception {
            seen.url = sandbox.apiUrl();
            assertThat(authorize(sandbox).statusCode()).isEqualTo(200);
            assertThat(sandbox.requests()).hasSize(1);
            clock.advance(Duration.ofDays(1000));
            assertThat(clock.instant()).isAfter(Instant.now().plus(Duration.ofDays(999)));
        }

        @Test
        @Order(2)
        void findsItReset(Sandbox sandbox, SandboxClock clock) {
            assertThat(sandbox.apiUrl()).isEqualTo(seen.url);
            assertThat(sandbox.requests()).isEmpty();
            assertThat(clock.instant()).isBefore(Instant.now().plus(Duration.ofDays(1)));
        }

        @Nested
        class Inner {
            @Test
            void hasTheSameSandbox(Sandbox sandbox) {
                assertThat(sandbox.apiUrl()).isEqualTo(seen.url);
            }
        }
    }

    @FlaskDataSandbox(strict = true)
    static class Strict {
        @Test
        void restsOnWhatIsDocumented(Sandbox sandbox) throws Exception {
            assertThat(authorize(sandbox).statusCode()).isEqualTo(200);
        }

        @Test
        void restsOnWhatIsInferred(Sandbox sandbox) throws Exception {
            HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(sandbox.apiUrl() + "/edc/subjects/create-subject"))
                                    .POST(HttpRequest.BodyPublishers.noBody())
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
        }
    }
}
