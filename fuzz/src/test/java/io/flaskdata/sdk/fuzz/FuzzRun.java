package io.flaskdata.sdk.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Runs Jazzer on one target after the other, each in a process of its own: {@code mvn -Pfuzz verify -pl fuzz}. What it
 * found stands in {@code target/fuzz}, with a table of the executions. Ends with 1 when something was found or a target did
 * not run.
 */
final class FuzzRun {
    private static final String TARGET = "FuzzTest.class";
    private static final Pattern EXECUTED = Pattern.compile("number_of_executed_units: (\\d+)");
    private static final Pattern FINDING = Pattern.compile("== Java Exception: (.*)");

    /** Records that Jazzer's instrumentation breaks: NoSuchFieldError. */
    private static final List<String> NOT_INSTRUMENTED = List.of(
            "io.flaskdata.sdk.internal.RowContext",
            "io.flaskdata.sdk.rows.ZipOptions",
            "io.flaskdata.sdk.rows.ZipLimits",
            "io.flaskdata.sdk.rows.Manifest**",
            "io.flaskdata.sdk.spectools.Sources**");

    private final Path folder;
    private final String seconds;

    private FuzzRun(Path folder, String seconds) {
        this.folder = folder;
        this.seconds = seconds;
    }

    /** The folder of the targets' classes, where the results go, seconds for each, and a part of a target's name. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        FuzzRun run = new FuzzRun(Path.of(arguments[1]).toAbsolutePath(), arguments[2]);
        long total = 0;
        boolean failed = false;
        List<String> table = new ArrayList<>(List.of("| target | executions | found |", "|---|---|---|"));
        for (String target : targets(Path.of(arguments[0]), arguments[3])) {
            String log = run.log(target);
            long executions = EXECUTED.matcher(log)
                    .results()
                    .mapToLong(each -> Long.parseLong(each.group(1)))
                    .max()
                    .orElse(0);
            Matcher finding = FINDING.matcher(log);
            String found = finding.find() ? finding.group(1) : "";
            total += executions;
            failed |= executions == 0 || !found.isEmpty();
            table.add("| " + target + " | " + executions + " | " + found + " |");
            System.out.println(table.get(table.size() - 1));
        }
        table.add("| in all | " + total + " | |");
        Files.write(run.folder.resolve("fuzz.md"), table);
        System.out.println(total + " executions");
        System.exit(failed || total == 0 ? 1 : 0);
    }

    private static List<String> targets(Path classes, String part) throws IOException {
        try (Stream<Path> files = Files.walk(classes)) {
            return files.map(file -> classes.relativize(file).toString().replace('\\', '/'))
                    .filter(file -> file.endsWith(TARGET) && file.contains(part))
                    .map(file ->
                            file.substring(0, file.length() - ".class".length()).replace('/', '.'))
                    .sorted()
                    .toList();
        }
    }

    private String log(String target) throws IOException, InterruptedException {
        Path own = Files.createDirectories(folder.resolve(target));
        Path log = folder.resolve(target + ".log");
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx700m",
                "-Xss2m",
                "-XX:+UseSerialGC",
                // Refusals are exceptions: without their traces there are several times as many.
                "-XX:-StackTraceInThrowable",
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + target,
                "--instrumentation_includes=io.flaskdata.**",
                "--instrumentation_excludes=" + String.join(":", NOT_INSTRUMENTED),
                "--trace=cov",
                "--keep_going=3",
                "-max_len=512",
                "-print_final_stats=1",
                "-max_total_time=" + seconds);
        new ProcessBuilder(command)
                .directory(own.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        return new String(Files.readAllBytes(log), StandardCharsets.ISO_8859_1);
    }
}
