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

/** One extract, from the request to the last value; named so that peers to be compared run one after the other. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 1)
@Fork(value = 1, jvmArgs = "-Xmx2g")
public class ExtractBenchmark {
    private static final List<String> THREE = List.of("study_subject_label", "item_name", "item_value");

    /** How many rows the extract has. */
    @Param("1000")
    public long rows;

    @Benchmark
    public Object allColumnsSdk(Clients with) {
        return with.sdk.extract(rows, SampleRows.COLUMNS).of(rows);
    }

    @Benchmark
    public Object threeColumnsSdk(Clients with) {
        return with.sdk.extract(rows, THREE).of(rows);
    }

    @Benchmark
    public Object noColumnSdk(Clients with) {
        return with.sdk.extract(rows, List.of()).of(rows);
    }

    @Benchmark
    public Object allColumnsJackson(Clients with) throws IOException {
        return with.peers.jackson(rows, SampleRows.COLUMNS).of(rows);
    }

    @Benchmark
    public Object threeColumnsJackson(Clients with) throws IOException {
        return with.peers.jackson(rows, THREE).of(rows);
    }

    @Benchmark
    public Object allColumnsArrays(Clients with) throws IOException {
        return with.peers.jacksonArrays(rows, SampleRows.COLUMNS).of(rows);
    }

    @Benchmark
    public Object threeColumnsArrays(Clients with) throws IOException {
        return with.peers.jacksonArrays(rows, THREE).of(rows);
    }

    @Benchmark
    public Object allColumnsJdk(Clients with) throws IOException, InterruptedException {
        return with.peers.jdkJacksonArrays(rows, SampleRows.COLUMNS).of(rows);
    }

    /** It keeps all rows, as objects: a million need gigabytes. Warming up is a small part of its many seconds. */
    @Benchmark
    @Fork(value = 1, jvmArgs = "-Xmx10g")
    @Warmup(iterations = 0)
    public Object allColumnsStock(Clients with) throws IOException {
        return with.peers.stock(rows, SampleRows.COLUMNS).of(rows);
    }

    @Benchmark
    public long drain(Clients with) throws IOException {
        return with.peers.drained(rows);
    }
}
