package io.flaskdata.sdk.bulk;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import io.flaskdata.sdk.devices.DeviceLog;
import io.flaskdata.sdk.devices.DeviceLogs;
import io.flaskdata.sdk.devices.Devices;
import io.flaskdata.sdk.errors.ProtocolViolationException;
import io.flaskdata.sdk.json.internal.Json;
import io.flaskdata.sdk.rows.Row;
import io.flaskdata.sdk.rows.RowStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Device logs of a study. Logs of one group are equal in everything sent; rows have no id, so they are counted. */
record DeviceLogTarget(Devices devices) implements BulkTarget<DeviceLog> {
    private static final List<String> NEVER_ADDED = List.of("log_type", "payload");

    @Override
    public Map<String, @Nullable Object> head() {
        return Map.of("inserts", "device logs", "study", devices.studyId());
    }

    @Override
    public Map<String, @Nullable Object> request(DeviceLog log) {
        Map<String, @Nullable Object> request = new LinkedHashMap<>();
        request.put("device_id", log.deviceId());
        put(request, "subject_label", log.subjectLabel());
        put(request, "log_date", log.at() == null ? null : Json.text(log.at()));
        put(request, "log_type", log.type());
        put(request, "payload", log.payload().isEmpty() ? null : log.payload());
        request.putAll(log.further());
        return request;
    }

    private static void put(Map<String, @Nullable Object> request, String name, @Nullable Object value) {
        if (value != null) {
            request.put(name, value);
        }
    }

    @Override
    public Map<String, @Nullable Object> group(DeviceLog log) {
        return request(log);
    }

    @Override
    public boolean interchangeable() {
        return true;
    }

    @Override
    public List<String> present(DeviceLog log) throws CannotTellException {
        DeviceLogs logs = devices.logs().ofDevice(log.deviceId());
        if (log.subjectLabel() != null) {
            logs = logs.ofSubject(log.subjectLabel());
        }
        Instant at = log.at();
        if (at != null) {
            logs = logs.from(at.minusMillis(1)).before(at.plusMillis(1));
        }
        JsonObject wanted = Json.GSON.toJsonTree(request(log)).getAsJsonObject();
        Set<String> unseen = new TreeSet<>(wanted.keySet());
        List<String> found = new ArrayList<>();
        boolean any = false;
        try (RowStream rows = open(logs)) {
            while (rows.hasNext()) {
                Row row = rows.next();
                any = true;
                unseen.removeIf(row::has);
                if (matches(row, wanted)) {
                    found.add("log " + (found.size() + 1));
                }
            }
        }
        if (any && !unseen.isEmpty()) {
            throw new CannotTellException("the server's logs have no " + String.join(", ", unseen));
        }
        return found;
    }

    /**
     * The read is inferred: FlaskData may answer it with JSON that is no array, which must not stand in the way of the
     * documented insert.
     */
    private static RowStream open(DeviceLogs logs) throws CannotTellException {
        try {
            return logs.open();
        } catch (ProtocolViolationException e) {
            if (e.status().orElse(0) == 200 && isObject(e.rawBody().orElse(""))) {
                throw new CannotTellException("the server's logs are not an array of rows");
            }
            throw e;
        }
    }

    private static boolean isObject(String body) {
        try {
            return Json.element(body) instanceof JsonObject;
        } catch (JsonParseException e) {
            return false;
        }
    }

    /** Whether the row has everything that was sent and no member set that was not sent. */
    private static boolean matches(Row row, JsonObject wanted) {
        return wanted.entrySet().stream()
                        .allMatch(member -> row.has(member.getKey())
                                && equal(member.getValue(), Json.element(row.json(member.getKey()))))
                && NEVER_ADDED.stream().allMatch(name -> wanted.has(name) || !row.has(name) || isNone(row.json(name)));
    }

    private static boolean isNone(String json) {
        return json.equals("null") || json.equals("{}");
    }

    /** Compares numbers by value, because the server may return 1.10 as 1.1. */
    private static boolean equal(JsonElement sent, @Nullable JsonElement stored) {
        if (stored == null) {
            return false;
        }
        if (sent instanceof JsonObject one && stored instanceof JsonObject other) {
            return one.size() == other.size()
                    && one.entrySet().stream().allMatch(member -> equal(member.getValue(), other.get(member.getKey())));
        }
        if (sent instanceof JsonArray one && stored instanceof JsonArray other) {
            boolean equal = one.size() == other.size();
            for (int i = 0; equal && i < one.size(); i++) {
                equal = equal(one.get(i), other.get(i));
            }
            return equal;
        }
        if (sent instanceof JsonPrimitive one && stored instanceof JsonPrimitive other) {
            return one.isNumber() && other.isNumber()
                    ? one.getAsBigDecimal().compareTo(other.getAsBigDecimal()) == 0
                    : one.equals(other);
        }
        return sent.equals(stored);
    }

    @Override
    public @Nullable String insert(DeviceLog log) {
        devices.insertLog(log);
        return null;
    }
}
