package io.flaskdata.sdk.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Cells that need a JVM of their own, whose heap is small; the servers are in it too, and send block by block. */
final class SmallHeap {
    private SmallHeap() {}

    static List<String> run(Fault fault, Path folder) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-Dflaskdata.reliability.all=" + Boolean.getBoolean("flaskdata.reliability.all"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SmallHeap.class.getName(),
                        fault.name,
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0 ? List.of() : List.of(said);
    }

    public static void main(String[] args) throws IOException {
        FaultMatrixTest.folder = Path.of(args[1]);
        Fault fault = Faults.all("http://localhost/").stream()
                .filter(each -> each.name.equals(args[0]))
                .findFirst()
                .orElseThrow();
        List<String> wrong = new ArrayList<>();
        for (Doing doing : Doing.values()) {
            for (Over over : Over.values()) {
                if (FaultMatrixTest.isRun(fault, over)) {
                    wrong.addAll(FaultMatrixTest.cell(fault, doing, over));
                }
            }
        }
        wrong.forEach(System.out::println);
        System.exit(wrong.isEmpty() ? 0 : 1);
    }
}
