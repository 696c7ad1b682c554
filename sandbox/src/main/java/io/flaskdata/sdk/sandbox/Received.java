package io.flaskdata.sdk.sandbox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last requests for operations. */
final class Received {
    private static final int MOST = 10_000;

    private final Deque<ReceivedRequest> requests = new ArrayDeque<>();

    void add(ReceivedRequest request) {
        synchronized (requests) {
            if (requests.size() == MOST) {
                requests.removeFirst();
            }
            requests.add(request);
        }
    }

    List<ReceivedRequest> list() {
        synchronized (requests) {
            return List.copyOf(requests);
        }
    }

    void clear() {
        synchronized (requests) {
            requests.clear();
        }
    }
}
