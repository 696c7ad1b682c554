package io.flaskdata.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.call.Environment;
import io.flaskdata.sdk.forms.CrfData;
import io.flaskdata.sdk.forms.CrfDocument;
import io.flaskdata.sdk.randomization.RandomizedKit;
import io.flaskdata.sdk.rows.Manifest;
import io.flaskdata.sdk.rows.Row;
import io.flaskdata.sdk.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The flows that FlaskData documents, each an example, against the sandbox. */
class FlowsTest {
    private static final int STUDY = 1000001;

    private static Sandbox sandbox;
    private static FlaskDataClient flask;

    @BeforeAll
    static void start() throws IOException {
        sandbox = Sandbox.start();
        flask = client(Sandbox.API_USER);
    }

    @AfterAll
    static void stop() {
        flask.close();
        sandbox.close();
    }

    private static FlaskDataClient client(String user) {
        return FlaskDataClient.builder()
                .environment(Environment.custom(sandbox.apiUrl(), sandbox.idpUrl()))
                .credentials(user, Sandbox.PASSWORD)
                .build();
    }

    @Test
    void anApiUserExtracts(@TempDir Path folder) {
        assertThat(ExtractTrialData.run(flask, "demo", STUDY, folder)).isPositive();
        assertThat(folder.resolve("event-data.jsonl")).isNotEmptyFile();
        assertThat(folder.resolve("crfs.zip")).isNotEmptyFile();
        Manifest.beside(folder.resolve("event-data.jsonl")).verify(folder.resolve("event-data.jsonl"));
        Manifest.beside(folder.resolve("crfs.zip")).verify(folder.resolve("crfs.zip"));
    }

    @Test
    void aSiteCoordinatorsAppInsertsAndCorrects() {
        try (FlaskDataClient site = client(Sandbox.SITE_USER)) {
            String dataId = InsertAppData.run(site, STUDY, "001-001");
            List<Row> values = flask.dataServer(STUDY)
                    .partialExtract()
                    .where("crf_data_id", dataId)
                    .where("item", "SLEEP_HOURS")
                    .toList();
            assertThat(values).hasSize(1);
            assertThat(values.get(0).json("value")).isEqualTo("6");
        }
    }

    @Test
    void aSubjectSendsItsDiary() {
        CrfData data = CrfData.of("SLEEP_HOURS", 5).and("MOOD", 2);
        int before = diaries().size();
        assertThat(SubjectDiary.run(flask, Sandbox.SUBJECT_USER, Sandbox.PASSWORD, "Diary", "Daily Diary", data))
                .isEqualTo(STUDY);
        assertThat(diaries()).hasSize(before + 2);
    }

    private static List<Row> diaries() {
        return flask.dataServer(STUDY)
                .partialExtract()
                .where("crf", "Daily Diary")
                .where("subject", "001-001")
                .toList();
    }

    @Test
    void aFormIsFilledInByHand() {
        FormByHand.Entry entry = new FormByHand.Entry("002-001", "Diary", "Daily Diary", "SLEEP_HOURS", 8);
        CrfDocument saved = FormByHand.run(flask, STUDY, entry, "BYHAND0001", "60c9ac9ced17f75845cca3ff");
        assertThat(saved.item("SLEEP_HOURS").raw()).contains("\"value\":[8]");
    }

    @Test
    void dataComeInOnThreePaths() {
        assertThat(ThreePaths.run(flask, "demo", STUDY, "001-001"))
                .isEqualTo(Map.of("edc", "EDC", "linked", "EDC and Forms", "forms", "Forms"));
    }

    @Test
    void aSubjectIsRandomizedAndItsKitChanged() {
        List<Row> kits = flask.edc("demo")
                .extract("kit")
                .where("strata1_value", "M")
                .where("strata2_value", "003")
                .sortedBy("kit_id")
                .toList();
        List<Row> subjects = flask.edc("demo")
                .extract("study_subject")
                .where("label", "003-001")
                .toList();
        assertThat(subjects).hasSize(1);
        RandomizedKit kit = RandomizeSubject.run(flask, "demo", "003-001", "F", "003", "M");
        assertThat(kit.kitNumber()).isEqualTo(kits.get(0).required("kitno"));
    }
}
