package io.flaskdata.sdk.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import org.apache.spark.TaskContext;
import org.jspecify.annotations.Nullable;

/** The way of a JVM to the driver's {@link CallLimit}, which the plugin opens. Without it calls are not limited here. */
final class Calls {
    private static final long WAIT_MILLIS = 100;

    /** Asks the driver. */
    interface Driver {
        Object ask(List<String> message) throws Exception;
    }

    private record Connected(String executor, Driver driver) {}

    private static volatile @Nullable Connected connected;

    /** A call that may be made until it is closed. */
    interface Turn extends AutoCloseable {
        @Override
        void close();
    }

    private Calls() {}

    static void connect(String executor, Driver driver) {
        connected = new Connected(executor, driver);
    }

    static void disconnect() {
        connected = null;
    }

    static boolean areLimited() {
        return connected != null;
    }

    /** Waits until the driver lets one more call be made. */
    static Turn take() {
        Connected to = connected;
        if (to == null) {
            return () -> {};
        }
        String id = UUID.randomUUID().toString();
        Turn turn = () -> ask(to, List.of(CallLimit.RELEASE, id));
        boolean taken = false;
        try {
            while (!Boolean.TRUE.equals(ask(to, List.of(CallLimit.TAKE, id, to.executor)))) {
                pause();
            }
            taken = true;
            return turn;
        } finally {
            if (!taken) {
                turn.close();
            }
        }
    }

    private static void pause() {
        TaskContext task = TaskContext.get();
        if (task != null && task.isInterrupted()) {
            throw new CancellationException("The task was ended while it waited for its turn to call");
        }
        try {
            Thread.sleep(WAIT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("Interrupted while waiting for a turn to call");
        }
    }

    /**
     * Tells the driver that a partition was read to its end.
     *
     * @return the sum of all partitions' rows, or -1 while some are missing
     */
    static long report(SlicePartition partition, long rows) {
        Connected to = connected;
        if (to == null) {
            throw new IllegalStateException("spark.plugins has no " + FlaskDataPlugin.class.getName() + " in this JVM");
        }
        return (Long) ask(
                to,
                List.of(
                        CallLimit.REPORT,
                        partition.scan(),
                        String.valueOf(partition.index()),
                        String.valueOf(partition.partitions()),
                        String.valueOf(rows)));
    }

    private static Object ask(Connected to, List<String> message) {
        try {
            // A list that any class loader knows.
            return to.driver.ask(new ArrayList<>(message));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("The driver can't be asked", e);
        }
    }
}
