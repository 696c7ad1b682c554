package org.example.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** With two executors in processes of their own, which get the jar from the driver. */
class ClusterTest {
    private static final int SUBJECTS = Integer.getInteger("subjects", 500);
    private static final int CALLS = 3;
    private static final Path EVENTS = Server.TARGET.resolve("cluster-events");

    private static Server server;
    private static SparkSession spark;

    @BeforeAll
    static void start() throws IOException {
        server = new Server("large:" + SUBJECTS);
        Files.createDirectories(EVENTS);
        spark = SparkSession.builder()
                .master("local-cluster[2,2,1024]")
                .appName("cluster")
                .config("spark.ui.enabled", false)
                .config("spark.jars", Server.TARGET.resolve("flaskdata-spark.jar").toString())
                .config("spark.plugins", "io.flaskdata.sdk.spark.FlaskDataPlugin")
                .config("spark.flaskdata.callsAtOnce", CALLS)
                .config("spark.sql.shuffle.partitions", 4)
                .config("spark.eventLog.enabled", true)
                .config("spark.eventLog.compress", false)
                .config("spark.eventLog.rolling.enabled", false)
                .config("spark.eventLog.dir", EVENTS.toUri().toString())
                .getOrCreate();
    }

    @AfterAll
    static void stop() {
        spark.stop();
        server.close();
    }

    /** The subjects' labels come from study_subject, so each slice is a subject. */
    private static DataFrameReader bySubject(String expected) {
        return Reading.reader(spark, server)
                .option("slice-column", "subject")
                .option("slice-values-from", "study_subject.label")
                .option("partitions", "40")
                .option("expected-rows", expected);
    }

    private static DataFrameReader bySite(String expected) {
        return Reading.reader(spark, server)
                .option("slice-column", "site")
                .option("slice-values", "001,002,003")
                .option("expected-rows", expected);
    }

    private static String timed(String what, Runnable run) throws IOException {
        long start = System.nanoTime();
        run.run();
        String line = what + ": " + (System.nanoTime() - start) / 1_000_000 + " ms, extracts " + server.extracts
                + ", at once at most " + server.most + ", sign-ins " + server.signIns + "\n";
        Files.writeString(
                Server.TARGET.resolve("cluster.txt"),
                line,
                java.nio.file.StandardOpenOption.CREATE,
                java.nio.file.StandardOpenOption.APPEND);
        return line;
    }

    @Test
    void theRowsAreThoseOfOneClient() throws IOException {
        Dataset<Row> sites = bySite("count").load();
        List<String> one = Reading.extract(server, "cc_event_data", sites.schema());
        assertThat(one).hasSizeGreaterThan(20 * SUBJECTS);
        timed(one.size() + " rows by site", () -> assertThat(Reading.sorted(sites.collectAsList()))
                .isEqualTo(one));
        timed(
                "the same by subject in 40 partitions",
                () -> assertThat(Reading.sorted(
                                bySubject(String.valueOf(one.size())).load().collectAsList()))
                        .isEqualTo(one));
        String months = IntStream.rangeClosed(1, 12)
                .mapToObj(month -> String.format("2026-%02d-01T00:00:00Z", month))
                .collect(Collectors.joining(","));
        timed(
                "the same by month",
                () -> assertThat(Reading.sorted(Reading.reader(spark, server)
                                .option("slice-boundaries", months)
                                .option("expected-rows", "count")
                                .load()
                                .collectAsList()))
                        .isEqualTo(one));
    }

    /** Two reads in one job, with four task slots. */
    @Test
    void theServerHasNeverMoreCallsThanTheLimit() throws IOException {
        server.slowness = 300;
        server.most.set(0);
        int before = server.extracts.get();
        Dataset<Row> left = bySubject("unchecked").load().filter("site = '001' and subject like '001-00%'").select("subject");
        Dataset<Row> right = bySite("count").load().select("subject", "value");
        timed("two reads joined, each extract 300 ms slower", () -> assertThat(left.join(right, "subject")
                        .groupBy("subject")
                        .count()
                        .count())
                .isPositive());
        server.slowness = 0;
        assertThat(server.extracts.get() - before).isGreaterThan(40);
        assertThat(server.most).hasValue(CALLS);
    }

