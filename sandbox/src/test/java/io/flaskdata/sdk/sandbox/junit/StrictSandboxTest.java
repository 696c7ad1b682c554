package io.flaskdata.sdk.sandbox.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.flaskdata.sdk.sandbox.Sandbox;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** Who fails, and on what, when something is called that is only inferred. */
class StrictSandboxTest {
    private static final String TEST = "The test rests on what is only inferred: ";
    private static final String CLASS = "Outside its tests the class rests on what is only inferred: ";
    private static final String CREATE = "POST /edc/subjects/create-subject: ";
    private static final String LANGUAGES = "POST /flask/languages/filter: the study is required";

    private static List<String> failures(Events events) {
        return events.failed().stream()
                .map(each -> name(each) + ": "
                        + each.getPayload(TestExecutionResult.class)
                                .flatMap(TestExecutionResult::getThrowable)
                                .map(Throwable::getMessage)
                                .orElse(""))
                .toList();
    }

    private static String name(Event event) {
        return event.getTestDescriptor().getDisplayName();
    }

    private static void call(Sandbox sandbox, String path) throws IOException, InterruptedException {
        HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(sandbox.apiUrl() + path))
                                .POST(HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
    }

    private static void create(Sandbox sandbox) throws IOException, InterruptedException {
        call(sandbox, "/edc/subjects/create-subject");
    }

    private static void languages(Sandbox sandbox) throws IOException, InterruptedException {
        call(sandbox, "/flask/languages/filter");
    }

    @Test
    void onlyTheTestThatRestsOnInferenceFailsAndSaysOnWhat() {
        EngineExecutionResults results = SandboxExtensionTest.run(Strict.class);
        results.testEvents()
                .assertStatistics(each -> each.started(6).succeeded(3).failed(3));
        assertThat(failures(results.testEvents()))
                .satisfiesExactlyInAnyOrder(
                        each -> assertThat(each).startsWith("inferred(Sandbox): " + TEST + CREATE),
                        each -> assertThat(each).startsWith("inferredToo(Sandbox): " + TEST + LANGUAGES),
                        each -> assertThat(each).startsWith("[2] ").contains(TEST));
        assertThat(failures(results.containerEvents())).isEmpty();
    }

    @Test
    void aTestDoesNotEscapeByResettingTheSandbox() {
        EngineExecutionResults results = SandboxExtensionTest.run(ResetsItself.class);
        assertThat(failures(results.testEvents()))
                .singleElement()
                .asString()
                .startsWith("inferred(Sandbox): " + TEST + CREATE);
    }

    @FlaskDataSandbox(strict = true)
    static class ResetsItself {
        @Test
        void inferred(Sandbox sandbox) throws Exception {
            create(sandbox);
            sandbox.reset();
        }
    }

    @Test
    void aConstructorsCallsAreItsTests() {
        EngineExecutionResults results = SandboxExtensionTest.run(InConstructor.class);
        assertThat(failures(results.testEvents())).containsExactly("hasNoInferredCallOfItsOwn(): " + TEST + LANGUAGES);
        assertThat(failures(results.containerEvents())).isEmpty();
    }

    @Test
    void callsOutsideTestsFailTheClass() {
        EngineExecutionResults results = SandboxExtensionTest.run(OutsideTests.class);
        results.testEvents().assertStatistics(each -> each.started(1).succeeded(1));
        assertThat(failures(results.containerEvents()))
                .singleElement()
                .asString()
                .contains(CLASS + CREATE)
                .contains("; " + LANGUAGES);
    }

    @Test
    void withoutResetATestDoesNotFailForTheOneBefore() {
        EngineExecutionResults results = SandboxExtensionTest.run(Unreset.class);
        assertThat(failures(results.testEvents())).containsExactly("first(Sandbox): " + TEST + LANGUAGES);
    }

    @Test
    void onTheRunsSandboxAClassDoesNotFailForAnother() {
        EngineExecutionResults results = SandboxExtensionTest.run(Lenient.class, StrictOfTheRun.class);
        assertThat(failures(results.testEvents())).containsExactly("inferred(Sandbox): " + TEST + LANGUAGES);
        assertThat(failures(results.containerEvents())).isEmpty();
    }

    @FlaskDataSandbox(strict = true)
    static class Strict {
        @Test
        void documented(Sandbox sandbox) throws Exception {
            SandboxExtensionTest.signIn(sandbox);
        }

        @Test
        void inferred(Sandbox sandbox) throws Exception {
            create(sandbox);
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2})
        void inferredOnce(int number, Sandbox sandbox) throws Exception {
            if (number == 2) {
                languages(sandbox);
            }
        }

        @Nested
        class Inner {
            @Test
            void inferredToo(Sandbox sandbox) throws Exception {
                languages(sandbox);
            }

            @Test
            void documentedToo(Sandbox sandbox) throws Exception {
                SandboxExtensionTest.signIn(sandbox);
            }
        }
    }

    @FlaskDataSandbox(strict = true)
    static class InConstructor {
        InConstructor(Sandbox sandbox) throws Exception {
            languages(sandbox);
        }

        @Test
        void hasNoInferredCallOfItsOwn() {}
    }

    @FlaskDataSandbox(strict = true)
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class OutsideTests {
        OutsideTests(Sandbox sandbox) throws Exception {
            create(sandbox);
        }

        @BeforeAll
        void again(Sandbox sandbox) throws Exception {
            create(sandbox);
        }

        @Test
        void hasNoInferredCall(Sandbox sandbox) throws Exception {
            SandboxExtensionTest.signIn(sandbox);
        }

        @AfterAll
        void last(Sandbox sandbox) throws Exception {
            languages(sandbox);
        }
    }

    @FlaskDataSandbox(strict = true, resetBeforeEach = false)
    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    static class Unreset {
        @Test
        @Order(1)
        void first(Sandbox sandbox) throws Exception {
            languages(sandbox);
        }

        @Test
        @Order(2)
        void second(Sandbox sandbox) throws Exception {
            SandboxExtensionTest.signIn(sandbox);
            assertThat(sandbox.requests()).hasSize(2);
        }
    }

    @FlaskDataSandbox(scope = FlaskDataSandbox.Scope.PER_RUN, resetBeforeEach = false)
    static class Lenient {
        @Test
        void inferred(Sandbox sandbox) throws Exception {
            create(sandbox);
        }

        @AfterAll
        static void again(Sandbox sandbox) throws Exception {
            create(sandbox);
        }
    }

    @FlaskDataSandbox(scope = FlaskDataSandbox.Scope.PER_RUN, resetBeforeEach = false, strict = true)
    static class StrictOfTheRun {
        @Test
        void inferred(Sandbox sandbox) throws Exception {
            languages(sandbox);
        }

        @Test
        void documented(Sandbox sandbox) throws Exception {
            SandboxExtensionTest.signIn(sandbox);
        }
    }
}
