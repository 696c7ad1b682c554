package org.example.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With Spark in this JVM. */
class SessionTest {
    private static final Path EVENTS = Server.TARGET.resolve("events");

    private static Server server;
    private static SparkSession spark;
    private static Dataset<Row> whole;

    @BeforeAll
    static void start() throws IOException {
        server = new Server("demo");
        Files.createDirectories(EVENTS);
        spark = SparkSession.builder()
                .master("local[2]")
                .appName("session")
                .config("spark.ui.enabled", false)
                .config("spark.sql.shuffle.partitions", 2)
                .config("spark.sql.session.timeZone", "America/New_York")
                .config("spark.eventLog.enabled", true)
                .config("spark.eventLog.compress", false)
                .config("spark.eventLog.rolling.enabled", false)
                .config("spark.eventLog.dir", EVENTS.toUri().toString())
                .getOrCreate();
        Dataset<Row> read = Reading.reader(spark, server).load();
        // What Spark itself makes of a filter, with nothing pushed down.
        whole = spark.createDataFrame(read.collectAsList(), read.schema());
        whole.createOrReplaceTempView("local");
        bySite("count").createOrReplaceTempView("sliced");
        read.createOrReplaceTempView("read");
        Reading.reader(spark, server)
                .option("slice-boundaries", "2000-01-01T00:00:00Z,2100-01-01T00:00:00Z")
                .option("expected-rows", "count")
                .load()
                .createOrReplaceTempView("windows");
    }

    @AfterAll
    static void stop() {
        spark.stop();
        server.close();
    }

    private static Dataset<Row> bySite(String expected) {
        return Reading.reader(spark, server)
                .option("slice-column", "site")
                .option("slice-values", "001,002,003")
                .option("expected-rows", expected)
                .load();
    }

    @Test
    void theRowsAreThoseOfOneClient() {
        List<String> one = Reading.extract(server, "cc_event_data", whole.schema());
        assertThat(one).hasSizeGreaterThan(300);
        for (String view : List.of("read", "sliced", "windows")) {
            assertThat(Reading.sorted(spark.table(view).collectAsList())).as(view).isEqualTo(one);
        }
    }

    @Test
    void otherTablesToo() {
        for (String table : List.of(
                "study", "study_subject", "study_event", "crf", "event_crf", "discrepancy_note", "audit_log_event",
                "event_definition_crf", "study_event_definition", "response_set", "subject")) {
            Dataset<Row> read = Reading.reader(spark, server).option("table", table).load();
            assertThat(Reading.sorted(read.collectAsList()))
                    .as(table)
                    .isNotEmpty()
                    .isEqualTo(Reading.extract(server, table, read.schema()));
        }
    }

    /** Each filter as Spark means it: by the source, in slices or not, and over rows that are here already. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "site = '001'",
                "site <=> '001'",
                "site <=> null",
                "!(site <=> '001')",
                "!(date_updated <=> timestamp'2026-01-01 00:00:00')",
                "site in ('001', null)",
                "site not in ('001')",
                "site not in ('001', null)",
                "site in ('001', '003') and subject = '001-001'",
                "site = '001' and site = '002'",
                "site = '001 '",
                "site = ' 001'",
                "site = ''",
                "subject = 'O''Neil'",
                "subject = '001-001' or value = '1'",
                "subject like '001%'",
                "event_ordinal = 1",
                "event_ordinal in (1, null)",
                "event_ordinal = '1'",
                "cast(event_ordinal as string) = '01'",
                "value = '7.10'",
                "value is null",
                "sdv_status",
                "sdv_status = false",
                "date_updated is null",
                "date_updated > timestamp'2020-01-01 00:00:00' and date_updated <= timestamp'2100-01-01 00:00:00'",
                "date_updated >= timestamp'2100-01-01 00:00:00'",
                "date_updated < timestamp'2000-01-01 00:00:00'",
                "date_updated > timestamp'2100-01-01 00:00:00' and date_updated < timestamp'2000-01-01 00:00:00'",
                "date_created >= timestamp'2000-01-01 00:00:00'",
                "event_date = date'2026-03-02'",
                "event_date is not null and year(event_date) > 1900",
                "event = 'Screening' and crf = 'Demographics'",
                "1 = 0",
                "date_updated = (select max(date_updated) from local)",
                "date_updated >= (select max(date_updated) from local)",
                "subject in (select subject from local where value = '7.10')"
            })
    void aFilterMeansTheSame(String filter) {
        List<String> right = Reading.sorted(
                spark.sql("select * from local where " + filter).collectAsList());
        for (String view : List.of("read", "sliced", "windows")) {
            assertThat(Reading.sorted(spark.sql("select * from " + view + " where " + filter)
                            .collectAsList()))
                    .as("%s where %s", view, filter)
                    .isEqualTo(right);
        }
    }

    /** The times that rows have are where an end of a window matters. */
    @Test
    void theEndsOfWindowsAreExact() {
        for (Row row : spark.sql("select distinct date_updated from local where date_updated is not null limit 5")
                .collectAsList()) {
            for (String operator : List.of("=", ">", ">=", "<", "<=")) {
                String sql = " where date_updated " + operator + " timestamp'"
                        + row.getTimestamp(0).toInstant() + "'";
                long right = spark.sql("select * from local" + sql).count();
                assertThat(spark.sql("select * from read" + sql).count()).as(sql).isEqualTo(right);
                assertThat(spark.sql("select * from windows" + sql).count()).as(sql).isEqualTo(right);
            }
        }
    }

