package io.flaskdata.sdk.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.bulk.BulkInsert;
import io.flaskdata.sdk.bulk.BulkInsert.Keyed;
import io.flaskdata.sdk.bulk.BulkReport;
import io.flaskdata.sdk.bulk.CrfInsert;
import io.flaskdata.sdk.call.Environment;
import io.flaskdata.sdk.dataserver.GroupedExtract;
import io.flaskdata.sdk.devices.DeviceLog;
import io.flaskdata.sdk.errors.ConflictException;
import io.flaskdata.sdk.forms.CrfData;
import io.flaskdata.sdk.forms.CrfDocument;
import io.flaskdata.sdk.forms.EventDocument;
import io.flaskdata.sdk.forms.FormsStudy;
import io.flaskdata.sdk.forms.FormsSubject;
import io.flaskdata.sdk.forms.InsertedCrf;
import io.flaskdata.sdk.forms.LinkedCrf;
import io.flaskdata.sdk.forms.LinkedStatus;
import io.flaskdata.sdk.forms.ListedCrf;
import io.flaskdata.sdk.forms.ListedEvent;
import io.flaskdata.sdk.forms.ListedStudy;
import io.flaskdata.sdk.forms.ListedSubject;
import io.flaskdata.sdk.preflight.Preflight;
import io.flaskdata.sdk.rows.Row;
import io.flaskdata.sdk.sandbox.Sandbox;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Forms, devices and the data server through the facade, against the sandbox: what one call writes, the next one reads. */
class FormsFacadeTest {
    private static final int STUDY = 1000001;

    @TempDir
    Path folder;

    private Sandbox sandbox;
    private FlaskDataClient flask;
    private FormsStudy study;
    private FormsSubject subject;

    @BeforeEach
    void start() throws IOException {
        sandbox = Sandbox.start();
        flask = FlaskDataClient.builder()
                .environment(Environment.custom(sandbox.apiUrl(), sandbox.idpUrl()))
                .credentials(Sandbox.API_USER, Sandbox.PASSWORD)
                .build();
        study = flask.forms().study(STUDY);
        subject = study.subjectLabelled("001-002");
    }

    @AfterEach
    void stop() {
        flask.close();
        sandbox.close();
    }

    @Test
    void listsComeWholeInPagesOfAnySize() {
        assertThat(study.crfs().pageSize(2))
                .extracting(crf -> crf.name().any())
                .contains("Daily Diary", "Demographics", "Vital Signs")
                .isSorted();
        assertThat(study.subjects().pageSize(5))
                .extracting(ListedSubject::label)
                .hasSize(12)
                .isSorted();
        assertThat(study.languages().toList()).isNotEmpty();
        assertThat(subject.events().pageSize(1))
                .extracting(event -> event.name().any())
                .contains("Screening");
    }

    @Test
    void aCrfIsAddedFoundByItsIdAndUpdated() {
        List<String> before = subject.crfDataIds("Vital Signs").ids();
        InsertedCrf crf = subject.event("Screening").addCrf("Vital Signs", CrfData.of("SYSBP", 133));
        assertThat(subject.crfDataIds("Vital Signs").ids()).containsAll(before).contains(crf.crfDataId());
        subject.updateCrf(crf.crfDataId(), CrfData.of("SYSBP", 134));
        CrfDocument read = subject.event("Screening").document().crfWithDataId(crf.crfDataId());
        assertThat(read.item("SYSBP").value()).contains("134");
    }

    @Test
    void anEventIsCreatedWithItsCrf() {
        InsertedCrf crf = subject.event("Diary").addCrfCreatingEvent("Daily Diary", CrfData.of("MOOD", 4));
        assertThat(subject.crfDataIds("Daily Diary").ids()).contains(crf.crfDataId());
    }

