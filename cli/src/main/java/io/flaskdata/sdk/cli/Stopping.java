package io.flaskdata.sdk.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * What happens at Ctrl-C or a SIGTERM while something is being sent: nothing new is begun, and the process ends when
 * what is on its way has an answer, at the latest after 20 seconds. The JVM then exits with 130 or 143.
 */
final class Stopping implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 20;

    private final CountDownLatch told = new CountDownLatch(1);
    private final Surroundings around;
    private final String unanswered;
    private final Thread hook = new Thread(this::wait20, "flaskdata-stopping");
    private volatile boolean asked;

    private Stopping(Surroundings around, String unanswered) {
        this.around = around;
        this.unanswered = unanswered;
    }

    /**
     * From now until it is closed.
     *
     * @param unanswered what a person must know when the answer doesn't come
     */
    static Stopping watched(Surroundings around, String unanswered) {
        Stopping stopping = new Stopping(around, unanswered);
        Runtime.getRuntime().addShutdownHook(stopping.hook);
        return stopping;
    }

    /** One write, whose result is told before the process ends. */
    static <T> T during(Session session, String unanswered, Supplier<T> write) {
        try (Stopping stopping = watched(session.around(), unanswered)) {
            return write.get();
        }
    }

    boolean asked() {
        return asked;
    }

    private void wait20() {
        asked = true;
        around.err().println("flaskdata: stopping, as soon as what is on its way is answered");
        try {
            if (!told.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                around.err().println("flaskdata: " + unanswered);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        told.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending already, because of it.
            asked = true;
        }
    }
}
