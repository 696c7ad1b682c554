package io.flaskdata.sdk.sandbox.junit;

import io.flaskdata.sdk.sandbox.Sandbox;
import io.flaskdata.sdk.sandbox.SandboxClock;
import io.flaskdata.sdk.sandbox.seed.Seed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The sandbox of a class or a run, closed by JUnit with the class or run. */
final class RunningSandbox implements AutoCloseable {
    private final Sandbox sandbox;
    private final SandboxClock clock;
    private final List<String> outsideTests = new ArrayList<>();

    private RunningSandbox(Sandbox sandbox, SandboxClock clock) {
        this.sandbox = sandbox;
        this.clock = clock;
    }

    static RunningSandbox start(Seed seed) {
        SandboxClock clock = SandboxClock.system();
        try {
            return new RunningSandbox(Sandbox.builder().clock(clock).seed(seed).start(), clock);
        } catch (IOException e) {
            throw new UncheckedIOException("The sandbox can't be started", e);
        }
    }

    Sandbox sandbox() {
        return sandbox;
    }

    SandboxClock clock() {
        return clock;
    }

    /** Calls made since the last test do not count for the one that begins. */
    void testBegins(boolean reset) {
        outsideTests.addAll(inferredOfTest());
        if (reset) {
            sandbox.reset();
            clock.reset();
        }
    }

    /** The operations with inferred behaviour that the current test called, in words. */
    List<String> inferredOfTest() {
        return sandbox.takeInferred();
    }

    /** The same for calls outside tests until now; discards them. */
    List<String> inferredOutsideTests() {
        List<String> all = new ArrayList<>(outsideTests);
        outsideTests.clear();
        all.addAll(inferredOfTest());
        return all.stream().distinct().toList();
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