    /** GoogleCloudDataproc/spark-bigquery-connector#73. */
    @Test
    void countingNeedsNoColumn() {
        for (String view : List.of("read", "sliced", "windows")) {
            assertThat(spark.sql("select count(*) from " + view).first().getLong(0))
                    .isEqualTo(whole.count());
        }
        assertThat(spark.sql("select distinct site from sliced").count()).isEqualTo(3);
    }

    @Test
    void thePlanTellsWhatIsPushedDown() throws IOException {
        Dataset<Row> filtered = spark.sql("select value, crf from sliced where site in ('001', '003')"
                + " and subject = '001-001' and date_updated > timestamp'2026-01-01T00:00:00Z' and value <> 'x'");
        server.requests.clear();
        String plan = filtered.queryExecution().toString();
        assertThat(server.requests).as("a plan needs no call").isEmpty();
        Files.writeString(Server.TARGET.resolve("plan.txt"), plan);
        assertThat(plan)
                .contains("flaskdata demo.cc_event_data in 2 of 3 slices, 2 partitions")
                .contains("In(site, [001,003])", "EqualTo(subject,001-001)", "GreaterThan(date_updated,2026-01-01 ")
                // Spark's own filter stays, and reads only the columns that it needs.
                .contains("Filter (");
        filtered.collectAsList();
        assertThat(server.requests)
                .as("the count, and two slices")
                .hasSize(3)
                .allSatisfy(each -> assertThat(each).contains("\"subject\":\"001-001\"", "\"fromDate\":\"2025-12-31T"));
    }

    @Test
    void aSecretAmongTheOptionsIsRefused() {
        assertThatThrownBy(() -> Reading.reader(spark, server).option("password", "other-secret-4712").load())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("use password-file or password-variable");
    }

    @Test
    void slicesThatLeaveARowOutFailTheJob() {
        Dataset<Row> two = Reading.reader(spark, server)
                .option("slice-column", "site")
                .option("slice-values", "001,002")
                .option("expected-rows", "count")
                .load();
        assertThatThrownBy(two::count).hasStackTraceContaining("rows are in no slice");
        assertThatThrownBy(() -> bySite("1000000").count()).hasStackTraceContaining("needs spark.plugins");
    }

    /** Of snowflakedb/spark-snowflake#525 and AbsaOSS/spline-spark-agent#368: plan, event log, driver's log. */
    @Test
    void noSecretIsAnywhere() throws IOException {
        bySite("count").filter("site = '001'").explain("formatted");
        assertThat(bySite("count").filter("site = '001'").count()).isPositive();
        StringBuilder all = new StringBuilder(bySite("count").queryExecution().toString());
        try (Stream<Path> files = Files.walk(EVENTS)) {
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(each));
            }
        }
        all.append(Files.readString(Server.TARGET.resolve("driver.log")));
        assertThat(all).contains("SparkListenerSQLExecutionStart", "flaskdata demo.cc_event_data");
        assertThat(all.indexOf(Server.PASSWORD)).isNegative();
        assertThat(all.indexOf("other-secret-4712")).isNegative();
        assertThat(server.tokens).isNotEmpty().allSatisfy(token -> assertThat(all.indexOf(token)).isNegative());
    }
}
