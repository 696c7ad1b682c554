package io.flaskdata.sdk.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.call.Environment;
import io.flaskdata.sdk.changes.RowChange;
import io.flaskdata.sdk.changes.SnapshotDifference;
import io.flaskdata.sdk.edc.EdcDatabase;
import io.flaskdata.sdk.edc.Extract;
import io.flaskdata.sdk.edc.NewSubject;
import io.flaskdata.sdk.edc.StudyFilter;
import io.flaskdata.sdk.rows.CsvArchive;
import io.flaskdata.sdk.rows.Manifest;
import io.flaskdata.sdk.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Extracts and downloads of the sandbox's demo study in files. */
class FilesTest {
    @TempDir
    Path folder;

    private Sandbox sandbox;
    private FlaskDataClient flask;
    private EdcDatabase edc;

    @BeforeEach
    void start() throws IOException {
        sandbox = Sandbox.start();
        flask = FlaskDataClient.builder()
                .environment(Environment.custom(sandbox.apiUrl(), sandbox.idpUrl()))
                .credentials(Sandbox.API_USER, Sandbox.PASSWORD)
                .build();
        edc = flask.edc("demo");
    }

    @AfterEach
    void stop() {
        flask.close();
        sandbox.close();
    }

    @Test
    void anExtractIsTheSameInBothFormatsAndInMemory() throws IOException {
        Extract extract = edc.extract("cc_event_data").sortedBy("item_data_id");
        int rows = extract.toList().size();
        Manifest csv = extract.writeCsv(folder.resolve("events.csv"));
        Manifest lines = extract.writeJsonLines(folder.resolve("events.jsonl"));
        assertThat(rows).isPositive();
        assertThat(csv.content().rows()).isEqualTo(rows);
        assertThat(lines.content().rows()).isEqualTo(rows);
        assertThat(Files.readAllLines(folder.resolve("events.jsonl"))).hasSize(rows);
        assertThat(csv.source().serverDate()).isNotNull();
    }

    @Test
    void theCsvsOfTheCrfsAreWholeOnTheDiskAndAsTheyArrive() {
        Path zip = folder.resolve("crfs.zip");
        Manifest manifest = edc.crfCsvs().downloadTo(zip);
        manifest.verify(zip);
        Set<String> saved = new TreeSet<>();
        long rows = CsvArchive.open(zip).forEachRow((file, row) -> saved.add(file.crf()));
        Set<String> arrived = new TreeSet<>();
        assertThat(edc.crfCsvs().forEachRow((file, row) -> arrived.add(file.crf())))
                .isEqualTo(rows);
        assertThat(arrived).isEqualTo(saved).isNotEmpty();
    }

    @Test
    void aFilterNarrowsTheCsvs() {
        long all = edc.crfCsvs().forEachRow((file, row) -> {});
        StudyFilter first = StudyFilter.all().where("site", "001");
        long kept = edc.crfCsvs(first).forEachRow((file, row) -> {});
        long others = edc.crfCsvs(StudyFilter.all().whereNot("site", "001")).forEachRow((file, row) -> {});
        assertThat(kept).isPositive();
        assertThat(kept + others).isEqualTo(all);
        assertThat(edc.eventCrfCsvs(first).forEachRow((file, row) -> {})).isPositive();
    }

    @Test
    void theDataServersCsvsAreRead() {
        assertThat(flask.dataServer(1000001).csvs().forEachRow((file, row) -> {}))
                .isPositive();
    }

    @Test
    void whatOneCallWritesIsTheDifferenceOfTwoExtracts() {
        Extract subjects = edc.extract("study_subject");
        subjects.writeJsonLines(folder.resolve("before"));
        edc.createSubject(NewSubject.labelled("001-777").site("001"));
        subjects.writeJsonLines(folder.resolve("after"));
        List<RowChange> changes = new ArrayList<>();
        SnapshotDifference.between(folder.resolve("before"), folder.resolve("after"))
                .key("study_subject_id")
                .forEach(changes::add);
        assertThat(changes).singleElement().satisfies(change -> {
            assertThat(change.kind()).isEqualTo(RowChange.Kind.INSERTED);
            assertThat(change.row().string("label")).isEqualTo("001-777");
        });
    }
}
