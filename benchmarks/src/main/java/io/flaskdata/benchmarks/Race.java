package io.flaskdata.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Contenders in turns, each in a process of its own, so that what else the machine does at a time meets all of them. */
final class Race {
    /** What was measured of one contender: one number for each time. */
    record Times(List<Double> clock, List<Double> processor, List<Double> allocated) {
        Times() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        static Times of(double[] line) {
            Times times = new Times();
            times.add(line);
            return times;
        }

        void add(double[] line) {
            clock.add(line[0]);
            processor.add(line[1]);
            allocated.add(line[2]);
        }
    }

    private final int port;
    private final long rows;
    private final Path folder;
    private final String heap;

    Race(int port, long rows, Path folder, String heap) {
        this.port = port;
        this.rows = rows;
        this.folder = folder;
        this.heap = heap;
    }

    static double[] parsed(String line) {
        return Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).toArray();
    }

    /** What all of these say they read must be the same, unless it is not to be compared. */
    Map<String, Times> run(int rounds, int warmups, int measured, boolean compared, String... names)
            throws IOException, InterruptedException {
        Map<String, Times> times = new LinkedHashMap<>();
        String said = null;
        for (int round = 0; round < rounds; round++) {
            for (String name : names) {
                List<String> lines = Processes.lines(Processes.java(
                        List.of("-Xmx" + heap),
                        Turn.class,
                        name,
                        String.valueOf(port),
                        String.valueOf(rows),
                        String.valueOf(warmups),
                        String.valueOf(measured),
                        folder.toString()));
                if (compared && said != null && !said.equals(lines.get(0))) {
                    throw new IllegalStateException(name + " read " + lines.get(0) + ", another " + said);
                }
                said = lines.get(0);
                Times of = times.computeIfAbsent(name, each -> new Times());
                lines.subList(1, lines.size()).forEach(line -> of.add(parsed(line)));
            }
        }
        return times;
    }
}
