package io.flaskdata.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.call.Environment;
import io.flaskdata.sdk.call.RawAnswer;
import io.flaskdata.sdk.edc.CreatedSubject;
import io.flaskdata.sdk.edc.NewSubject;
import io.flaskdata.sdk.sandbox.Sandbox;
import io.flaskdata.sdk.sandbox.junit.FlaskDataSandbox;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The snippets of docs/observing.md: what stands between the markers is there word for word. */
@FlaskDataSandbox
class ObservingTest {
    @Test
    void anExtractTellsItsProgressAndACallItsAnswer(Sandbox sandbox, @TempDir Path folder) {
        Path file = folder.resolve("events.csv");
        try (FlaskDataClient flask = FlaskDataClient.builder()
                .environment(Environment.custom(sandbox.apiUrl(), sandbox.idpUrl()))
                .credentials(Sandbox.API_USER, Sandbox.PASSWORD)
                .build()) {
            // docs/observing.md: begin
            flask.edc("demo")
                    .extract("cc_event_data")
                    .withProgress((rows, bytes, total) -> System.out.println(rows + " rows, " + bytes + " bytes"))
                    .writeCsv(file);
            // docs/observing.md: end
            assertThat(file).isNotEmptyFile();

            // docs/observing.md: begin
            List<RawAnswer> answers = new ArrayList<>();
            NewSubject subject = NewSubject.labelled("001-902").site("001");
            CreatedSubject created = flask.withAnswers(answers::add).edc("demo").createSubject(subject);
            String when = answers.get(0).header("date").orElse("not said");
            // docs/observing.md: end
            assertThat(created.studySubjectId()).isPositive();
            assertThat(when).endsWith("GMT");
            assertThat(answers.get(0).status()).isEqualTo(200);
            assertThat(answers.get(0).header("X-Sandbox-Grade")).isPresent();
        }
    }
}