    @Test
    void aSumThatIsNotTheNumberFailsTheJob() throws IOException {
        long all = bySite("count").load().count();
        assertThat(bySite(String.valueOf(all)).load().count()).isEqualTo(all);
        assertThatThrownBy(() -> bySite(String.valueOf(all + 1)).load().count())
                .hasStackTraceContaining("the slices have " + all + " rows, not " + (all + 1));
        assertThatThrownBy(() -> Reading.reader(spark, server)
                        .option("slice-column", "site")
                        .option("slice-values", "001,002")
                        .option("expected-rows", String.valueOf(all))
                        .load()
                        .count())
                .hasStackTraceContaining("rows, not " + all);
    }

    private static String text(Path folder) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path each : files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".jar"))
                    .toList()) {
                all.append(Files.readString(each));
            }
        }
        return all.toString();
    }

    /** An executor that dies leaves its turn to call, and its tasks are read again. */
    @Test
    void anExecutorMayBeKilled() throws Exception {
        long all = bySite("count").load().count();
        server.most.set(0);
        server.slowness = 200;
        Thread killer = new Thread(() -> {
            int before = server.extracts.get();
            while (server.extracts.get() < before + 20) {
                Thread.onSpinWait();
            }
            executors().findFirst().ifPresent(ProcessHandle::destroyForcibly);
        });
        killer.start();
        timed("with an executor killed", () -> assertThat(
                        bySubject(String.valueOf(all)).load().limit(Integer.MAX_VALUE).filter("subject is not null").count())
                .isEqualTo(all));
        killer.join();
        server.slowness = 0;
        assertThat(server.most.get()).isLessThanOrEqualTo(CALLS + 2);
    }

    /** The variable is in the environment of the machine's processes. With a schema the driver asks nothing. */
    @Test
    void thePasswordMayBeInTheExecutorsEnvironment() {
        assertThat(System.getenv("EDC_SECRET")).isEqualTo(Server.PASSWORD);
        int before = server.extracts.get();
        Dataset<Row> read = spark.read()
                .format("flaskdata")
                .option("api-url", server.url())
                .option("idp-url", server.url())
                .option("email", Server.EMAIL)
                .option("password-variable", "EDC_SECRET")
                .option("edc", "demo")
                .option("table", "cc_event_data")
                .option("slice-column", "site")
                .option("slice-values", "001,002,003")
                .option("expected-rows", "unchecked")
                .schema("site string, item_data_id bigint")
                .load();
        assertThat(server.extracts).hasValue(before);
        assertThat(read.count()).isEqualTo(bySite("count").load().count());
        assertThat(read.filter("item_data_id = 376").collectAsList()).hasSize(1);
    }

    private static Stream<ProcessHandle> executors() {
        return ProcessHandle.current().descendants().filter(each -> each.info()
                .commandLine()
                .orElse("")
                .contains("CoarseGrainedExecutorBackend"));
    }

    @Test
    void eachJvmSignsInOnceAndNoSecretIsAnywhere() throws IOException {
        Dataset<Row> read = spark.read()
                .format("flaskdata")
                .option("api-url", server.url())
                .option("idp-url", server.url())
                .option("email", Server.EMAIL)
                .option("password-file", server.passwordFile.toString())
                .option("edc", "demo")
                .option("table", "cc_event_data")
                .option("slice-column", "site")
                .option("slice-values", "001,002,003")
                .option("expected-rows", "count")
                .option("connect-timeout", "11")
                .load();
        int before = server.signIns.get();
        assertThat(read.count()).isPositive();
        assertThat(read.count()).isPositive();
        assertThat(server.signIns.get() - before).isLessThanOrEqualTo(2);

        String all = read.queryExecution()
                + Files.readString(Server.TARGET.resolve("driver.log"))
                + text(EVENTS)
                + text(Path.of(System.getenv("SPARK_HOME"), "work"));
        assertThat(all).contains("SparkListenerExecutorAdded", "CoarseGrainedExecutorBackend");
        assertThat(all.indexOf(Server.PASSWORD)).isNegative();
        assertThat(server.tokens).isNotEmpty().allSatisfy(token -> assertThat(all.indexOf(token)).isNegative());
    }
}
