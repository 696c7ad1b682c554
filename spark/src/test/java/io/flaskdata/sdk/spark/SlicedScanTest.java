package io.flaskdata.sdk.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flaskdata.sdk.errors.IncompleteExtractException;
import io.flaskdata.sdk.errors.ProtocolViolationException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.mockwebserver.MockResponse;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.sources.EqualTo;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlicedScanTest {
    private static final StructType SCHEMA = new StructType()
            .add("site", DataTypes.StringType)
            .add("n", DataTypes.StringType)
            .add("date_updated", DataTypes.TimestampType);
    private static final String[] BY_SITE = {
        "slice-column", "site", "slice-values", "001,002,003", "expected-rows", "count"
    };
    private static final String BOUNDARIES = "2026-01-02T00:00:00Z,2026-01-03T00:00:00Z";

    @TempDir
    Path folder;

    private Edc edc;

    @BeforeEach
    void serve() throws IOException {
        edc = new Edc(folder);
        for (int i = 0; i < 30; i++) {
            edc.rows.add(row("00" + (1 + i % 3), i, i % 5 == 0 ? null : "2026-01-0" + (1 + i % 4) + "T00:00:00.000Z"));
        }
    }

    private static String row(String site, int n, @Nullable String updated) {
        return "{\"site\":\"" + site + "\",\"n\":" + n + ",\"date_updated\":"
                + (updated == null ? "null" : "\"" + updated + "\"") + "}";
    }

    @AfterEach
    void stop() throws IOException {
        edc.close();
        Calls.disconnect();
    }

    private SlicedScan scan(String... options) {
        return edc.scan(SCHEMA, Pushed.nothing(), options);
    }

    private static List<Integer> numbers(List<InternalRow> rows) {
        return rows.stream()
                .map(row -> Integer.valueOf(row.getUTF8String(1).toString()))
                .sorted()
                .toList();
    }

    private static final List<Integer> ALL =
            java.util.stream.IntStream.range(0, 30).boxed().toList();

    @Test
    void slicesAreTheWholeOnce() {
        assertThat(numbers(Edc.read(scan()))).isEqualTo(ALL);
        assertThat(numbers(Edc.read(scan(BY_SITE)))).isEqualTo(ALL);
        assertThat(numbers(Edc.read(scan("slice-boundaries", BOUNDARIES, "expected-rows", "count"))))
                .isEqualTo(ALL);
        assertThat(scan(BY_SITE).planInputPartitions()).hasSize(3);
        assertThat(scan("slice-boundaries", BOUNDARIES, "expected-rows", "count", "partitions", "2")
                        .planInputPartitions())
                .hasSize(2);
    }

    @Test
    void theValuesOfSlicesComeFromATable() {
        SlicedScan scan =
                scan("slice-column", "site", "slice-values-from", "cc_event_data.site", "expected-rows", "count");
        assertThat(scan.description()).contains("in 3 of 3 slices, 3 partitions");
        assertThat(numbers(Edc.read(scan))).isEqualTo(ALL);
    }

    @Test
    void aRowInNoSliceFailsBeforeAnythingIsRead() {
        edc.rows.add(row("004", 30, null));
        SlicedScan scan = scan(BY_SITE);
        assertThatThrownBy(scan::createReaderFactory)
                .isInstanceOf(IncompleteExtractException.class)
                .hasMessageContaining("1 rows are in no slice");
    }

    @Test
    void aSliceThatLostARowFails() {
        SlicedScan scan = scan(BY_SITE);
        PartitionReaderFactory readers = scan.createReaderFactory();
        edc.rows.remove(4);
        InputPartition[] partitions = scan.planInputPartitions();
        assertThat(Edc.read(readers, partitions[0])).hasSize(10);
        assertThatThrownBy(() -> Edc.read(readers, partitions[1]))
                .isInstanceOf(IncompleteExtractException.class)
                .hasMessageContaining("a slice has 9 rows, and the whole extract had 10 of it");
    }

    @Test
    void theLastPartitionFailsWhenTheSumIsNotTheNumber() {
        CallLimit limit = new CallLimit(2);
        Calls.connect("1", limit::receive);
        String[] options = {"slice-column", "site", "slice-values", "001,002,003", "expected-rows", "31"};
        SlicedScan scan = scan(options);
        InputPartition[] partitions = scan.planInputPartitions();
        PartitionReaderFactory readers = scan.createReaderFactory();
        assertThat(Edc.read(readers, partitions[0])).hasSize(10);
        assertThat(Edc.read(readers, partitions[2])).hasSize(10);
        // A speculative copy counts once.
        assertThat(Edc.read(readers, partitions[0])).hasSize(10);
        assertThatThrownBy(() -> Edc.read(readers, partitions[1]))
                .isInstanceOf(IncompleteExtractException.class)
                .hasMessageContaining("the slices have 30 rows, not 31");
        options[5] = "30";
        assertThat(numbers(Edc.read(scan(options)))).isEqualTo(ALL);
    }

    @Test
    void aNumberNeedsThePluginOrOnePartition() {
        SlicedScan scan = scan("slice-column", "site", "slice-values", "001,002,003", "expected-rows", "30");
        assertThatThrownBy(scan::planInputPartitions)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("spark.plugins=io.flaskdata.sdk.spark.FlaskDataPlugin");
        assertThatThrownBy(() -> Edc.read(scan("expected-rows", "31")))
                .isInstanceOf(IncompleteExtractException.class)
                .hasMessageContaining("the slices have 30 rows, not 31");
    }

    @Test
    void aServerThatIgnoresTheFilterIsNoticed() {
        SlicedScan scan = scan(BY_SITE);
        PartitionReaderFactory readers = scan.createReaderFactory();
        String all = "[" + String.join(",", edc.rows) + "]";
        edc.answering(right -> Edc.json(all));
        assertThatThrownBy(() -> Edc.read(readers, scan.planInputPartitions()[0]))
                .isInstanceOf(IncompleteExtractException.class)
                .hasMessageContaining("another value of column site");
    }

    @Test
    void aSliceThatBrokeOffIsAskedForAgainAndNoRowComesTwice() {
        SlicedScan scan = scan(BY_SITE);
        PartitionReaderFactory readers = scan.createReaderFactory();
        AtomicInteger answers = new AtomicInteger();
        edc.answering(right -> answers.incrementAndGet() == 2 ? brokenOff(right) : Edc.json(right));
        assertThat(numbers(java.util.Arrays.stream(scan.planInputPartitions())
                        .flatMap(each -> Edc.read(readers, each).stream())
                        .toList()))
                .isEqualTo(ALL);
        assertThat(answers).hasValue(4);
    }

    @Test
    void aSliceThatAlwaysBreaksOffFails() {
        SlicedScan scan = scan();
        AtomicInteger answers = new AtomicInteger();
        edc.answering(right -> {
            answers.incrementAndGet();
            return brokenOff(right);
        });
        assertThatThrownBy(() -> Edc.read(scan)).isInstanceOf(ProtocolViolationException.class);
        assertThat(answers).hasValue(3);
    }

    private static MockResponse brokenOff(String right) {
        return Edc.json(right).setSocketPolicy(okhttp3.mockwebserver.SocketPolicy.DISCONNECT_DURING_RESPONSE_BODY);
    }

    @Test
    void aColumnThatCameOrWentSinceIsNoticed() {
        for (String other :
                List.of("{\"site\":\"001\",\"n\":1,\"date_updated\":null,\"more\":1}", "{\"site\":\"001\",\"n\":1}")) {
            SlicedScan scan = scan();
            edc.answering(right -> Edc.json("[" + other + "]"));
            assertThatThrownBy(() -> Edc.read(scan))
                    .isInstanceOf(IncompleteExtractException.class)
                    .hasMessageContaining("columns are not those");
        }
    }

    /** GoogleCloudDataproc/spark-bigquery-connector#73: Spark asks for no column when it only counts. */
    @Test
    void rowsWithoutColumnsAreCounted() {
        EdcTable table = new EdcTable(ReadOptions.of(edc.options(BY_SITE)), SCHEMA, true);
        List<InternalRow> rows = Edc.read(new SlicedScan(table, new StructType(), Pushed.nothing()));
        assertThat(rows)
                .hasSize(30)
                .allSatisfy(row -> assertThat(row.numFields()).isZero());
    }

    @Test
    void aFilterOfTheSlicesColumnLeavesSlicesOutAndTheRestStillAddsUp() {
        Pushed pushed =
                Pushed.of(new Filter[] {new EqualTo("site", "002")}, SCHEMA, ReadOptions.of(edc.options(BY_SITE)));
        SlicedScan scan = edc.scan(SCHEMA, pushed, BY_SITE);
        assertThat(scan.description())
                .isEqualTo("flaskdata demo.cc_event_data in 1 of 3 slices, 1 partitions, ExpectedRows: COUNT,"
                        + " PushedFilters: [EqualTo(site,002)]");
        assertThat(numbers(Edc.read(scan))).hasSize(10).allMatch(n -> n % 3 == 1);
    }

    /** Everything that travels to an executor, which Spark also writes to disk. */
    @Test
    void whatTravelsHasNoSecret() throws IOException {
        SlicedScan scan = scan(BY_SITE);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(scan.createReaderFactory());
            out.writeObject(scan.planInputPartitions());
        }
        assertThat(bytes.toString(StandardCharsets.ISO_8859_1))
                .contains("password-file")
                .doesNotContain(Edc.PASSWORD)
                .doesNotContain("marked-token");
    }
}
