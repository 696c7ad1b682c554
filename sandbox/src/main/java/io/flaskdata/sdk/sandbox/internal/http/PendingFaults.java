package io.flaskdata.sdk.sandbox.internal.http;

import io.flaskdata.sdk.sandbox.http.Fault;
import io.flaskdata.sdk.sandbox.http.Faults;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The pending faults of these routes. */
public final class PendingFaults implements Faults {
    private final Set<String> paths;
    /** Each a method and a path. */
    private final Set<String> operations;

    private final List<Pending> pending = new ArrayList<>();

    public PendingFaults(List<Route> routes) {
        paths = routes.stream().map(Route::path).collect(Collectors.toUnmodifiableSet());
        operations = routes.stream().map(Route::operation).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void next(String path, Fault fault, int times) {
        if (!operations.contains(path) && !paths.contains(path)) {
            throw new IllegalArgumentException("There is no operation " + path + ".");
        }
        if (times < 1) {
            throw new IllegalArgumentException("times must be more than zero.");
        }
        synchronized (pending) {
            pending.add(new Pending(path, fault, times));
        }
    }

    @Override
    public List<Pending> pending() {
        synchronized (pending) {
            return List.copyOf(pending);
        }
    }

    @Override
    public void clear() {
        synchronized (pending) {
            pending.clear();
        }
    }

    @Nullable
    Fault take(Route route) {
        synchronized (pending) {
            for (int i = 0; i < pending.size(); i++) {
                Pending found = pending.get(i);
                if (found.path().equals(route.path()) || found.path().equals(route.operation())) {
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
