package io.flaskdata.sdk.sandbox.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.flaskdata.sdk.sandbox.Caller;
import io.flaskdata.sdk.sandbox.Sandbox;
import io.flaskdata.sdk.sandbox.SandboxClock;
import io.flaskdata.sdk.sandbox.seed.Seed;
import io.flaskdata.sdk.sandbox.seed.StudyDesign;
import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Which tests share a sandbox, and when it is back at the seed. */
class SandboxExtensionTest {
    private static final List<URI> SEEN = new ArrayList<>();

    static EngineExecutionResults run(Class<?>... testClasses) {
        EngineTestKit.Builder kit = EngineTestKit.engine("junit-jupiter");
        for (Class<?> each : testClasses) {
            kit.selectors(selectClass(each));
        }
        return kit.execute();
    }

    private static void allSucceed(int tests, Class<?>... testClasses) {
        EngineExecutionResults results = run(testClasses);
        results.allEvents().assertStatistics(each -> each.failed(0).aborted(0).skipped(0));
        results.testEvents().assertStatistics(each -> each.succeeded(tests));
    }

    /** Something of which all is known, for the record. */
    static void signIn(Sandbox sandbox) throws IOException, InterruptedException {
        String body = "{\"email\":\"" + Sandbox.API_USER + "\",\"password\":\"" + Sandbox.PASSWORD + "\"}";
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(sandbox.apiUrl() + "/auth/authorize"))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void aClassSharesOneSandboxThatIsResetBeforeEachTestAndItsClockCanBeMoved() {
        allSucceed(3, Shared.class);
    }

    @Test
    void whatAConstructorDidIsThereInItsTestOnly() {
        allSucceed(2, FilledByItsConstructor.class);
    }

    @Test
    void whatWasDoneForAllTestsIsGoneBeforeEach() {
        allSucceed(2, OneInstance.class);
    }

    @Test
    void everyInvocationOfARepeatedOrParameterizedTestFindsTheSeed() {
        allSucceed(4, Repeated.class);
    }

    @Test
    void aNestedTestKeepsWhatTheConstructorsAroundItDid() {
        allSucceed(4, Outer.class, OuterOnce.class);
    }

    @Test
    void subclassesAndOwnAnnotationsHaveItToo() {
        allSucceed(2, Inherits.class, Composed.class);
    }

    @Test
    void aNestedClassWithItsOwnAnnotationHasItsOwnSandbox() {
        allSucceed(5, TwoSandboxes.class, OnlyInside.class);
    }

    @Test
    void withoutResetTestsFindWhatThoseBeforeLeft() {
        allSucceed(2, Unreset.class);
    }

    @Test
    void aRunsSandboxIsOneForAllClassesAndEndsWithTheRun() {
        SEEN.clear();
        run(FirstOfTheRun.class, SecondOfTheRun.class, Shared.class)
                .testEvents()
                .assertStatistics(each -> each.started(5).succeeded(5));
        URI first = SEEN.get(0);
        assertThat(SEEN).hasSize(2).containsOnly(first).doesNotContain(Shared.url);
        assertThat(first).satisfies(SandboxExtensionTest::isGone);
        run(FirstOfTheRun.class).testEvents().assertStatistics(each -> each.succeeded(1));
        assertThat(SEEN.get(2)).satisfies(SandboxExtensionTest::isGone);
    }

    @Test
    void aClassMayHaveASeedOfItsOwnAndARunOneSandboxForEachSeed() {
        SEEN.clear();
        allSucceed(4, OwnSeed.class, FirstOfTheRun.class, OwnSeedOfTheRun.class, SecondOfTheRun.class);
        assertThat(SEEN).hasSize(3);
        assertThat(SEEN.get(1)).isNotEqualTo(SEEN.get(0));
        assertThat(SEEN.get(2)).isEqualTo(SEEN.get(0));
    }

