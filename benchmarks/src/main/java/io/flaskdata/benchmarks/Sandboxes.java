package io.flaskdata.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A sandbox's reset beside its start. */
final class Sandboxes {
    private static final String FRESH = "a fresh start in a process of its own";

    private Sandboxes() {}

    /** A reset beside a start of its own, from the process's start on, in turns. */
    static void run(Report report, boolean quick, String... databases) throws IOException, InterruptedException {
        List<Double> starts = new ArrayList<>();
        List<String> resets = List.of();
        for (int round = 0; round < Benchmarks.ROUNDS; round++) {
            starts.add(start(databases));
            resets = resets(quick ? 5 : 20, databases);
        }
        String what = "sandbox back at the seed and used (" + String.join(", ", databases) + "), ";
        report.add(what + "the first time", "ms", List.of(parsed(resets, 1)), FRESH, starts);
        report.add(what + "later", "ms", List.of(parsed(resets, 2)), FRESH, starts);
        String further = "a further sandbox in the same process";
        report.add(what + "later", "ms", List.of(parsed(resets, 2)), further, List.of(parsed(resets, 3)));
    }

    private static double parsed(List<String> said, int line) {
        return Double.parseDouble(said.get(line));
    }

    /** Milliseconds from nothing until it has been used. */
    static double start(String... databases) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process process = sandboxProcess(0, databases);
        try (BufferedReader said = Processes.said(process)) {
            String line = said.readLine();
            double milliseconds = (System.nanoTime() - start) / 1_000_000.0;
            if (!"used".equals(line) || process.waitFor() != 0) {
                throw new IllegalStateException("The sandbox's process said " + line);
            }
            return milliseconds;
        }
    }

    /** "used", and the milliseconds that {@link SandboxReset} says. */
    static List<String> resets(int rounds, String... databases) throws IOException, InterruptedException {
        return Processes.lines(sandboxProcess(rounds, databases));
    }

    private static Process sandboxProcess(int rounds, String... databases) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(String.valueOf(rounds)));
        arguments.addAll(List.of(databases));
        return Processes.java(List.of(), SandboxReset.class, arguments.toArray(new String[0]));
    }
}