    @Test
    void anEventsDocumentIsReadEditedAndSaved() {
        String dataId = subject.event("Screening")
                .addCrf("Vital Signs", CrfData.of("SYSBP", 133).and("WEIGHT", new BigDecimal("70.50")))
                .crfDataId();
        EventDocument document = subject.event("Screening").document();
        CrfDocument crf = document.crfWithDataId(dataId);
        assertThat(Preflight.of(crf).passed()).isTrue();
        crf.set("SYSBP", 135).with("timezone", "Asia/Jerusalem").save();

        CrfDocument saved = subject.event("Screening").document().crfWithDataId(dataId);
        assertThat(saved.item("SYSBP").value()).contains("135");
        assertThat(saved.item("WEIGHT").value()).contains("70.50");
        assertThatThrownBy(() -> crf.set("SYSBP", 136).save()).isInstanceOf(ConflictException.class);
        assertThat(saved.completed(true).save().raw()).isNotNull();
        assertThat(subject.event("Screening").document().crfWithDataId(dataId).status())
                .contains("Closed");
        assertThat(document.log().pageSize(2))
                .extracting(entry -> entry.name().any())
                .isSorted()
                .contains("Screening", "Baseline");
        assertThat(document.log().sortedBy("status"))
                .extracting(entry -> entry.status().orElseThrow())
                .isSorted()
                .contains("Started");
        assertThat(document.log())
                .filteredOn(entry -> entry.name().any().equals("Screening"))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(flask.forms()
                                    .document(entry.token().orElseThrow())
                                    .crfs())
                            .isNotEmpty();
                    assertThat(entry.raw()).contains(dataId);
                });
    }

    @Test
    void aFormIsAddedByHandThroughTheLink() {
        ListedEvent event = subject.events().stream()
                .filter(each -> each.name().any().equals("Screening"))
                .findFirst()
                .orElseThrow();
        ListedCrf vitals = study.crfs().stream()
                .filter(each -> each.name().any().equals("Vital Signs"))
                .findFirst()
                .orElseThrow();
        int order = flask.forms().link(event.linkId()).read().dataIds().size() + 1;
        flask.forms()
                .link(event.linkId())
                .read()
                .addCrf(new LinkedCrf(vitals.id(), false, "HANDMADE01", order))
                .addStatus(new LinkedStatus("5f00000000000000000000aa", "HANDMADE01", "Started", null))
                .forcedToStart()
                .replace();
        EventDocument document = flask.forms().document(event.token().orElseThrow());
        document.crfWithDataId("HANDMADE01").set("SYSBP", 128).save();
        assertThat(flask.forms()
                        .document(event.token().orElseThrow())
                        .crfWithDataId("HANDMADE01")
                        .item("SYSBP")
                        .value())
                .contains("128");
        assertThat(subject.crfDataIds("Vital Signs").ids()).contains("HANDMADE01");
    }

    @Test
    void aSubjectSeesItsStudiesAndCreatesAnEventWithoutALabel() {
        try (FlaskDataClient own = flask.signIn(Sandbox.SUBJECT_USER, Sandbox.PASSWORD)) {
            List<ListedStudy> studies = own.forms().studiesOf(own.self().id()).toList();
            assertThat(studies).extracting(ListedStudy::studyId).contains(STUDY);
            own.dataServer(STUDY)
                    .newEvent("Diary")
                    .crf("Daily Diary", CrfData.of("MOOD", 5).and("NOTES", "well"))
                    .create();
        }
        List<Row> rows = flask.dataServer(STUDY)
                .partialExtract()
                .where("crf", "Daily Diary")
                .toList();
        assertThat(rows).extracting(row -> row.string("value")).contains("well");
    }

    @Test
    void theServersCursorMovesOnlyWhenItIsAskedTo() {
        subject.event("Screening").addCrf("Vital Signs", CrfData.of("SYSBP", 133));
        GroupedExtract grouped =
                flask.dataServer(STUDY).groupedExtract().bySubject().startedCrfs(true);
        int all = grouped.toList().size();
        assertThat(all).isPositive();
        assertThat(grouped.toList()).hasSize(all);
        grouped.movingTheServersCursor().toList();
        assertThat(grouped.movingTheServersCursor().toList()).isEmpty();
        assertThat(grouped.toList()).hasSize(all);
    }

    @Test
    void manyCrfsAreInsertedOnceHoweverOftenTheInsertIsRun() {
        List<Keyed<CrfInsert>> inputs = new ArrayList<>();
        for (ListedSubject each : study.subjects()) {
            CrfData data = CrfData.of("SYSBP", 120 + inputs.size());
            inputs.add(
                    new Keyed<>("row " + inputs.size(), CrfInsert.of(each.label(), "Screening", "Vital Signs", data)));
        }
        int before = subject.crfDataIds("Vital Signs").ids().size();
        Path journal = folder.resolve("vitals.jsonl");
        BulkReport first = BulkInsert.into(study, journal).run(inputs.iterator());
        assertThat(first.inserted()).isEqualTo(12);
        BulkReport second = BulkInsert.into(study, journal).run(inputs.iterator());
        assertThat(second.alreadyInserted()).isEqualTo(12);
        assertThat(second.complete()).isTrue();
        assertThat(subject.crfDataIds("Vital Signs").ids()).hasSize(before + 1);
    }

    @Test
    void deviceLogsAreInsertedAndRead() {
        Instant at = Instant.parse("2026-03-02T08:15:00.000Z");
        DeviceLog log =
                DeviceLog.of("watch-1").subject("001-002").at(at).type("steps").payload("steps", 5120);
        flask.devices(STUDY).insertLog(log);
        BulkInsert.into(flask.devices(STUDY), folder.resolve("logs.jsonl"))
                .run(List.of(new Keyed<>("1", log.at(at.plusSeconds(60)))).iterator());
        List<Row> rows = flask.devices(STUDY)
                .logs()
                .ofDevice("watch-1")
                .from(at)
                .before(at.plusSeconds(61))
                .toList();
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0).json("payload")).isEqualTo("{\"steps\":5120}");
    }
}
