package io.flaskdata.benchmarks;

import io.flaskdata.benchmarks.Race.Times;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.openjdk.jmh.runner.RunnerException;

/** Runs all of it against one source in a process of its own, and writes the table. */
final class Benchmarks {
    static final int ROUNDS = 3;

    private static final int MANY_THREADS = 64;
    private static final Map<String, String> PEERS = Map.of(
            "jackson", "OkHttp + Jackson, expected names, arrays",
            "fastjson", "OkHttp + fastjson2, the same",
            "dsl", "OkHttp + DSL-JSON, the same",
            "jdk", "JDK HttpClient + Jackson, the same",
            "maps", "OkHttp + Jackson, a map per row",
            "retrofit", "stock retrofit2 client",
            "okhttp", "stock okhttp-gson client");

    private final Path folder;
    private final boolean quick;
    private final boolean all;
    private final int port;
    private final Report report = new Report();

    private Benchmarks(Path folder, boolean quick, boolean all, int port) {
        this.folder = folder;
        this.quick = quick;
        this.all = all;
        this.port = port;
    }

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        Process source = Processes.java(List.of(), FixedSource.class);
        try (BufferedReader said = Processes.said(source)) {
            int port = Integer.parseInt(said.readLine());
            new Benchmarks(folder, Boolean.parseBoolean(args[1]), Boolean.parseBoolean(args[2]), port)
                    .run(args.length > 3 ? List.of(args[3].split(",")) : List.of());
        } finally {
            source.destroy();
        }
    }

    /** A part of the measurements. */
    private interface Part {
        void run() throws Exception;
    }

    /** Without names, all parts. */
    private void run(List<String> names) throws Exception {
        Map<String, Part> parts = new java.util.LinkedHashMap<>();
        parts.put("rows", this::rows);
        parts.put("files", this::files);
        parts.put("difference", this::difference);
        parts.put("long", this::longExtract);
        parts.put("start", this::start);
        parts.put("bulk", this::bulk);
        parts.put("small", this::smallCalls);
        parts.put("growth", this::growth);
        parts.put("sandbox", this::sandboxes);
        for (Map.Entry<String, Part> part : parts.entrySet()) {
            if (names.isEmpty() || names.contains(part.getKey())) {
                part.getValue().run();
            }
        }
        Files.writeString(folder.resolve("benchmarks.json"), report.json());
        Path table = folder.resolve("benchmarks.md");
        Files.writeString(table, report.toString());
        System.out.println(report);
        System.out.println("Written to " + table);
    }

    private static Times of(Map<String, Times> race, String name) {
        return Objects.requireNonNull(race.get(name));
    }

    private static String peer(String name) {
        return Objects.requireNonNull(PEERS.get(name.substring(name.indexOf('-') + 1)));
    }

    /** A tenth of the rows is read several times in a process, all of them once after a warm-up. */
    private Map<String, Times> race(boolean compared, String... names) throws IOException, InterruptedException {
        long rows = quick ? 100_000 : 300_000;
        return new Race(port, rows, folder, "1g").run(quick ? 1 : ROUNDS, quick ? 4 : 5, 3, compared, names);
    }

    private void compare(String what, Map<String, Times> times, String sdk, List<String> peers) {
        for (String peer : peers) {
            report.add(what, of(times, sdk), peer(peer), of(times, peer));
        }
    }

    private void rows() throws IOException, InterruptedException {
        Map<String, Times> every =
                race(true, "all-sdk", "all-jackson", "all-fastjson", "all-dsl", "all-jdk", "all-maps");
        String what = "rows × 30, every value read as text";
        compare(what, every, "all-sdk", List.of("all-jackson", "all-fastjson", "all-dsl", "all-jdk", "all-maps"));
        Map<String, Times> few = race(false, "drain", "none-sdk", "three-sdk", "three-jackson", "three-dsl");
        report.add(what, of(every, "all-sdk"), "draining the bytes", of(few, "drain"));
        report.add("three columns read", of(few, "three-sdk"), "draining the bytes", of(few, "drain"));
        report.add("no column read", of(few, "none-sdk"), "draining the bytes", of(few, "drain"));
        compare("three columns read", few, "three-sdk", List.of("three-jackson", "three-dsl"));
        Map<String, Times> typed = race(true, "typed-sdk", "typed-jackson", "typed-fastjson", "typed-dsl");
        what = "ints, decimals, instants and flags of 11 columns";
        compare(what, typed, "typed-sdk", List.of("typed-jackson", "typed-fastjson", "typed-dsl"));
        // Its decimals are doubles, so it doesn't read the same.
        Map<String, Times> stock =
                new Race(port, 100_000, folder, "4g").run(1, 1, 2, false, "all-sdk", "all-retrofit", "all-okhttp");
        compare("100,000 rows, every value", stock, "all-sdk", List.of("all-retrofit", "all-okhttp"));
        if (Programs.has("python3", "-c", "import requests")) {
            Times python = Times.of(Programs.python(port, 100_000));
            report.add("100,000 rows, every value", of(stock, "all-sdk"), "Python, requests + json", python);
        } else {
            report.note("Python with requests is not on this machine, so it was left out.");
        }
        Map<String, Times> slices = race(false, "none-sdk", "slices-2", "slices-4");
        report.add("slices, 2 at once", of(slices, "slices-2"), "one stream", of(slices, "none-sdk"));
        report.add("slices, 4 at once", of(slices, "slices-4"), "one stream", of(slices, "none-sdk"));
    }

    private void files() throws IOException, InterruptedException, SQLException {
        Map<String, Times> csv = race(true, "csv-sdk", "csv-jackson", "csv-fastjson", "csv-dsl");
        compare("extract to CSV", csv, "csv-sdk", List.of("csv-jackson", "csv-fastjson", "csv-dsl"));
        Map<String, Times> lines = race(true, "lines-sdk", "lines-jackson");
        report.add(
                "extract to JSON lines",
                of(lines, "lines-sdk"),
                "Jackson's copy of each row",
                of(lines, "lines-jackson"));
        long rows = quick ? 100_000 : 300_000;
        Path json = folder.resolve("rows.json");
        Times curl = new Times();
        for (int i = 0; i < ROUNDS; i++) {
            curl.add(Programs.curl(port, rows, json));
        }
        report.add("extract to JSON lines", of(lines, "lines-sdk"), "curl to disk", curl);
        Times duck = Times.of(Programs.duckCsv(json, folder.resolve("duck.csv"), folder));
        report.add("extract to CSV", of(csv, "csv-sdk"), "DuckDB, of a file that is there", duck);
        Times read = Times.of(Programs.duckRead(json, folder));
        report.add("extract to CSV", of(csv, "csv-sdk"), "DuckDB's read_json, lengths of all values of a file", read);
    }

    private void difference() throws IOException, InterruptedException, SQLException {
        long rows = all ? 10_000_000 : quick ? 300_000 : 2_000_000;
        Path before = folder.resolve("before.jsonl");
        Path after = folder.resolve("after.jsonl");
        Processes.lines(Processes.java(
                List.of(),
                Snapshots.class,
                "write",
                before.toString(),
                after.toString(),
                String.valueOf(port),
                "" + rows));
        List<String> said = Processes.lines(Processes.java(
                List.of("-Xmx64m"),
                Snapshots.class,
                "compare",
                before.toString(),
                after.toString(),
                folder.toString()));
        Times sdk = Times.of(Race.parsed(said.get(0)));
        String what = "difference of two snapshots of %,d rows, -Xmx64m".formatted(rows);
        report.add(what, sdk, "GNU sort and comm", Times.of(Programs.sortAndComm(before, after, folder)));
        report.add(what, sdk, "DuckDB, 512 MB", Times.of(Programs.duckDifference(before, after, folder)));
    }

    private void longExtract() throws IOException, InterruptedException {
        long rows = all ? 5_000_000 : quick ? 300_000 : 1_500_000;
        Times sdk = longExtract("sdk", port, rows, "-Xmx64m");
        Times jackson = longExtract("jackson", port, rows, "-Xmx64m");
        String what = "whole process with -Xmx64m, %,d rows, three columns read".formatted(rows);
        report.add(what, sdk, peer("-maps"), jackson);
    }

    private static Times longExtract(String who, int port, long rows, String heap)
            throws IOException, InterruptedException {
        List<String> said = Processes.lines(
                Processes.java(List.of(heap), LongExtract.class, who, String.valueOf(port), String.valueOf(rows)));
        Times times = new Times();
        times.add(new double[] {Double.parseDouble(said.get(1)), Double.parseDouble(said.get(2)), 0});
        return times;
    }

    private void start() throws IOException, InterruptedException {
        List<Times> times = List.of(new Times(), new Times());
        for (int round = 0; round < (quick ? 3 : 7); round++) {
            for (int i = 0; i < 2; i++) {
                long start = System.nanoTime();
                String who = i == 0 ? "sdk" : "retrofit";
                List<String> said = Processes.lines(Processes.java(List.of(), FirstAnswer.class, who, "" + port));
                times.get(i).add(new double[] {(System.nanoTime() - start) / 1e6, Double.parseDouble(said.get(1)), 0});
            }
        }
        report.add("JVM start to the first answer and its end", times.get(0), SmallCalls.BARE, times.get(1));
    }

    private void bulk() throws IOException, InterruptedException {
        for (int atOnce : new int[] {4, 32}) {
            List<Times> times = List.of(new Times(), new Times());
            int inserts = quick ? 1_000 : 10_000;
            for (int round = 0; round < (quick ? 1 : ROUNDS); round++) {
                for (int i = 0; i < 2; i++) {
                    String journal = folder.resolve("bulk.journal").toString();
                    String who = i == 0 ? "sdk" : "retrofit";
                    List<String> said = Processes.lines(
                            Processes.java(List.of(), Bulk.class, who, "" + port, "" + inserts, "" + atOnce, journal));
                    times.get(i).add(Race.parsed(said.get(0)));
                }
            }
            String what = "bulk insert of %,d CRFs, %d at once, each line forced to disk".formatted(inserts, atOnce);
            report.add(what, times.get(0), "the same calls by bare Retrofit, no journal", times.get(1));
        }
    }

    private void smallCalls() throws RunnerException {
        SmallCalls calls = new SmallCalls(port, quick, report);
        calls.run(1);
        calls.run(MANY_THREADS);
    }

    /** Each size while the others stay: 10 columns of 10 characters, 10,000 rows. */
    private void growth() throws IOException, InterruptedException {
        Growth growth = new Growth();
        long mostRows = all ? 10_000_000 : quick ? 100_000 : 1_000_000;
        for (long rows = 10_000; rows <= mostRows; rows *= 10) {
            growth.add("rows", rows, grid(rows, 10, 10));
        }
        for (int columns : new int[] {5, 50, 500}) {
            growth.add("columns", columns, grid(20_000, columns, 10));
        }
        for (int length : new int[] {1, 10, 100, 1_000, 10_000}) {
            growth.add("characters of a cell", length, grid(2_000, 10, length));
        }
        growth.writeTo(folder);
    }

    private double grid(long rows, int columns, int length) throws IOException, InterruptedException {
        String name = "grid-" + rows + "_" + columns + "_" + length;
        Times times = of(new Race(port, rows, folder, "256m").run(1, 2, 3, false, name), name);
        return Report.Spread.of(times.processor()).median();
    }

    private void sandboxes() throws IOException, InterruptedException {
        Sandboxes.run(report, quick, "demo");
        Sandboxes.run(report, quick, "demo", "omdena");
    }
}
