package io.flaskdata.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The peers do the same work, on rows enough to fill the source's block and a bit. */
class SmokeTest {
    private static final long ROWS = 5003;
    private static final List<String> TEXTS = List.of("study_subject_label", "site_name", "comment", "date_updated");

    @TempDir
    Path folder;

    @Test
    void everyPeerReadsTheSame() throws Exception {
        try (FixedSource source = new FixedSource();
                Work work = new Work(source.port(), ROWS, folder);
                Sdk sdk = new Sdk(source.port());
                Peers peers = new Peers(source.port())) {
            Tally all = sdk.extract(ROWS, SampleRows.COLUMNS).of(ROWS);
            assertThat(all.values).isBetween(25 * ROWS, 30 * ROWS);
            for (String peer : List.of("jackson", "fastjson", "dsl", "jdk", "maps")) {
                assertThat(work.named("all-" + peer).call()).as(peer).hasToString(all.toString());
            }
            String three = String.valueOf(work.named("three-sdk").call());
            for (String peer : List.of("jackson", "fastjson", "dsl", "retrofit", "okhttp")) {
                assertThat(work.named("three-" + peer).call()).as(peer).hasToString(three);
            }
            String typed = String.valueOf(sdk.typed(ROWS).of(ROWS));
            for (String peer : List.of("jackson", "fastjson", "dsl")) {
                assertThat(work.named("typed-" + peer).call()).as(peer).hasToString(typed);
            }
            assertThat(sdk.extract(ROWS, TEXTS).rows).isEqualTo(ROWS);
            assertThat(peers.drained(ROWS)).isEqualTo(new SampleRows().length(ROWS));
            assertThat(sdk.createSubject()).isEqualTo(peers.createSubject());
            assertThat(sdk.values("grid_3_4_5")).isEqualTo(12);
            assertThat(sdk.slices(ROWS, 2)).isPositive();
        }
    }

    @Test
    void everyPeerWritesTheSame() throws Exception {
        try (FixedSource source = new FixedSource();
                Work work = new Work(source.port(), ROWS, folder)) {
            for (String peer : List.of("sdk", "jackson", "fastjson", "dsl")) {
                work.named("csv-" + peer).call();
                assertThat(folder.resolve("rows-" + peer + ".csv"))
                        .hasSameBinaryContentAs(folder.resolve("rows-sdk.csv"));
            }
            work.named("lines-sdk").call();
            work.named("lines-jackson").call();
            assertThat(Files.readAllLines(folder.resolve("rows-jackson.jsonl")))
                    .isEqualTo(Files.readAllLines(folder.resolve("rows-sdk.jsonl")));
        }
    }

    @Test
    void aRowHasSome900Bytes() {
        assertThat(new SampleRows().length(5000) / 5000).isBetween(850L, 950L);
    }

    @Test
    void noRowsAreAnEmptyArray() throws IOException {
        try (FixedSource source = new FixedSource();
                Sdk sdk = new Sdk(source.port())) {
            assertThat(sdk.extract(0, SampleRows.COLUMNS).rows).isZero();
        }
    }

    @Test
    void anExtractThreeTimesAsLongAsTheHeapIsRead() throws IOException, InterruptedException {
        try (FixedSource source = new FixedSource()) {
            List<String> said = Processes.lines(Processes.java(
                    List.of("-Xmx32m"), LongExtract.class, "sdk", String.valueOf(source.port()), "120000"));
            assertThat(said.get(0)).startsWith("120000 rows, ");
            assertThat(new SampleRows().length(120_000)).isGreaterThan(3 * 32_000_000L);
        }
    }

    @Test
    void aSandboxIsBackAtTheSeedInLessTimeThanItStarts() throws IOException, InterruptedException {
        List<String> said = Sandboxes.resets(3, "demo");
        assertThat(Double.parseDouble(said.get(2))).isLessThan(Sandboxes.start("demo"));
    }
}