    private static void isGone(URI url) {
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(url.resolve("/health")).build(),
                                HttpResponse.BodyHandlers.discarding())))
                .isInstanceOf(java.net.ConnectException.class);
    }

    static final class Pump implements Supplier<Seed> {
        @Override
        public Seed get() {
            return Seed.none().and(StudyDesign.of(9000001, "Pump trial").inEdc("pump"));
        }
    }

    @FlaskDataSandbox(seed = Pump.class)
    static class OwnSeed {
        @Test
        void hasItsStudyAlone(Sandbox sandbox) throws Exception {
            hasThePump(sandbox);
        }
    }

    @FlaskDataSandbox(scope = FlaskDataSandbox.Scope.PER_RUN, seed = Pump.class)
    static class OwnSeedOfTheRun {
        @Test
        void hasItsStudyAlone(Sandbox sandbox) throws Exception {
            SEEN.add(sandbox.apiUrl());
            hasThePump(sandbox);
        }
    }

    private static void hasThePump(Sandbox sandbox) throws Exception {
        assertThat(sandbox.edcDatabases()).containsEntry("pump", "Pump trial");
        assertThat(Caller.column(
                        new Caller(sandbox).rows("/flask/customer/extract-data-to-json", "{'tableName':'studies'}"),
                        "brief_title"))
                .containsExactly("Pump trial");
    }

    @FlaskDataSandbox
    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    static class Shared {
        static URI url = URI.create("");

        @Test
        @Order(1)
        void signsIn(Sandbox sandbox, SandboxClock clock) throws Exception {
            url = sandbox.apiUrl();
            signIn(sandbox);
            assertThat(sandbox.requests()).hasSize(1);
            clock.advance(Duration.ofDays(1000));
            assertThat(clock.instant()).isAfter(Instant.now().plus(Duration.ofDays(999)));
        }

        @Test
        @Order(2)
        void findsItReset(Sandbox sandbox, SandboxClock clock) {
            assertThat(sandbox.apiUrl()).isEqualTo(url);
            assertThat(sandbox.requests()).isEmpty();
            assertThat(clock.instant()).isBefore(Instant.now().plus(Duration.ofDays(1)));
        }

        @Nested
        class Inner {
            @Test
            void hasTheSameSandbox(Sandbox sandbox) {
                assertThat(sandbox.apiUrl()).isEqualTo(url);
            }
        }
    }

    @FlaskDataSandbox
    static class FilledByItsConstructor {
        FilledByItsConstructor(Sandbox sandbox) throws Exception {
            assertThat(sandbox.requests()).isEmpty();
            signIn(sandbox);
        }

        @RepeatedTest(2)
        void finds(Sandbox sandbox) {
            assertThat(sandbox.requests()).hasSize(1);
        }
    }

    @FlaskDataSandbox
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class OneInstance {
        OneInstance(Sandbox sandbox) throws Exception {
            signIn(sandbox);
        }

        @BeforeAll
        void signInAgain(Sandbox sandbox) throws Exception {
            assertThat(sandbox.requests()).hasSize(1);
            signIn(sandbox);
        }

        @RepeatedTest(2)
        void finds(Sandbox sandbox) throws Exception {
            assertThat(sandbox.requests()).isEmpty();
            signIn(sandbox);
        }
    }

    @FlaskDataSandbox
    static class Repeated {
        @RepeatedTest(2)
        void again(Sandbox sandbox) throws Exception {
            assertThat(sandbox.requests()).isEmpty();
            signIn(sandbox);
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2})
        void with(int number, Sandbox sandbox) throws Exception {
            assertThat(number).isPositive();
            again(sandbox);
        }
    }

    @FlaskDataSandbox
    static class Outer {
        Outer(Sandbox sandbox) throws Exception {
            signIn(sandbox);
        }

        @Nested
        class Inner {
            Inner(Sandbox sandbox) throws Exception {
                signIn(sandbox);
            }

            @RepeatedTest(2)
            void finds(Sandbox sandbox) throws Exception {
                assertThat(sandbox.requests()).hasSize(2);
                signIn(sandbox);
            }
        }
    }

    @FlaskDataSandbox
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class OuterOnce {
        OuterOnce(Sandbox sandbox) throws Exception {
            signIn(sandbox);
        }

        @Nested
        @TestInstance(TestInstance.Lifecycle.PER_METHOD)
        class Inner {
            Inner(Sandbox sandbox) throws Exception {
                signIn(sandbox);
            }

            @RepeatedTest(2)
            void finds(Sandbox sandbox) throws Exception {
                assertThat(sandbox.requests()).hasSize(1);
                signIn(sandbox);
            }
        }
    }

    @FlaskDataSandbox
    abstract static class Base {
        @Test
        void isThere(Sandbox sandbox) {
            assertThat(sandbox.apiUrl()).hasScheme("http");
        }
    }

    static class Inherits extends Base {}

    @FlaskDataSandbox(resetBeforeEach = false)
    @Retention(RetentionPolicy.RUNTIME)
    @interface WithSandbox {}

    @WithSandbox
    static class Composed {
        @BeforeAll
        static void signInFirst(Sandbox sandbox) throws Exception {
            signIn(sandbox);
        }

        @Test
        void isNotReset(Sandbox sandbox) {
            assertThat(sandbox.requests()).hasSize(1);
        }
    }

    @FlaskDataSandbox
    static class TwoSandboxes {
        static URI url = URI.create("");

        @BeforeAll
        static void note(Sandbox sandbox) {
            url = sandbox.apiUrl();
        }

        @Test
        void hasTheOuter(Sandbox sandbox) {
            assertThat(sandbox.apiUrl()).isEqualTo(url);
        }

        @Nested
        @FlaskDataSandbox
        class Inner {
            @RepeatedTest(2)
            void hasItsOwn(Sandbox sandbox) throws Exception {
                assertThat(sandbox.apiUrl()).isNotEqualTo(url);
                assertThat(sandbox.requests()).isEmpty();
                signIn(sandbox);
            }
        }
    }

    static class OnlyInside {
        @Nested
        @FlaskDataSandbox
        class Inner {
            @RepeatedTest(2)
            void findsTheSeed(Sandbox sandbox) throws Exception {
                assertThat(sandbox.requests()).isEmpty();
                signIn(sandbox);
            }
        }
    }

    @FlaskDataSandbox(resetBeforeEach = false)
    static class Unreset {
        static int before;

        @BeforeAll
        static void nothingYet() {
            before = 0;
        }

        @RepeatedTest(2)
        void findsWhatWasLeft(Sandbox sandbox) throws Exception {
            assertThat(sandbox.requests()).hasSize(before++);
            signIn(sandbox);
        }
    }

    @FlaskDataSandbox(scope = FlaskDataSandbox.Scope.PER_RUN)
    static class FirstOfTheRun {
        @Test
        void signsIn(Sandbox sandbox) throws Exception {
            assertThat(sandbox.requests()).isEmpty();
            signIn(sandbox);
            SEEN.add(sandbox.apiUrl());
        }
    }

    @FlaskDataSandbox(scope = FlaskDataSandbox.Scope.PER_RUN)
    static class SecondOfTheRun extends FirstOfTheRun {}
}
