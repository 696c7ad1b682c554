package io.flaskdata.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/**
 * A whole process: a contender does its work some times to warm up and then some times measured. Says what came of it and,
 * for each time measured, the milliseconds on the clock, those of the processors, and the kilobytes allocated by its thread.
 */
final class Turn {
    private Turn() {}

    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(args[1]);
        long rows = Long.parseLong(args[2]);
        int warmups = Integer.parseInt(args[3]);
        int measured = Integer.parseInt(args[4]);
        try (Work work = new Work(port, rows, Path.of(args[5]))) {
            Callable<Object> task = work.named(args[0]);
            for (int i = 0; i < warmups; i++) {
                task.call();
            }
            for (int i = 0; i < measured; i++) {
                long allocated = allocated();
                long processor = CpuProfiler.nanoseconds();
                long clock = System.nanoTime();
                Object said = task.call();
                clock = System.nanoTime() - clock;
                processor = CpuProfiler.nanoseconds() - processor;
                allocated = allocated() - allocated;
                if (i == 0) {
                    System.out.println(said);
                }
                System.out.println(clock / 1e6 + " " + processor / 1e6 + " " + allocated / 1024);
            }
        }
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
