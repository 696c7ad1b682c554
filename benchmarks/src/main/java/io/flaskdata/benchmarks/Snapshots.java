package io.flaskdata.benchmarks;

import io.flaskdata.sdk.changes.SnapshotDifference;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A whole process: two extracts of rows that came in another order and of which one in a thousand differs are written as
 * files, or their difference is said, with the milliseconds it took.
 */
final class Snapshots {
    private Snapshots() {}

    public static void main(String[] args) throws IOException {
        Path before = Path.of(args[1]);
        Path after = Path.of(args[2]);
        if (args[0].equals("write")) {
            int port = Integer.parseInt(args[3]);
            try (Sdk sdk = new Sdk(port)) {
                sdk.lines("snapshot_" + args[4], before);
                sdk.lines("snapshot_" + args[4], after);
            }
            System.out.println("written");
        } else {
            long used = CpuProfiler.nanoseconds();
            long start = System.nanoTime();
            var counts = SnapshotDifference.between(before, after)
                    .key("id")
                    .temporaryFolder(Path.of(args[3]))
                    .forEach(change -> {});
            double processor = (CpuProfiler.nanoseconds() - used) / 1e6;
            System.out.println((System.nanoTime() - start) / 1e6 + " " + processor + " 0");
            System.out.println(counts);
        }
    }
}
