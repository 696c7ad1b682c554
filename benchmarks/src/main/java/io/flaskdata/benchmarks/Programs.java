package io.flaskdata.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Programs that are not ours: curl, Python, GNU sort and comm, DuckDB. Each gives milliseconds, on the clock and of the processors. */
final class Programs {
    private static final String PYTHON = """
            import json, requests, sys, time
            start = time.time(); used = time.process_time()
            answer = requests.post(sys.argv[1], json={'tableName': sys.argv[2]}, headers={'Authorization': 'JWT benchmark', 'EDC': 'demo'})
            values = sum(1 for row in json.loads(answer.content) for value in row.values() if value is not None)
            print((time.time() - start) * 1000, (time.process_time() - used) * 1000, 0)
            """;

    private Programs() {}

    static boolean has(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The answer as it comes, into a file. */
    static double[] curl(int port, long rows, Path file) throws IOException, InterruptedException {
        String address = "http://127.0.0.1:" + port + "/edc/study/extract-data";
        return run("curl -sS -o " + file + " --json '{\"tableName\":\"rows_" + rows + "\"}' " + address);
    }

    /** What users have without the SDK; without the start of Python. */
    static double[] python(int port, long rows) throws IOException, InterruptedException {
        String address = "http://127.0.0.1:" + port + "/edc/study/extract-data";
        List<String> said = Processes.lines(Processes.start(List.of("python3", "-c", PYTHON, address, "rows_" + rows)));
        return Race.parsed(said.get(0));
    }

    /** Every value of a file of JSON as text, and how long they are. */
    static double[] duckRead(Path file, Path folder) throws SQLException, IOException {
        String columns = String.join(
                " + ",
                SampleRows.COLUMNS.stream()
                        .map(name -> "coalesce(sum(length(\"" + name + "\"::varchar)), 0)")
                        .toList());
        return duck(folder, "1GB", "select " + columns + " from read_json('" + file + "')");
    }

    /** To CSV. */
    static double[] duckCsv(Path file, Path csv, Path folder) throws SQLException, IOException {
        return duck(folder, "1GB", "copy (from read_json('" + file + "')) to '" + csv + "' (header)");
    }

    /** How many rows have changed between two files of lines, by the key {@code id}. */
    static double[] duckDifference(Path before, Path after, Path folder) throws SQLException, IOException {
        String one = "(select json ->> 'id' as k, json as j from read_ndjson_objects('" + before + "'))";
        String other = "(select json ->> 'id' as k, json as j from read_ndjson_objects('" + after + "'))";
        return duck(
                folder,
                "512MB",
                "select count(*) from " + one + " a full outer join " + other
                        + " b using (k) where a.j is distinct from b.j");
    }

    private static double[] duck(Path folder, String memory, String query) throws SQLException, IOException {
        Path spilled = Files.createDirectories(folder.resolve("duck"));
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement()) {
            statement.execute("set memory_limit = '" + memory + "'");
            statement.execute("set temp_directory = '" + spilled + "'");
            long processor = CpuProfiler.nanoseconds();
            long start = System.nanoTime();
            boolean rows = statement.execute(query);
            if (rows) {
                try (ResultSet result = statement.getResultSet()) {
                    result.next();
                }
            }
            long clock = System.nanoTime() - start;
            return new double[] {clock / 1e6, (CpuProfiler.nanoseconds() - processor) / 1e6, 0};
        }
    }

    /** Both files sorted as bytes in 32 MB each, and the lines that only one has. */
    static double[] sortAndComm(Path before, Path after, Path folder) throws IOException, InterruptedException {
        String sort = "LC_ALL=C sort --parallel=1 -S 32M -T " + folder + " ";
        String one = folder.resolve("before.sorted").toString();
        String other = folder.resolve("after.sorted").toString();
        return run(sort + before + " > " + one + "; " + sort + after + " > " + other + "; LC_ALL=C comm -3 " + one + " "
                + other + " > " + folder.resolve("changed"));
    }

    /** A command of the shell: milliseconds on the clock and of the processors. */
    private static double[] run(String command) throws IOException, InterruptedException {
        long start = System.nanoTime();
        List<String> said = Processes.lines(Processes.start(List.of("bash", "-c", "set -e; " + command + "; times")));
        double clock = (System.nanoTime() - start) / 1e6;
        double processor = 0;
        // The last line has the children's time in user and in system code: 0m1.250s 0m0.310s.
        for (String time : said.get(said.size() - 1).split(" ")) {
            String[] parts = time.replace("s", "").split("m");
            processor += 60_000 * Double.parseDouble(parts[0]) + 1000 * Double.parseDouble(parts[1]);
        }
        return new double[] {clock, processor, 0};
    }
}
