package io.flaskdata.benchmarks;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.call.Environment;
import io.flaskdata.sdk.sandbox.Sandbox;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * A whole process: a sandbox is started, used, and brought back to the seed and used, again and again. Used means that a sign-in
 * and an extract of the subjects of each EDC database have been answered. Says the milliseconds of the first reset, the median
 * of the later ones, and that of further sandboxes in the same process instead.
 */
final class SandboxReset {
    private SandboxReset() {}

    public static void main(String[] args) throws IOException {
        int rounds = Integer.parseInt(args[0]);
        List<String> databases = List.of(args).subList(1, args.length);
        try (Sandbox sandbox = Sandbox.start()) {
            use(sandbox, databases);
            System.out.println("used");
            if (rounds == 0) {
                return;
            }
            double[] resets = new double[rounds];
            for (int i = 0; i < rounds; i++) {
                long start = System.nanoTime();
                sandbox.reset();
                use(sandbox, databases);
                resets[i] = millisecondsSince(start);
            }
            System.out.println(resets[0]);
            System.out.println(median(Arrays.copyOfRange(resets, 1, rounds)));
        }
        double[] starts = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            long start = System.nanoTime();
            try (Sandbox further = Sandbox.start()) {
                use(further, databases);
                starts[i] = millisecondsSince(start);
            }
        }
        System.out.println(median(starts));
    }

    private static void use(Sandbox sandbox, List<String> databases) {
        try (FlaskDataClient flask = FlaskDataClient.builder()
                .environment(Environment.custom(sandbox.apiUrl(), sandbox.idpUrl()))
                .credentials(Sandbox.API_USER, Sandbox.PASSWORD)
                .build()) {
            for (String database : databases) {
                if (flask.edc(database).extract("study_subject").toList().isEmpty()) {
                    throw new IllegalStateException("No subjects in " + database);
                }
            }
        }
    }

    private static double millisecondsSince(long start) {
        return (System.nanoTime() - start) / 1_000_000.0;
    }

    private static double median(double[] times) {
        double[] sorted = times.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
