package io.flaskdata.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One extract, from the request to the last value. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 3)
@Fork(value = 1, jvmArgs = "-Xmx2g")
public class ExtractBenchmark {
    private static final List<String> THREE = List.of("study_subject_label", "item_name", "item_value");

    /** How many rows the extract has. */
    @Param("1000")
    public long rows;

    @Benchmark
    public Object sdkAllColumns(Clients with) {
        return with.sdk.extract(rows, SampleRows.COLUMNS).of(rows);
    }

    @Benchmark
    public Object sdkThreeColumns(Clients with) {
        return with.sdk.extract(rows, THREE).of(rows);
    }

    @Benchmark
    public Object sdkNoColumn(Clients with) {
        return with.sdk.extract(rows, List.of()).of(rows);
    }

    @Benchmark
    public Object jacksonAllColumns(Clients with) throws IOException {
        return with.peers.jackson(rows, SampleRows.COLUMNS).of(rows);
    }

    @Benchmark
    public Object jacksonThreeColumns(Clients with) throws IOException {
        return with.peers.jackson(rows, THREE).of(rows);
    }

    /** It keeps all rows, as objects: a million need gigabytes. */
    @Benchmark
    @Fork(value = 1, jvmArgs = "-Xmx10g")
    @Warmup(iterations = 1)
    @Measurement(iterations = 1)
    public Object stockAllColumns(Clients with) throws IOException {
        return with.peers.stock(rows, SampleRows.COLUMNS).of(rows);
    }

    @Benchmark
    public long drain(Clients with) throws IOException {
        return with.peers.drained(rows);
    }
}
