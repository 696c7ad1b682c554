package io.flaskdata.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs all of it against one source in a process of its own, and writes the table. */
final class Benchmarks {
    private static final int MANY_THREADS = 64;

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
        Path table = folder.resolve("benchmarks.md");
        Files.writeString(table, report.toString());
        System.out.println(report);
        System.out.println("Written to " + table);
    }

    private void extracts(long rows) throws RunnerException {
        var options = options(ExtractBenchmark.class).param("rows", String.valueOf(rows));
        Collection<RunResult> results = new Runner(options.build()).run();
        String what = "extract, %,d rows × %d columns: ".formatted(rows, SampleRows.COLUMNS.size());
        double all = median(results, "sdkAllColumns");
        double three = median(results, "sdkThreeColumns");
        report.add(
                what + "every value read",
                "ms",
                all,
                "OkHttp + Jackson, a map per row",
                median(results, "jacksonAllColumns"));
        report.add(
                what + "every value read",
                "ms",
                all,
                "stock Retrofit + Gson, a list of maps",
                median(results, "stockAllColumns"));
        report.add(
                what + "three columns read",
                "ms",
                three,
                "OkHttp + Jackson, a map per row",
                median(results, "jacksonThreeColumns"));
        report.add(
                what + "no value read",
                "ms",
                median(results, "sdkNoColumn"),
                "draining the bytes",
                median(results, "drain"));
        report.add(what + "every value read", "ms", all, "draining the bytes", median(results, "drain"));
    }

    private void smallCalls(int threads) throws RunnerException {
        var options = options(SmallCallBenchmark.class).threads(threads).addProfiler(GCProfiler.class);
        if (quick) {
            options.warmupIterations(2).warmupTime(TimeValue.seconds(1));
            options.measurementIterations(3).measurementTime(TimeValue.seconds(1));
        }
        Collection<RunResult> results = new Runner(options.build()).run();
        String what = "create subject, " + (threads == 1 ? "one thread" : threads + " threads") + ": ";
        String peer = "bare Retrofit + Gson";
        report.add(what + "a call", "µs", median(results, "sdk"), peer, median(results, "retrofit"));
        report.add(
                what + "allocated by a call", "bytes", allocated(results, "sdk"), peer, allocated(results, "retrofit"));
    }

    private void longExtract(long rows) throws IOException, InterruptedException {
        List<String> sdk = longExtract("sdk", rows);
        List<String> jackson = longExtract("jackson", rows);
        if (!sdk.get(0).equals(jackson.get(0))) {
            throw new IllegalStateException("The SDK read " + sdk.get(0) + ", Jackson " + jackson.get(0));
        }
        report.add(
                "whole process with -Xmx64m, %,d rows, three columns read".formatted(rows),
                "ms",
                Double.parseDouble(sdk.get(1)),
                "OkHttp + Jackson, a map per row",
                Double.parseDouble(jackson.get(1)));
    }

    private List<String> longExtract(String who, long rows) throws IOException, InterruptedException {
        Process process =
                process(List.of("-Xmx64m"), LongExtract.class, who, String.valueOf(port), String.valueOf(rows));
        List<String> lines = new ArrayList<>();
        try (BufferedReader said = said(process)) {
            said.lines().forEach(lines::add);
        }
        int exit = process.waitFor();
        if (exit != 0 || lines.size() != 2) {
            throw new IllegalStateException("The process of " + who + " ended with " + exit + " and said " + lines);
        }
        return lines;
    }

    private ChainedOptionsBuilder options(Class<?> benchmark) {
        return new OptionsBuilder()
                .include(benchmark.getName() + "\\.")
                .param("port", String.valueOf(port))
                .shouldFailOnError(true);
    }

    private static double median(Collection<RunResult> results, String method) {
        return result(results, method).getPrimaryResult().getStatistics().getPercentile(50);
    }

    private static double allocated(Collection<RunResult> results, String method) {
        return Objects.requireNonNull(
                        result(results, method).getSecondaryResults().get("gc.alloc.rate.norm"))
                .getStatistics()
                .getPercentile(50);
    }

    private static RunResult result(Collection<RunResult> results, String method) {
        return results.stream()
                .filter(each -> each.getParams().getBenchmark().endsWith("." + method))
                .findFirst()
                .orElseThrow();
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
