package io.flaskdata.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The peers do the same work, on rows enough to fill the source's block and a bit. */
class SmokeTest {
    private static final long ROWS = 5003;
    private static final List<String> TEXTS = List.of("study_subject_label", "site_name", "comment", "date_updated");

    @Test
    void everyPeerReadsTheSame() throws IOException, InterruptedException {
        try (FixedSource source = new FixedSource();
                Sdk sdk = new Sdk(source.port());
                Peers peers = new Peers(source.port())) {
            Tally all = sdk.extract(ROWS, SampleRows.COLUMNS).of(ROWS);
            assertThat(peers.jackson(ROWS, SampleRows.COLUMNS)).hasToString(all.toString());
            assertThat(peers.jacksonArrays(ROWS, SampleRows.COLUMNS)).hasToString(all.toString());
            assertThat(peers.jdkJacksonArrays(ROWS, SampleRows.COLUMNS)).hasToString(all.toString());
            assertThat(peers.jacksonArrays(ROWS, TEXTS))
                    .hasToString(sdk.extract(ROWS, TEXTS).toString());
            assertThat(all.values).isBetween(25 * ROWS, 30 * ROWS);
            assertThat(peers.stock(ROWS, TEXTS))
                    .hasToString(sdk.extract(ROWS, TEXTS).toString());
            assertThat(peers.drained(ROWS)).isEqualTo(new SampleRows().length(ROWS));
            assertThat(sdk.createSubject()).isEqualTo(peers.createSubject());
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
            List<String> said = Benchmarks.longExtract("sdk", source.port(), 120_000, "-Xmx32m");
            assertThat(said.get(0)).startsWith("120000 rows, ");
            assertThat(new SampleRows().length(120_000)).isGreaterThan(3 * 32_000_000L);
        }
    }

    @Test
    void aSandboxIsBackAtTheSeedInLessTimeThanItStarts() throws IOException, InterruptedException {
        List<String> said = Benchmarks.sandboxResets(3, "demo");
        assertThat(Double.parseDouble(said.get(2))).isLessThan(Benchmarks.sandboxStart("demo"));
    }
}
