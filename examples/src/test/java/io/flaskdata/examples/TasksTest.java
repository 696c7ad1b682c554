package io.flaskdata.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.api.forms.FormsCrfApi;
import io.flaskdata.sdk.bulk.BulkInsert;
import io.flaskdata.sdk.bulk.BulkInsert.Keyed;
import io.flaskdata.sdk.bulk.BulkReport;
import io.flaskdata.sdk.bulk.CrfInsert;
import io.flaskdata.sdk.call.Environment;
import io.flaskdata.sdk.changes.SnapshotDifference;
import io.flaskdata.sdk.devices.DeviceLog;
import io.flaskdata.sdk.edc.EdcSubject;
import io.flaskdata.sdk.edc.NewSubject;
import io.flaskdata.sdk.forms.CrfData;
import io.flaskdata.sdk.preflight.Preflight;
import io.flaskdata.sdk.randomization.Randomization;
import io.flaskdata.sdk.rows.Row;
import io.flaskdata.sdk.sandbox.Sandbox;
import io.flaskdata.sdk.sandbox.junit.FlaskDataSandbox;
import io.flaskdata.sdk.slices.SlicedExtract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each line of code in the README's table of tasks, as it stands there, but for line breaks. */
@FlaskDataSandbox
class TasksTest {
    @TempDir
    Path folder;

    private final List<String> seen = new ArrayList<>();
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

    private void show(@Nullable Object value) {
        seen.add(String.valueOf(value));
    }

    @Test
    void extracts() {
        Path csv = folder.resolve("events.csv");
        Path jsonl = folder.resolve("events.jsonl");
        Instant since = Instant.parse("2000-01-01T00:00:00Z");

        flask.edc("demo").extract("cc_event_data").writeCsv(csv);
        flask.edc("demo").extract("cc_event_data").where("site", "001").writeJsonLines(jsonl);
        assertThat(csv).isNotEmptyFile();
        assertThat(jsonl).isNotEmptyFile();

        flask.edc("demo").extract("cc_event_data").forEach(row -> show(row.string("value")));
        assertThat(seen).hasSizeGreaterThan(100);

        List<Row> rows =
                flask.edc("demo").extract("cc_event_data").updatedFrom(since).toList();
        assertThat(rows).isNotEmpty();

        List<EdcSubject> subjects = flask.edc("demo").subjects().toList();
        assertThat(subjects).hasSize(12);

        seen.clear();
        flask.edc("demo")
                .extract("cc_event_data")
                .withProgress((soFar, bytes, total) -> show(soFar))
                .writeCsv(folder.resolve("again.csv"));
        assertThat(seen).isNotEmpty();

        CompletableFuture<List<EdcSubject>> later =
                flask.async(() -> flask.edc("demo").subjects().toList());
        assertThat(later.join()).hasSize(12);
    }

    @Test
    void slicesAndDifferences() {
        SlicedExtract.byValues(flask.edc("demo").extract("cc_event_data"), "site", "001", "002", "003")
                .forEach(row -> show(row.string("subject")));
        assertThat(seen).isNotEmpty();

        Path monday = folder.resolve("monday.csv");
        Path tuesday = folder.resolve("tuesday.csv");
        flask.edc("demo").extract("study_subject").writeCsv(monday);
        flask.edc("demo").createSubject(NewSubject.labelled("001-901").site("001"));
        flask.edc("demo").extract("study_subject").writeCsv(tuesday);
        seen.clear();
        SnapshotDifference.between(monday, tuesday).key("study_subject_id").forEach(change -> show(change.kind()));
        assertThat(seen).containsExactly("INSERTED");
    }

    @Test
    void downloads() {
        Path zip = folder.resolve("crfs.zip");
        flask.edc("demo").crfCsvs().downloadTo(zip);
        assertThat(zip).isNotEmptyFile();
        flask.edc("demo").crfCsvs().forEachRow((file, row) -> show(file.crf()));
        assertThat(seen).isNotEmpty();
        flask.customer().billingReports(YearMonth.of(2026, 2)).downloadTo(folder.resolve("bills.zip"));
        assertThat(folder.resolve("bills.zip")).isNotEmptyFile();
    }

