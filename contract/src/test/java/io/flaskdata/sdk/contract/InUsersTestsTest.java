package io.flaskdata.sdk.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.sandbox.Sandbox;
import io.flaskdata.sdk.sandbox.http.Fault;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** What a user's own tests do with it. */
class InUsersTestsTest {
    /** Run by the test kit only: its name does not end in Test. */
    static class Users {
        @TestFactory
        Stream<DynamicNode> contract() throws IOException {
            try (Sandbox sandbox = Sandbox.start();
                    FlaskDataClient flask = AgainstSandboxTest.client(sandbox)) {
                sandbox.faults().next("/flask/crf/filter", Fault.errorIn200("[forms] failed."), 1);
                return ContractTests.of(
                        FlaskDataContract.verify(flask).study(1000001).without("http.idle"));
            }
        }
    }

    @Test
    void eachOperationAndAssumptionIsATest() {
        Events tests = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(Users.class))
                .execute()
                .testEvents();
        int all = 2 + Documents.bundled().operations().size() + Probes.all().size();
        tests.assertStatistics(stats -> stats.started(all));
        List<String> failed = names(tests.failed());
        assertThat(failed).contains("forms.filterCrfs").doesNotContain("token.exp-unit", "auth.authorize", "documents");
        List<String> skipped = names(tests.aborted());
        assertThat(skipped).contains("edc.extractData", "forms.saveCrf", "edc.window-start", "http.idle");
        assertThat(names(tests.succeeded()))
                .contains("auth.authorize", "forms.filterSubjects", "token.exp-unit", "documents");
    }

    private static List<String> names(Events events) {
        return events.stream()
                .map(Event::getTestDescriptor)
                .map(each -> each.getDisplayName())
                .toList();
    }

    @Test
    void anAssertionSaysWhatDiffers() throws IOException {
        ContractReport report;
        try (Sandbox sandbox = Sandbox.start();
                FlaskDataClient flask = AgainstSandboxTest.client(sandbox)) {
            sandbox.faults().next("/flask/languages/filter", Fault.garbage(), 1);
            sandbox.faults().next("/flask/device/get-logs", Fault.status(500, "[devices] broken."), 1);
            report = FlaskDataContract.verify(flask)
                    .study(1000001)
                    .without("http.idle")
                    .run();
        }
        ContractAssert.assertThat(report)
                .operationAgrees("forms.filterSubjects")
                .confirms("token.exp-unit");
        assertThatThrownBy(() -> ContractAssert.assertThat(report).agrees())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("forms.filterLanguages received: content-type: expected JSON, came no JSON")
                .hasMessageContaining("forms.filterLanguages given: decoded");
        assertThatThrownBy(() -> ContractAssert.assertThat(report).isComplete())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("forms.getDeviceLogs: refused with 500");
        assertThatThrownBy(() -> ContractAssert.assertThat(report).operationAgrees("edc.extractData"))
                .hasMessageContaining("needs --edc");
        assertThatThrownBy(() -> ContractAssert.assertThat(report).confirms("edc.sort"))
                .hasMessageContaining("edc.sort is not-run");
        assertThat(report.exitCode()).isEqualTo(3);
    }

    /** A client that has a token keeps it: its session is not this run's to end. */
    @Test
    void aClientThatIsSignedInStaysSo() throws IOException {
        try (Sandbox sandbox = Sandbox.start();
                FlaskDataClient flask = AgainstSandboxTest.client(sandbox)) {
            flask.authorize();
            ContractReport report =
                    FlaskDataContract.verify(flask).without("http.idle").run();
            assertThat(report.operation("auth.logout").why()).isEqualTo("the client was signed in before");
            assertThat(report.complete()).isTrue();
            int requests = sandbox.requests().size();
            flask.self();
            assertThat(sandbox.requests()).hasSize(requests + 1);
        }
    }
}
