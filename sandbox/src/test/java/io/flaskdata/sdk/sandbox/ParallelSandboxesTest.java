package io.flaskdata.sdk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.flaskdata.sdk.sandbox.http.Fault;
import io.flaskdata.sdk.sandbox.junit.FlaskDataSandbox;
import io.flaskdata.sdk.sandbox.junit.SandboxAssertions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** JUnit's own parallel execution, of classes and of methods. */
class ParallelSandboxesTest {
    private static final String CREATE = "/edc/subjects/create-subject";
    private static final String EXTRACT = "/edc/study/extract-data";

    /** Where two tests are at the same time, or nobody comes to in time. */
    private static final class Meeting {
        private CyclicBarrier barrier = new CyclicBarrier(2);

        void begins() {
            barrier = new CyclicBarrier(2);
        }

        void meet() throws Exception {
            barrier.await(60, TimeUnit.SECONDS);
        }

        void isMissed() {
            assertThatThrownBy(() -> barrier.await(300, TimeUnit.MILLISECONDS))
                    .isInstanceOfAny(TimeoutException.class, BrokenBarrierException.class);
        }
    }

    private static final Meeting MEETING = new Meeting();

    private static Events inParallel(Class<?>... testClasses) {
        MEETING.begins();
        EngineTestKit.Builder kit = EngineTestKit.engine("junit-jupiter")
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
                .configurationParameter("junit.jupiter.execution.parallel.mode.classes.default", "concurrent")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "4");
        for (Class<?> each : testClasses) {
            kit.selectors(selectClass(each));
        }
        return kit.execute().testEvents();
    }

    @Test
    void classesThatRunAtTheSameTimeDoNotSeeEachOther() {
        inParallel(First.class, Second.class)
                .assertStatistics(each -> each.started(2).succeeded(2));
    }

    @Test
    void theTestsOfOneClassDoNotRunAtTheSameTime() {
        inParallel(Methods.class).assertStatistics(each -> each.started(2).succeeded(2));
    }

    @Test
    void classesWithTheRunsSandboxDoNotRunAtTheSameTime() {
        inParallel(OneOfTheRun.class, OtherOfTheRun.class)
                .assertStatistics(each -> each.started(2).succeeded(2));
    }

    private static HttpResponse<String> post(Sandbox sandbox, String path, String token, String body)
            throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(sandbox.apiUrl() + path))
                                .header("Content-Type", "application/json")
                                .header("Authorization", token)
                                .header("EDC", "demo")
                                .POST(HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    /** Both do the same at the same time, step by step; only the first has a fault and another time. */
    @FlaskDataSandbox
    abstract static class Alike {
        private final boolean first;

        Alike(boolean first) {
            this.first = first;
        }

        @Test
        void seesItsOwn(Sandbox sandbox, SandboxClock clock) throws Exception {
            MEETING.meet();
            String answer = post(
                            sandbox,
                            "/auth/authorize",
                            "",
                            "{'email':'api@sandbox.flaskdata.test','password':'sandbox'}")
                    .body();
            String token = com.google.gson.JsonParser.parseString(answer)
                    .getAsJsonObject()
                    .get("token")
                    .getAsString();
            String subject = "{'studySubjectLabel':'001-950','siteName':'001','note':'" + first + "'}";
            MEETING.meet();
            assertThat(post(sandbox, CREATE, token, subject).statusCode()).isEqualTo(200);
            if (first) {
                sandbox.faults().next(EXTRACT, Fault.status(503, "busy"));
            }
            MEETING.meet();
            String found = "{'tableName':'study_subject','filters':{'label':'001-950'}}";
            assertThat(post(sandbox, EXTRACT, token, found).statusCode()).isEqualTo(first ? 503 : 200);
            if (first) {
                clock.advance(Duration.ofHours(4));
            }
            MEETING.meet();
            assertThat(post(sandbox, EXTRACT, token, found).statusCode()).isEqualTo(first ? 401 : 200);
            assertThat(clock.instant().isAfter(Instant.now().plus(Duration.ofHours(3))))
                    .isEqualTo(first);
            MEETING.meet();
            SandboxAssertions.assertThat(sandbox)
                    .inOrder("/auth/authorize", CREATE, EXTRACT, EXTRACT)
                    .times(4)
                    .withBody("/note", String.valueOf(first))
                    .once();
        }
    }

    static class First extends Alike {
        First() {
            super(true);
        }
    }

    static class Second extends Alike {
        Second() {
            super(false);
        }
    }

    @FlaskDataSandbox
    static class Methods {
        @RepeatedTest(2)
        void isAlone() {
            MEETING.isMissed();
        }
    }

    @FlaskDataSandbox(scope = FlaskDataSandbox.Scope.PER_RUN)
    static class OneOfTheRun {
        @Test
        void isAlone() {
            MEETING.isMissed();
        }
    }

    static class OtherOfTheRun extends OneOfTheRun {}
}
