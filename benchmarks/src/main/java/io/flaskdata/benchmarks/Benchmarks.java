package io.flaskdata.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
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

/** Runs all of it against one source in a process of its own, and writes the table. */
final class Benchmarks {
    private static final int MANY_THREADS = 64;
    private static final int ROUNDS = 3;

    private static final Function<IterationResult, Result<?>> TIME = IterationResult::getPrimaryResult;
    private static final Function<IterationResult, Result<?>> CPU = secondary(CpuProfiler.NAME);
    private static final Function<IterationResult, Result<?>> ALLOCATED = secondary("gc.alloc.rate.norm");
    private static final String JACKSON = "OkHttp + Jackson, a map per row";
    private static final String ARRAYS = "OkHttp + Jackson, expected names, an array per row";
    private static final String JDK = "JDK HttpClient + Jackson, the same arrays";
    private static final String STOCK = "stock Retrofit + Gson, a list of maps";
    private static final String BARE = "bare Retrofit + Gson";
    private static final String FRESH = "a fresh start in a process of its own";
    private static final String DRAIN = "draining the bytes";

    private final Path folder;
    private final boolean quick;
    private final int port;
    private final Report report = new Report();

    private Benchmarks(Path folder, boolean quick, int port) {
        this.folder = folder;
        this.quick = quick;
        this.port = port;
    }

    public static void main(String[] args) throws IOException, InterruptedException, RunnerException {
        Path folder = Path.of(args[0]);
        Process source = process(List.of(), FixedSource.class);
        try (BufferedReader said = said(source)) {
            int port = Integer.parseInt(said.readLine());
            new Benchmarks(folder, Boolean.parseBoolean(args[1]), port).run();
        } finally {
            source.destroy();
        }
    }

    private void run() throws IOException, InterruptedException, RunnerException {
        extracts(quick ? 100_000 : 1_000_000);
        longExtract(quick ? 500_000 : 5_000_000);
        smallCalls(1);
        smallCalls(MANY_THREADS);
        sandbox("demo");
        sandbox("demo", "omdena");
        Path table = folder.resolve("benchmarks.md");
        Files.writeString(table, report.toString());
        System.out.println(report);
        System.out.println("Written to " + table);
    }

    private void extracts(long rows) throws RunnerException {
        var options = options(ExtractBenchmark.class).param("rows", String.valueOf(rows));
        Collection<RunResult> results = rounds(options);
        String what = "extract, %,d rows × %d columns, ".formatted(rows, SampleRows.COLUMNS.size());
        compare(results, what + "every value read", "ms", "allColumnsSdk", "allColumnsJackson", JACKSON);
        compare(results, what + "every value read", "ms", "allColumnsSdk", "allColumnsArrays", ARRAYS);
        compare(results, what + "every value read", "ms", "allColumnsSdk", "allColumnsJdk", JDK);
        compare(results, what + "every value read", "ms", "allColumnsSdk", "allColumnsStock", STOCK);
        compare(results, what + "three columns read", "ms", "threeColumnsSdk", "threeColumnsJackson", JACKSON);
        compare(results, what + "three columns read", "ms", "threeColumnsSdk", "threeColumnsArrays", ARRAYS);
        compare(results, what + "every value read", "ms", "allColumnsSdk", "drain", DRAIN);
        compare(results, what + "three columns read", "ms", "threeColumnsSdk", "drain", DRAIN);
        compare(results, what + "no value read", "ms", "noColumnSdk", "drain", DRAIN);
    }

    private void smallCalls(int threads) throws RunnerException {
        var options = options(SmallCallBenchmark.class).threads(threads).addProfiler(GCProfiler.class);
        if (quick) {
            options.warmupIterations(2).warmupTime(TimeValue.seconds(1));
            options.measurementTime(TimeValue.seconds(1));
        }
        Collection<RunResult> results = rounds(options);
        String what = "create subject, " + (threads == 1 ? "one thread" : threads + " threads");
        compare(results, what, "µs", "sdk", "retrofit", BARE);
        double sdk = median(results, "sdk", ALLOCATED);
        report.add(what + ", allocated", "bytes", sdk, BARE, median(results, "retrofit", ALLOCATED));
    }

    private void compare(
            Collection<RunResult> results, String what, String unit, String sdk, String other, String peer) {
        report.add(what, unit, median(results, sdk, TIME), peer, median(results, other, TIME));
        double perUnit = unit.equals("ms") ? 1000 : 1;
        double cpu = median(results, sdk, CPU) / perUnit;
        report.add("— its processor time", unit, cpu, peer, median(results, other, CPU) / perUnit);
    }

