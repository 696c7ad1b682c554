package org.example.trial;

import static io.flaskdata.sdk.sandbox.junit.SandboxAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.flaskdata.sdk.call.Environment;
import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.sandbox.http.Fault;
import io.flaskdata.sdk.sandbox.junit.FlaskDataSandbox;
import io.flaskdata.sdk.sandbox.Sandbox;
import io.flaskdata.sdk.sandbox.SandboxClock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@FlaskDataSandbox
class EnrolmentTest {
    private static final String CREATE = "/edc/subjects/create-subject";

    private final Sandbox sandbox;
    private final FlaskDataClient flask;
    private final Enrolment enrolment;

    EnrolmentTest(Sandbox sandbox) {
        this.sandbox = sandbox;
        flask = FlaskDataClient.builder()
                .environment(Environment.custom(sandbox.apiUrl(), sandbox.idpUrl()))
                .credentials(Sandbox.API_USER, Sandbox.PASSWORD)
                .build();
        enrolment = new Enrolment(flask);
    }

    @AfterEach
    void close() {
        flask.close();
    }

    @Test
    void aSubjectIsEnrolledAtItsSite() {
        assertThat(enrolment.isEnrolled("001-901")).isFalse();
        assertThat(enrolment.enrol("001-901", "001")).isTrue();
        assertThat(enrolment.isEnrolled("001-901")).isTrue();
        assertThat(sandbox).noneFailed().received(CREATE).onDatabase("demo").once();
    }

    @Test
    void aLostAnswerIsLookedForAndNotSentAgain() {
        sandbox.faults().next(CREATE, Fault.disconnectAfter());
        assertThat(enrolment.enrol("001-902", "001")).isTrue();
        assertThat(sandbox).received(CREATE).once();
        assertThat(sandbox).inOrder(CREATE, "/edc/study/extract-data");
    }

    @Test
    void aRequestThatWasLostIsNotEnrolled() {
        sandbox.faults().next(CREATE, Fault.disconnectBefore());
        assertThat(enrolment.enrol("001-903", "001")).isFalse();
        assertThat(sandbox).received(CREATE).answered(0).once();
    }

    @Test
    void aTokenThatExpiredIsRenewed(SandboxClock clock) {
        assertThat(enrolment.enrol("001-904", "001")).isTrue();
        clock.advance(Duration.ofHours(4));
        assertThat(enrolment.isEnrolled("001-904")).isTrue();
        assertThat(sandbox).received("/auth/authorize").allAnswered(200).times(2);
    }
}
