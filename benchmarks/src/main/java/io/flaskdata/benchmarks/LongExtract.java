package io.flaskdata.benchmarks;

import java.io.IOException;
import java.util.List;

/** A whole process: one extract of so many rows by the SDK or by Jackson, three columns read; says what it read and the milliseconds
 * that took, on the clock and of the processors. */
final class LongExtract {
    private LongExtract() {}

    public static void main(String[] args) throws IOException {
        int port = Integer.parseInt(args[1]);
        long rows = Long.parseLong(args[2]);
        long start = System.nanoTime();
        try (Sdk sdk = new Sdk(port);
                Peers peers = new Peers(port)) {
            List<String> columns = List.of("study_subject_label", "item_name", "item_value");
            Tally tally = (args[0].equals("sdk") ? sdk.extract(rows, columns) : peers.jackson(rows, columns)).of(rows);
            System.out.println(tally);
            System.out.println((System.nanoTime() - start) / 1_000_000);
            System.out.println(CpuProfiler.nanoseconds() / 1_000_000);
        }
    }
}
