package io.flaskdata.sdk.sandbox.http;

import java.util.List;

/** The faults set for a sandbox, in the order they were set. Thread-safe. */
public interface Faults {
    /**
     * A pending fault.
     *
     * @param path the operation's path, as set
     * @param fault what goes wrong
     * @param times how many calls it still affects
     */
    record Pending(String path, Fault fault, int times) {}

    /**
     * Sets a fault for the next call of an operation.
     *
     * @param path the operation's path as the documents have it, such as {@code /health}; or with the method before it,
     *     {@code PUT /flask/link/{linkId}}, to affect one of several operations of a path
     * @param fault what goes wrong
     * @throws IllegalArgumentException when there is no such operation
     */
    default void next(String path, Fault fault) {
        next(path, fault, 1);
    }

    /**
     * Sets a fault for the next calls of an operation.
     *
     * @param path the operation's path as the documents have it, with the method before it if necessary
     * @param fault what goes wrong
     * @param times how many calls, more than zero
     * @throws IllegalArgumentException when there is no such operation, or times is not more than zero
     */
    void next(String path, Fault fault, int times);

    /**
     * The pending faults.
     *
     * @return the faults, in the order they were set
     */
    List<Pending> pending();

    /** Removes all faults. */
    void clear();
}
