package io.flaskdata.benchmarks;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * One small call, create subject, from the arguments to the id. The code is compiled before anything is measured, by calls on one
 * thread: with more threads than cores the compiler waits for its turn, and for the first half million calls one measures that.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 1, time = 3)
@Measurement(iterations = 2, time = 2)
@Fork(value = 1, jvmArgs = "-Xmx1g")
public class SmallCallBenchmark {
    private static final int COMPILED_AFTER = 100_000;

    /** The clients after enough calls of the kind that is measured. */
    @State(Scope.Benchmark)
    public static class Warm {
        /** Makes the calls. */
        @Setup
        public void call(Clients with, BenchmarkParams params) throws IOException {
            boolean sdk = params.getBenchmark().endsWith(".sdk");
            for (int i = 0; i < COMPILED_AFTER; i++) {
                int ignored = sdk ? with.sdk.createSubject() : with.peers.createSubject();
            }
        }
    }

    @Benchmark
    public int sdk(Clients with, Warm warm) {
        return with.sdk.createSubject();
    }

    @Benchmark
    public int retrofit(Clients with, Warm warm) throws IOException {
        return with.peers.createSubject();
    }
}
