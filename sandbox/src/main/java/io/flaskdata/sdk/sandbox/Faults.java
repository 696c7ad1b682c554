package io.flaskdata.sdk.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The faults a sandbox is told to have, in the order they were set. Safe for use by many threads. */
public final class Faults {
    private final Set<String> paths;
    /** A path with a method before it each. */
    private final Set<String> operations;

    private final List<Pending> pending = new ArrayList<>();

    /**
     * A fault that waits for its calls.
     *
     * @param path the operation's path, as it was set
     * @param fault what goes wrong
     * @param times how many calls it still waits for
     */
    public record Pending(String path, Fault fault, int times) {}

    Faults(List<Route> routes) {
        paths = routes.stream().map(Route::path).collect(Collectors.toUnmodifiableSet());
        operations = routes.stream().map(Faults::operation).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Sets a fault for the next call of an operation.
     *
     * @param path the operation's path as the documents have it, such as {@code /health}; with its method before it, {@code PUT
     *     /flask/link/{linkId}}, where a path has several operations and the fault is one's only
     * @param fault what goes wrong
     * @throws IllegalArgumentException when there is no such operation
     */
    public void next(String path, Fault fault) {
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
    public void next(String path, Fault fault, int times) {
        if (!operations.contains(path)) {
            refuseUnknown(path);
        }
        if (times < 1) {
            throw new IllegalArgumentException("times must be more than zero.");
        }
        synchronized (pending) {
            pending.add(new Pending(path, fault, times));
        }
    }

    /**
     * The faults that wait for their calls.
     *
     * @return the faults, in the order they were set
     */
    public List<Pending> pending() {
        synchronized (pending) {
            return List.copyOf(pending);
        }
    }

    /** Forgets all faults. */
    public void clear() {
        synchronized (pending) {
            pending.clear();
        }
    }

    void refuseUnknown(String path) {
        if (!paths.contains(path)) {
            throw new IllegalArgumentException("There is no operation " + path + ".");
        }
    }

    private static String operation(Route route) {
        return route.method() + " " + route.path();
    }

    @Nullable
    Fault take(Route route) {
        synchronized (pending) {
            for (int i = 0; i < pending.size(); i++) {
                Pending found = pending.get(i);
                if (found.path().equals(route.path()) || found.path().equals(operation(route))) {
                    if (found.times() == 1) {
                        pending.remove(i);
                    } else {
                        pending.set(i, new Pending(found.path(), found.fault(), found.times() - 1));
                    }
                    return found.fault();
                }
            }
            return null;
        }
    }
}
