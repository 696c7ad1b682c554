package io.flaskdata.sdk.sandbox.junit;

import io.flaskdata.sdk.sandbox.Sandbox;
import io.flaskdata.sdk.sandbox.SandboxClock;
import io.flaskdata.sdk.sandbox.seed.Seed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** A class's or a run's sandbox, which JUnit closes with the class or the run. */
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

    /** What was called since the last test was not called by the one that begins. */
    void testBegins(boolean reset) {
        outsideTests.addAll(inferredOfTest());
        if (reset) {
            sandbox.reset();
            clock.reset();
        }
    }

    /** What the test that has begun called of which something is inferred, in words. */
    List<String> inferredOfTest() {
        return sandbox.takeInferred();
    }

    /** The same of what was called outside tests until now; forgets it. */
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
