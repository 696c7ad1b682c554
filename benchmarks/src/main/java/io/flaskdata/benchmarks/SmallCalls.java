package io.flaskdata.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** The small call, by JMH. */
final class SmallCalls {
    static final String BARE = "bare Retrofit + Gson";

    private static final Function<IterationResult, Result<?>> TIME = IterationResult::getPrimaryResult;
    private static final Function<IterationResult, Result<?>> CPU = secondary(CpuProfiler.NAME);
    private static final Function<IterationResult, Result<?>> ALLOCATED = secondary("gc.alloc.rate.norm");

    private final int port;
    private final boolean quick;
    private final Report report;

    SmallCalls(int port, boolean quick, Report report) {
        this.port = port;
        this.quick = quick;
        this.report = report;
    }

    void run(int threads) throws RunnerException {
        var options = options(SmallCallBenchmark.class).threads(threads).addProfiler(GCProfiler.class);
        if (quick) {
            options.warmupIterations(2).warmupTime(TimeValue.seconds(1));
            options.measurementTime(TimeValue.seconds(1));
        }
        Collection<RunResult> results = rounds(options);
        String what = "create subject, " + (threads == 1 ? "one thread" : threads + " threads");
        add(what, "µs", results, TIME);
        add("— its processor time", "µs", results, CPU);
        add(what + ", allocated", "bytes", results, ALLOCATED);
    }

    private void add(String what, String unit, Collection<RunResult> results, Function<IterationResult, Result<?>> of) {
        report.add(what, unit, scores(results, "sdk", of), BARE, scores(results, "retrofit", of));
    }

    private ChainedOptionsBuilder options(Class<?> benchmark) {
        return new OptionsBuilder()
                .include(benchmark.getName() + "\\.")
                .param("port", String.valueOf(port))
                .addProfiler(CpuProfiler.class)
                .shouldFailOnError(true);
    }

    /** In rounds, so that what else this machine does at a time meets every peer. */
    private Collection<RunResult> rounds(ChainedOptionsBuilder options) throws RunnerException {
        Collection<RunResult> results = new ArrayList<>();
        for (int round = 0; round < (quick ? 1 : Benchmarks.ROUNDS); round++) {
            results.addAll(new Runner(options.build()).run());
        }
        return results;
    }

    private static Function<IterationResult, Result<?>> secondary(String name) {
        return iteration ->
                Objects.requireNonNull(iteration.getSecondaryResults().get(name));
    }

    /** Of all iterations of all rounds. */
    private static List<Double> scores(
            Collection<RunResult> results, String method, Function<IterationResult, Result<?>> of) {
        return results.stream()
                .filter(each -> each.getParams().getBenchmark().endsWith("." + method))
                .flatMap(each -> each.getBenchmarkResults().stream())
                .flatMap(each -> each.getIterationResults().stream())
                .map(each -> of.apply(each).getScore())
                .toList();
    }
}
