package io.flaskdata.sdk.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.flaskdata.sdk.edc.Extract;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.TimeZone;
import org.apache.spark.sql.sources.EqualNullSafe;
import org.apache.spark.sql.sources.EqualTo;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.sources.GreaterThan;
import org.apache.spark.sql.sources.GreaterThanOrEqual;
import org.apache.spark.sql.sources.In;
import org.apache.spark.sql.sources.IsNotNull;
import org.apache.spark.sql.sources.LessThan;
import org.apache.spark.sql.sources.Not;
import org.apache.spark.sql.sources.Or;
import org.apache.spark.sql.sources.StringStartsWith;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PushedTest {
    private static final StructType SCHEMA = new StructType()
            .add("site", DataTypes.StringType)
            .add("subject", DataTypes.StringType)
            .add("event_ordinal", DataTypes.IntegerType)
            .add("value", DataTypes.StringType)
            .add("of_a_customer", DataTypes.StringType)
            .add("date_created", DataTypes.TimestampType)
            .add("date_updated", DataTypes.TimestampType);
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");

    @TempDir
    Path folder;

    private Edc edc;

    @BeforeEach
    void serve() throws IOException {
        edc = new Edc(folder);
    }

    @AfterEach
    void stop() throws IOException {
        edc.close();
    }

    private Pushed pushed(Filter... filters) {
        return Pushed.of(filters, SCHEMA, ReadOptions.of(edc.options()));
    }

    /** What the server is asked. */
    private JsonObject asked(Pushed pushed) {
        Extract extract = pushed.narrow(ReadOptions.of(edc.options()).extract(), false);
        extract.forEach(row -> {});
        return edc.requests.get(edc.requests.size() - 1);
    }

    private JsonObject asked(Filter... filters) {
        return asked(pushed(filters));
    }

    @Test
    void equalityOfTextAndNumbersIsSent() {
        assertThat(asked(new EqualTo("site", "001"), new EqualTo("event_ordinal", 2), new IsNotNull("site"))
                        .get("filters"))
                .hasToString("{\"event_ordinal\":\"2\",\"site\":\"001\"}");
        assertThat(asked(new EqualNullSafe("site", "001")).get("filters")).hasToString("{\"site\":\"001\"}");
        assertThat(asked(new In("site", new Object[] {"001", null, "001"})).get("filters"))
                .hasToString("{\"site\":\"001\"}");
    }

    /** apache/paimon#6931, cognitedata/cdp-spark-datasource#426 and SPARK-52032: rows with null were lost. */
    @Test
    void whatNullMayMatchIsNotSent() {
        for (Filter each : List.of(
                new EqualNullSafe("site", null),
                new EqualTo("site", null),
                new Not(new EqualTo("site", "001")),
                new Not(new EqualNullSafe("site", "001")),
                new Not(new In("site", new Object[] {"001", null})),
                new In("site", new Object[] {null}),
                new In("site", new Object[] {}),
                new In("site", new Object[] {"001", "002"}),
                new Or(new EqualTo("site", "001"), new EqualTo("subject", "001-001")),
                new StringStartsWith("subject", "001"))) {
            Pushed pushed = pushed(each);
            assertThat(pushed.filters()).as("%s", each).isEmpty();
            assertThat(asked(pushed).has("filters")).as("%s", each).isFalse();
        }
    }

    /** apache/spark#16021 and #10262: a database pads, trims or takes apart such texts, Spark doesn't. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "001 ", " 001", "00\t1", "O'Neil", "a\"b", "50%", "a\\b", "a\0", "001\n", "a,b", "\u00a0x"
            })
    void aTextThatAServerMayReadOtherwiseIsNotSent(String value) {
        assertThat(asked(new EqualTo("site", value)).has("filters")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"001", "Week 4", "a_b", "Großhadern", "בית חולים", "x", "null", "2.0+1"})
    void aPlainTextIsSent(String value) {
        assertThat(asked(new EqualTo("site", value))
                        .getAsJsonObject("filters")
                        .get("site")
                        .getAsString())
                .isEqualTo(value);
    }

    /** Of a column that the SDK doesn't know nobody can say how the server compares it; an item may be a code. */
    @Test
    void columnsWhoseTypeIsNotKnownAreLeftToSpark() {
        assertThat(pushed(new EqualTo("of_a_customer", "x"), new EqualTo("value", "7.0"))
                        .filters())
                .isEmpty();
        Pushed named = Pushed.of(
                new Filter[] {new EqualTo("of_a_customer", "x")},
                SCHEMA,
                ReadOptions.of(edc.options("filter-columns", "of_a_customer")));
        assertThat(asked(named).get("filters")).hasToString("{\"of_a_customer\":\"x\"}");
    }

    /** A reader who takes a text for a number compares numbers: 001 is 1 to it, and not to the server. */
    @Test
    void aColumnThatTheReaderGaveAnotherTypeIsLeftToSpark() {
        StructType own = new StructType().add("site", DataTypes.IntegerType).add("event_ordinal", DataTypes.StringType);
        assertThat(Pushed.of(
                                new Filter[] {new EqualTo("site", 1), new EqualTo("event_ordinal", "01")},
                                own,
                                ReadOptions.of(edc.options()))
                        .filters())
                .isEmpty();
    }

    @Test
    void aSecondValueOfAColumnIsLeftToSpark() {
        assertThat(asked(new EqualTo("site", "001"), new EqualTo("site", "002")).get("filters"))
                .hasToString("{\"site\":\"001\"}");
    }

    @Test
    void timesAskForAMillisecondMoreOnBothSides() {
        JsonObject asked = asked(
                new GreaterThan("date_updated", Timestamp.from(NOON)),
                new LessThan("date_updated", NOON.plusSeconds(60)));
        assertThat(asked.get("fromDate").getAsString()).isEqualTo("2026-03-01T12:00:00.122Z");
        assertThat(asked.get("toDate").getAsString()).isEqualTo("2026-03-01T12:01:00.125Z");
    }

    @Test
    void onlyTheColumnThatWindowsAreOfMakesOne() {
        assertThat(asked(new GreaterThanOrEqual("date_created", Timestamp.from(NOON)))
                        .has("fromDate"))
                .isFalse();
    }

    @Test
    void aWindowThatEndsBeforeItStartsIsLeftToSpark() {
        JsonObject asked =
                asked(new GreaterThan("date_updated", NOON), new LessThan("date_updated", NOON.minusSeconds(60)));
        assertThat(asked.has("fromDate")).isTrue();
        assertThat(asked.has("toDate")).isFalse();
    }

    /** GoogleCloudDataproc/spark-bigquery-connector#962: a filter moved with the JVM's zone. */
    @Test
    void aTimeIsTheSameInEveryZone() {
        TimeZone before = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
            assertThat(asked(new GreaterThan("date_updated", Timestamp.from(NOON)))
                            .get("fromDate")
                            .getAsString())
                    .isEqualTo("2026-03-01T12:00:00.122Z");
        } finally {
            TimeZone.setDefault(before);
        }
    }

    /** The number is of all rows, and must be found in them. */
    @Test
    void nothingIsSentWhenTheRowsAreToAddUpToANumber() {
        assertThat(Pushed.of(
                                new Filter[] {new EqualTo("site", "001")},
                                SCHEMA,
                                ReadOptions.of(edc.options("expected-rows", "12")))
                        .filters())
                .isEmpty();
    }

    private static Slices.Window window(@Nullable String from, @Nullable String before) {
        return new Slices.Window(
                from == null ? null : Instant.parse(from), before == null ? null : Instant.parse(before));
    }

    @Test
    void slicesThatFiltersLeaveOutAreNotRead() {
        ReadOptions sliced = ReadOptions.of(
                edc.options("slice-column", "site", "slice-values", "001,002,003", "expected-rows", "unchecked"));
        Pushed in = Pushed.of(
                new Filter[] {
                    new In("site", new Object[] {"001", "003", null}), new In("site", new Object[] {"003", "002"})
                },
                SCHEMA,
                sliced);
        assertThat(in.meets(new Slices.Value("site", "001"))).isFalse();
        assertThat(in.meets(new Slices.Value("site", "002"))).isFalse();
        assertThat(in.meets(new Slices.Value("site", "003"))).isTrue();
        // Not as a condition too: the slice has it already.
        assertThat(asked(in).has("filters")).isFalse();

        Pushed time = pushed(new GreaterThanOrEqual("date_updated", Instant.parse("2026-02-01T00:00:00Z")));
        assertThat(time.meets(window(null, "2026-02-01T00:00:00Z"))).isFalse();
        assertThat(time.meets(window(null, "2026-02-01T00:00:00.001Z"))).isTrue();
        assertThat(time.meets(window("2026-03-01T00:00:00Z", null))).isTrue();
        assertThat(time.meets(new Slices.NeverUpdated())).isFalse();
        assertThat(pushed().meets(new Slices.NeverUpdated())).isTrue();

        Pushed until = pushed(new LessThan("date_updated", Instant.parse("2026-02-01T00:00:00Z")));
        assertThat(until.meets(window("2026-02-01T00:00:00.001Z", null))).isFalse();
        assertThat(until.meets(window("2026-02-01T00:00:00Z", null))).isTrue();
        assertThat(until.meets(new Slices.NeverUpdated())).isFalse();
    }

    @Test
    void aSliceOfANumberIsFoundHoweverItIsWritten() {
        StructType own = new StructType().add("site", DataTypes.IntegerType);
        ReadOptions sliced = ReadOptions.of(
                edc.options("slice-column", "site", "slice-values", "001,2", "expected-rows", "unchecked"));
        Pushed one = Pushed.of(new Filter[] {new EqualTo("site", 1)}, own, sliced);
        assertThat(one.meets(new Slices.Value("site", "001"))).isTrue();
        assertThat(one.meets(new Slices.Value("site", "1.0"))).isTrue();
        assertThat(one.meets(new Slices.Value("site", "2"))).isFalse();
        assertThat(one.meets(new Slices.Value("site", "unknown"))).isTrue();
    }
}
