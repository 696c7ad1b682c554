package io.flaskdata.benchmarks;

import io.flaskdata.sdk.bulk.BulkInsert;
import io.flaskdata.sdk.bulk.CrfInsert;
import io.flaskdata.sdk.forms.CrfData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Many CRFs, each a look and an insert: by the SDK with its journal, and by bare Retrofit without one. Says milliseconds. */
final class Bulk {
    private static final int WARMUP = 300;

    private Bulk() {}

    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(args[1]);
        int inserts = Integer.parseInt(args[2]);
        int atOnce = Integer.parseInt(args[3]);
        Path journal = Path.of(args[4]);
        try (Sdk sdk = new Sdk(port);
                Peers peers = new Peers(port)) {
            for (int count : new int[] {WARMUP, inserts}) {
                long used = CpuProfiler.nanoseconds();
                long start = System.nanoTime();
                if (args[0].equals("sdk")) {
                    Files.deleteIfExists(journal);
                    sdk(sdk, journal, count, atOnce);
                } else {
                    retrofit(peers, count, atOnce);
                }
                if (count == inserts) {
                    double processor = (CpuProfiler.nanoseconds() - used) / 1e6;
                    System.out.println((System.nanoTime() - start) / 1e6 + " " + processor + " 0");
                }
            }
        }
    }

    private static void sdk(Sdk sdk, Path journal, int count, int atOnce) {
        Stream<BulkInsert.Keyed<CrfInsert>> inputs = IntStream.range(0, count)
                .mapToObj(i -> new BulkInsert.Keyed<>(
                        "key-" + i,
                        CrfInsert.of("001-" + i, "Screening", "Demographics", CrfData.of("SYSBP", 80 + i % 90))));
        var report = BulkInsert.into(sdk.flask.forms().study(7), journal)
                .concurrency(atOnce)
                .run(inputs.iterator());
        if (!report.complete()) {
            throw new IllegalStateException(report.toString());
        }
    }

    private static void retrofit(Peers peers, int count, int atOnce)
            throws IOException, InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(atOnce);
        try {
            var calls = IntStream.range(0, count)
                    .mapToObj(i -> threads.submit(() -> peers.insertCrf("001-" + i, 80 + i % 90)))
                    .toList();
            for (Future<String> each : calls) {
                each.get();
            }
        } finally {
            threads.shutdown();
        }
    }
}
