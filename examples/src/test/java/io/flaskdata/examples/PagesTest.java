package io.flaskdata.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.call.Environment;
import io.flaskdata.sdk.edc.EdcDatabase;
import io.flaskdata.sdk.edc.Extract;
import io.flaskdata.sdk.edc.Gender;
import io.flaskdata.sdk.edc.NewSubject;
import io.flaskdata.sdk.edc.StudyFilter;
import io.flaskdata.sdk.errors.FlaskDataException;
import io.flaskdata.sdk.errors.OutcomeUnknownException;
import io.flaskdata.sdk.errors.RejectedException;
import io.flaskdata.sdk.forms.CrfData;
import io.flaskdata.sdk.forms.CrfDocument;
import io.flaskdata.sdk.forms.FormsSubject;
import io.flaskdata.sdk.forms.InsertedCrf;
import io.flaskdata.sdk.preflight.Preflight;
import io.flaskdata.sdk.preflight.PreflightReport;
import io.flaskdata.sdk.randomization.Randomization;
import io.flaskdata.sdk.randomization.RandomizedKit;
import io.flaskdata.sdk.rows.Manifest;
import io.flaskdata.sdk.rows.Row;
import io.flaskdata.sdk.sandbox.Sandbox;
import io.flaskdata.sdk.sandbox.http.Fault;
import io.flaskdata.sdk.sandbox.junit.FlaskDataSandbox;
import io.flaskdata.sdk.slices.SliceCounts;
import io.flaskdata.sdk.slices.SlicedExtract;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The snippets of the pages by subject in docs: what stands between the markers is there word for word. */
@FlaskDataSandbox
class PagesTest {
    @TempDir
    Path folder;

    private FlaskDataClient flask;

    @BeforeEach
    void connect(Sandbox sandbox) {
        flask = FlaskDataClient.builder()
                .environment(Environment.custom(sandbox.apiUrl(), sandbox.idpUrl()))
                .credentials(Sandbox.API_USER, Sandbox.PASSWORD)
                .build();
    }

    @AfterEach
    void close() {
        flask.close();
    }

    @Test
    void edc() {
        Path file = folder.resolve("events.csv");
        // docs/edc.md: begin
        EdcDatabase edc = flask.edc("demo").zone(ZoneId.of("Asia/Jerusalem"));
        Extract events = edc.extract("cc_event_data").where("event", "Screening");

        long rows = events.forEach(row -> System.out.println(row.required("subject") + " " + row.string("value")));
        Manifest manifest = events.sortedBy("item_data_id").writeCsv(file);
        // docs/edc.md: end
        assertThat(rows).isPositive().isEqualTo(manifest.content().rows());

        // docs/edc.md: begin
        List<String> queries = edc.queries().toList().stream()
                .filter(query -> query.isHead())
                .map(query -> query.id() + ": " + query.description())
                .toList();
        LocalDate birth = edc.extract("subject").toList().get(0).date("date_of_birth");
        // docs/edc.md: end
        assertThat(queries).isNotEmpty();
        assertThat(birth).isNotNull();

        // docs/edc.md: begin
        StudyFilter filter = StudyFilter.all().where("site", "001").whereNot("crf", "Informed Consent");
        edc.crfCsvs(filter).downloadTo(folder.resolve("site-001.zip"));
        edc.crfLevel(filter).forEach(crf -> System.out.println(crf.string("subject") + " " + crf.columns()));
        // docs/edc.md: end
        assertThat(folder.resolve("site-001.zip")).isNotEmptyFile();

        // docs/edc.md: begin
        NewSubject subject = NewSubject.labelled("001-901").site("001").gender(Gender.FEMALE);
        int id = edc.createSubject(subject).studySubjectId();
        // docs/edc.md: end
        assertThat(id).isPositive();
    }

