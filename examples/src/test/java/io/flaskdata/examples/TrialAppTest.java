package io.flaskdata.examples;

import static io.flaskdata.sdk.sandbox.junit.SandboxAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.call.Environment;
import io.flaskdata.sdk.edc.NewSubject;
import io.flaskdata.sdk.errors.OutcomeUnknownException;
import io.flaskdata.sdk.sandbox.Sandbox;
import io.flaskdata.sdk.sandbox.http.Fault;
import io.flaskdata.sdk.sandbox.junit.FlaskDataSandbox;
import org.junit.jupiter.api.Test;

// docs/testing.md: begin
@FlaskDataSandbox
class TrialAppTest {
    private static final String CREATE = "/edc/subjects/create-subject";

    @Test
    void aSubjectWhoseAnswerIsLostIsFoundBeforeItIsSentAgain(Sandbox sandbox) {
        try (FlaskDataClient flask = FlaskDataClient.builder()
                .environment(Environment.custom(sandbox.apiUrl(), sandbox.idpUrl()))
                .credentials(Sandbox.API_USER, Sandbox.PASSWORD)
                .build()) {
            sandbox.faults().next(CREATE, Fault.disconnectAfter());

            NewSubject subject = NewSubject.labelled("001-901").site("001");
            assertThatThrownBy(() -> flask.edc("demo").createSubject(subject))
                    .isInstanceOf(OutcomeUnknownException.class);

            assertThat(flask.edc("demo")
                            .extract("study_subject")
                            .where("label", "001-901")
                            .toList())
                    .hasSize(1);
            assertThat(sandbox)
                    .received(CREATE)
                    .withBody("/studySubjectLabel", "001-901")
                    .once();
        }
    }
}
// docs/testing.md: end
