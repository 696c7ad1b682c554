package io.flaskdata.benchmarks;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** One small call, create subject, from the arguments to the id. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 1, time = 3)
@Measurement(iterations = 2, time = 2)
@Fork(value = 1, jvmArgs = "-Xmx1g")
public class SmallCallBenchmark {
    @Benchmark
    public int sdk(Clients with) {
        return with.sdk.createSubject();
    }

    @Benchmark
    public int retrofit(Clients with) throws IOException {
        return with.peers.createSubject();
    }
}
