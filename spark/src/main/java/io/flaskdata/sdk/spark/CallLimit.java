package io.flaskdata.sdk.spark;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** On the driver: who is calling FlaskData now, and how many rows each partition had. */
final class CallLimit {
    static final String TAKE = "take";
    static final String RELEASE = "release";
    static final String REPORT = "report";

    private static final int SCANS = 1000;

    private final int most;
    private final Lock lock = new ReentrantLock();
    private final Map<String, String> executors = new HashMap<>();
    private final Map<String, Map<Integer, Long>> rows = new LinkedHashMap<>();

    CallLimit(int most) {
        this.most = most;
    }

    /** Never waits, because Spark hands over one message at a time. */
    Object receive(List<String> message) {
        lock.lock();
        try {
            return switch (message.get(0)) {
                case TAKE -> take(message.get(1), message.get(2));
                case RELEASE -> executors.remove(message.get(1)) != null;
                case REPORT ->
                    report(
                            message.get(1),
                            Integer.parseInt(message.get(2)),
                            Integer.parseInt(message.get(3)),
                            Long.parseLong(message.get(4)));
                default -> throw new IllegalArgumentException("Unknown message");
            };
        } finally {
            lock.unlock();
        }
    }

    private Boolean take(String call, String executor) {
        if (executors.size() >= most && !executors.containsKey(call)) {
            return false;
        }
        executors.put(call, executor);
        return true;
    }

    /** A partition that is read again, by a retry or a speculative task, counts once. */
    private Long report(String scan, int partition, int partitions, long count) {
        Map<Integer, Long> counts = rows.computeIfAbsent(scan, each -> new HashMap<>());
        counts.put(partition, count);
        if (rows.size() > SCANS) {
            rows.remove(rows.keySet().iterator().next());
        }
        return counts.size() < partitions
                ? -1
                : counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Its calls ended with it. */
    void executorIsGone(String executor) {
        lock.lock();
        try {
            executors.values().removeIf(executor::equals);
        } finally {
            lock.unlock();
        }
    }
}