    @Test
    void forms() {
        // docs/forms.md: begin
        FormsSubject subject = flask.forms().study(1000001).subjectLabelled("001-002");
        InsertedCrf vitals = subject.event("Screening")
                .addCrf("Vital Signs", CrfData.of("SYSBP", 133).and("PULSE", 61));
        subject.updateCrf(vitals.crfDataId(), CrfData.of("SYSBP", 134).blank("PULSE"));
        // docs/forms.md: end

        // docs/forms.md: begin
        CrfDocument crf = subject.event("Screening")
                .document()
                .crfWithDataId(vitals.crfDataId())
                .set("SYSBP", 135);
        PreflightReport report = Preflight.of(crf);
        if (report.passed()) {
            crf.completed(true).save();
        }
        // docs/forms.md: end
        assertThat(report.passed()).isTrue();
        assertThat(subject.event("Screening")
                        .document()
                        .crfWithDataId(vitals.crfDataId())
                        .item("SYSBP")
                        .value())
                .contains("135");

        // docs/forms.md: begin
        for (var listed : flask.forms().study(1000001).subjects().pageSize(100)) {
            System.out.println(listed.label() + " " + listed.id());
        }
        // docs/forms.md: end
    }

    @Test
    void dataServer() {
        Instant from = Instant.parse("2000-01-01T00:00:00Z");
        Instant to = Instant.parse("2100-01-01T00:00:00Z");
        // docs/data-server.md: begin
        flask.dataServer(1000001)
                .newEvent("Diary")
                .ofSubjectLabelled("001-002")
                .crf("Daily Diary", CrfData.of("MOOD", 4).and("NOTES", "slept well"))
                .create();
        // docs/data-server.md: end

        // docs/data-server.md: begin
        List<Row> items = flask.dataServer(1000001)
                .partialExtract()
                .columns("subject", "event", "crf", "item", "value")
                .withoutId()
                .where("crf", "Daily Diary")
                .eventsBetween(from, to)
                .toList();
        // docs/data-server.md: end
        assertThat(items).extracting(row -> row.string("value")).contains("slept well");

        // docs/data-server.md: begin
        flask.dataServer(1000001)
                .groupedExtract()
                .bySubject()
                .startedCrfs(true)
                .writeJsonLines(folder.resolve("by-subject.jsonl"));
        // docs/data-server.md: end
        assertThat(folder.resolve("by-subject.jsonl")).isNotEmptyFile();
    }

    @Test
    void randomization() {
        flask.edc("demo").createSubject(NewSubject.labelled("001-901").site("001"));
        // docs/randomization.md: begin
        Randomization randomization =
                flask.randomization("demo", "001-901").stratum("SEX", "F").stratum("SITE", "001");
        RandomizedKit kit = randomization.read().orElseGet(randomization::randomize);
        System.out.println(kit.kitNumber());
        // docs/randomization.md: end
        assertThat(randomization.read()).contains(kit);
    }

    @Test
    void errors(Sandbox sandbox) {
        sandbox.faults().next("/edc/subjects/create-subject", Fault.disconnectAfter());
        assertThat(created(flask.edc("demo"), "001-901")).isTrue();
        assertThat(created(flask.edc("demo"), "001-902")).isTrue();
    }

    // docs/errors.md: begin
    static boolean created(EdcDatabase edc, String label) {
        try {
            edc.createSubject(NewSubject.labelled(label).site("001"));
            return true;
        } catch (OutcomeUnknownException e) {
            // Look before sending it again: the server may have created it.
            return !edc.extract("study_subject").where("label", label).toList().isEmpty();
        } catch (RejectedException e) {
            System.out.println(e.serverText().orElse("no reason given"));
            return false;
        } catch (FlaskDataException e) {
            System.out.println(e.getMessage() + " May have acted: " + e.serverMayHaveActed());
            throw e;
        }
    }
    // docs/errors.md: end

    @Test
    void scale() {
        // docs/scale.md: begin
        SlicedExtract slices =
                SlicedExtract.byValues(flask.edc("demo").extract("cc_event_data"), "site", "001", "002", "003");
        SliceCounts counts = slices.atOnce(2).forEach(row -> System.out.println(row.required("subject")));
        System.out.println(counts.total() + " rows: " + counts.rows());
        // docs/scale.md: end
        assertThat(counts.total()).isPositive();
    }
}
