package io.flaskdata.sdk.sandbox.http;

import java.util.List;

/** The faults a sandbox is told to have, in the order they were set. Safe for use by many threads. */
public interface Faults {
    /**
     * A fault that waits for its calls.
     *
     * @param path the operation's path, as it was set
     * @param fault what goes wrong
     * @param times how many calls it still waits for
     */
    record Pending(String path, Fault fault, int times) {}

    /**
     * Sets a fault for the next call of an operation.
     *
     * @param path the operation's path as the documents have it, such as {@code /health}; with its method before it, {@code PUT
     *     /flask/link/{linkId}}, where a path has several operations and the fault is one's only
     * @param fault what goes wrong
     * @throws IllegalArgumentException when there is no such operation
     */
    default void next(String path, Fault fault) {
        next(path, fault, 1);
    }

    /**
     * Sets a fault for the next calls of an operation.
     *
     * @param path the operation's path as the documents have it, with its method before it if need be
     * @param fault what goes wrong
     * @param times how many calls, more than zero
     * @throws IllegalArgumentException when there is no such operation, or times is not more than zero
     */
    void next(String path, Fault fault, int times);

    /**
     * The faults that wait for their calls.
     *
     * @return the faults, in the order they were set
     */
    List<Pending> pending();

    /** Forgets all faults. */
    void clear();
}