    @Test
    void forms() {
        Path journal = folder.resolve("journal.jsonl");
        CrfData values = CrfData.of("SYSBP", 133).and("PULSE", 61);

        String id = flask.forms()
                .study(1000001)
                .subjectLabelled("001-002")
                .event("Screening")
                .addCrf("Vital Signs", values)
                .crfDataId();
        flask.forms().study(1000001).subjectLabelled("001-002").updateCrf(id, CrfData.of("SYSBP", 134));

        var document = flask.forms()
                .study(1000001)
                .subjectLabelled("001-002")
                .event("Screening")
                .document();
        assertThat(Preflight.of(document.crfWithDataId(id).set("SYSBP", 135)).problems())
                .isEmpty();
        document.crfWithDataId(id).set("SYSBP", 135).save();

        var inputs = List.of(new Keyed<>("row 1", CrfInsert.of("001-003", "Screening", "Vital Signs", values)));
        BulkReport report =
                BulkInsert.into(flask.forms().study(1000001), journal).run(inputs.iterator());
        assertThat(report.inserted()).isOne();

        flask.dataServer(1000001)
                .newEvent("Diary")
                .ofSubjectLabelled("001-002")
                .crf("Daily Diary", CrfData.of("MOOD", 5))
                .create();
        flask.dataServer(1000001).partialExtract().writeJsonLines(folder.resolve("forms.jsonl"));
        assertThat(folder.resolve("forms.jsonl")).content().contains("MOOD");
    }

    @Test
    void theRest() {
        Instant at = Instant.parse("2026-03-02T08:15:00.000Z");
        flask.edc("demo").createSubject(NewSubject.labelled("001-901").site("001"));
        Randomization randomization =
                flask.randomization("demo", "001-901").stratum("SEX", "F").stratum("SITE", "001");
        assertThat(randomization.read()).isEmpty();
        assertThat(randomization.randomize().kitNumber()).isNotBlank();

        flask.devices(1000001)
                .insertLog(DeviceLog.of("watch-1").subject("001-002").at(at).payload("steps", 5120));
        assertThat(flask.devices(1000001).logs().ofDevice("watch-1").toList()).hasSize(1);
        assertThat(flask.customer().table("studies").toList()).isNotEmpty();
        assertThat(flask.check("demo").checks()).hasSize(4);
        assertThat(flask.signIn("subject@sandbox.flaskdata.test", "sandbox")
                        .self()
                        .email())
                .isEqualTo(Sandbox.SUBJECT_USER);

        flask.withAnswers(answer -> show(answer.status())).edc("demo").studies().toList();
        assertThat(seen).containsExactly("200");
        FlaskDataClient patient = flask.withOptions(options -> options.withExtractTimeout(Duration.ofHours(1)));
        assertThat(patient.edc("demo").studies().toList()).isNotEmpty();
        assertThat(flask.api(FormsCrfApi.class)).isNotNull();
    }

    @Test
    void eachLineOfTheReadmesTableIsHere() throws IOException {
        String readme = Files.readString(Path.of("../README.md"));
        String tasks = readme.substring(readme.indexOf("## Tasks"), readme.indexOf("## Environments"));
        String here = squeezed(Files.readString(Path.of("src/test/java/io/flaskdata/examples/TasksTest.java"))
                + Files.readString(
                        Path.of("../micrometer/src/test/java/io/flaskdata/sdk/micrometer/FlaskDataMetricsTest.java")));
        List<String> lines = Pattern.compile("\\| `([^`]+\\))` \\|")
                .matcher(tasks)
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(lines)
                .hasSizeGreaterThan(20)
                .allSatisfy(line -> assertThat(here).as(line).contains(squeezed(line)));
    }

    private static String squeezed(String code) {
        return code.replaceAll("\\s", "");
    }
}
