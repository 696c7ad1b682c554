package io.flaskdata.sdk.sandbox.internal.http;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.flaskdata.sdk.sandbox.http.Fault;
import io.flaskdata.sdk.sandbox.http.ReceivedRequest;
import io.flaskdata.sdk.sandbox.internal.base.PlainJson;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** The last requests for operations, in order of arrival. A request is recorded before its answer is sent. */
public final class Received {
    private static final int MOST = 10_000;
    /** The limit of all bodies together, so that a load test doesn't fill the memory. */
    private static final long MOST_CHARACTERS = 32_000_000;

    private final Deque<Entry> entries = new ArrayDeque<>();
    private long number;
    /** The routes called since they were last taken, even if their requests were discarded. */
    private final Set<Route> inferred = new LinkedHashSet<>();

    private long characters;

    /** One request, completed as it is processed. */
    final class Entry {
        private ReceivedRequest request;
        private boolean onRecord;
        private int counted;

        private Entry(ReceivedRequest request) {
            this.request = request;
        }

        void body(JsonObject body, @Nullable String database) {
            String shown = PlainJson.GSON.toJson(withoutPasswords(body));
            synchronized (entries) {
                request = with(database == null ? "" : database, shown, request.status());
                if (onRecord) {
                    counted = shown.length();
                    characters += counted;
                    forgetOldest();
                }
            }
        }

        /** Records the status that the client is about to see. */
        void status(int status) {
            synchronized (entries) {
                request = with(request.database(), request.body(), status);
            }
        }

        private ReceivedRequest with(String database, String body, int status) {
            return new ReceivedRequest(
                    request.number(),
                    request.method(),
                    request.path(),
                    request.sentPath(),
                    database,
                    body,
                    status,
                    request.fault(),
                    request.grade(),
                    request.inferred());
        }
    }

    /** Records a request; those for the sandbox itself are not recorded. */
    Entry add(Route route, Request request, @Nullable Fault fault) {
        String database = Exchange.edc(request, new JsonObject());
        synchronized (entries) {
            boolean recorded = !route.isOfSandbox();
            Entry entry = new Entry(new ReceivedRequest(
                    recorded ? ++number : 0,
                    route.method(),
                    route.path(),
                    Request.getPathInContext(request),
                    database == null ? "" : database,
                    "{}",
                    0,
                    fault == null ? "" : fault.kind().word(),
                    route.grade(),
                    route.inferred()));
            if (recorded) {
                entry.onRecord = true;
                if (entry.request.restsOnInference()) {
                    inferred.add(route);
                }
                entries.add(entry);
                forgetOldest();
            }
            return entry;
        }
    }

    /** The operations with inferred behaviour called since the last call, in words. */
    public List<String> takeInferred() {
        synchronized (entries) {
            List<String> words = inferred.stream()
                    .map(each -> each.method() + " " + each.path() + ": "
                            + (each.inferred().isEmpty() ? "all of it" : each.inferred()))
                    .toList();
            inferred.clear();
            return words;
        }
    }

    private void forgetOldest() {
        while (entries.size() > MOST || (characters > MOST_CHARACTERS && entries.size() > 1)) {
            Entry oldest = entries.removeFirst();
            oldest.onRecord = false;
            characters -= oldest.counted;
        }
    }

    public List<ReceivedRequest> list() {
        synchronized (entries) {
            return entries.stream().map(each -> each.request).toList();
        }
    }

    public void clear() {
        synchronized (entries) {
            entries.forEach(each -> each.onRecord = false);
            entries.clear();
            characters = 0;
        }
    }

    private static JsonElement withoutPasswords(JsonElement json) {
        if (json.isJsonObject()) {
            JsonObject shown = new JsonObject();
            for (Map.Entry<String, JsonElement> member : json.getAsJsonObject().entrySet()) {
                if (member.getKey().equalsIgnoreCase("password")) {
                    shown.addProperty(member.getKey(), "[redacted]");
                } else {
                    shown.add(member.getKey(), withoutPasswords(member.getValue()));
                }
            }
            return shown;
        }
        if (json.isJsonArray()) {
            JsonArray shown = new JsonArray();
            json.getAsJsonArray().forEach(each -> shown.add(withoutPasswords(each)));
            return shown;
        }
        return json;
    }
}