    private void longExtract(long rows) throws IOException, InterruptedException {
        List<String> sdk = longExtract("sdk", port, rows, "-Xmx64m");
        List<String> jackson = longExtract("jackson", port, rows, "-Xmx64m");
        if (!sdk.get(0).equals(jackson.get(0))) {
            throw new IllegalStateException("The SDK read " + sdk.get(0) + ", Jackson " + jackson.get(0));
        }
        String what = "whole process with -Xmx64m, %,d rows, three columns read".formatted(rows);
        report.add(what, "ms", Double.parseDouble(sdk.get(1)), JACKSON, Double.parseDouble(jackson.get(1)));
        double cpu = Double.parseDouble(sdk.get(2));
        report.add("— its processor time", "ms", cpu, JACKSON, Double.parseDouble(jackson.get(2)));
    }

    static List<String> longExtract(String who, int port, long rows, String heap)
            throws IOException, InterruptedException {
        return lines(process(List.of(heap), LongExtract.class, who, String.valueOf(port), String.valueOf(rows)), 3);
    }

    /** A reset beside a start of its own, from the process's start on, in turns. */
    private void sandbox(String... databases) throws IOException, InterruptedException {
        List<Double> starts = new ArrayList<>();
        List<String> resets = List.of();
        for (int round = 0; round < ROUNDS; round++) {
            starts.add(sandboxStart(databases));
            resets = sandboxResets(quick ? 5 : 20, databases);
        }
        Collections.sort(starts);
        String what = "sandbox back at the seed and used (" + String.join(", ", databases) + "), ";
        double start = starts.get(starts.size() / 2);
        report.add(what + "the first time", "ms", Double.parseDouble(resets.get(1)), FRESH, start);
        report.add(what + "later", "ms", Double.parseDouble(resets.get(2)), FRESH, start);
        report.add(
                what + "later",
                "ms",
                Double.parseDouble(resets.get(2)),
                "a further sandbox in the same process",
                Double.parseDouble(resets.get(3)));
    }

    /** Milliseconds from nothing until it has been used. */
    static double sandboxStart(String... databases) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process process = sandboxProcess(0, databases);
        try (BufferedReader said = said(process)) {
            String line = said.readLine();
            double milliseconds = (System.nanoTime() - start) / 1_000_000.0;
            if (!"used".equals(line) || process.waitFor() != 0) {
                throw new IllegalStateException("The sandbox's process said " + line);
            }
            return milliseconds;
        }
    }

    /** "used", and the milliseconds that {@link SandboxReset} says. */
    static List<String> sandboxResets(int rounds, String... databases) throws IOException, InterruptedException {
        return lines(sandboxProcess(rounds, databases), 4);
    }

    private static Process sandboxProcess(int rounds, String... databases) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(String.valueOf(rounds)));
        arguments.addAll(List.of(databases));
        return process(List.of(), SandboxReset.class, arguments.toArray(new String[0]));
    }

    /** What the process says, if it ends well. */
    private static List<String> lines(Process process, int count) throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        try (BufferedReader said = said(process)) {
            said.lines().forEach(lines::add);
        }
        int exit = process.waitFor();
        if (exit != 0 || lines.size() != count) {
            throw new IllegalStateException("The process ended with " + exit + " and said " + lines);
        }
        return lines;
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
        for (int round = 0; round < (quick ? 1 : ROUNDS); round++) {
            results.addAll(new Runner(options.build()).run());
        }
        return results;
    }

    private static Function<IterationResult, Result<?>> secondary(String name) {
        return iteration ->
                Objects.requireNonNull(iteration.getSecondaryResults().get(name));
    }

    /** Over all iterations of all rounds. */
    private static double median(
            Collection<RunResult> results, String method, Function<IterationResult, Result<?>> of) {
        double[] scores = results.stream()
                .filter(each -> each.getParams().getBenchmark().endsWith("." + method))
                .flatMap(each -> each.getBenchmarkResults().stream())
                .flatMap(each -> each.getIterationResults().stream())
                .mapToDouble(each -> of.apply(each).getScore())
                .sorted()
                .toArray();
        return (scores[(scores.length - 1) / 2] + scores[scores.length / 2]) / 2;
    }

    private static Process process(List<String> options, Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-classpath", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static BufferedReader said(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }
}
