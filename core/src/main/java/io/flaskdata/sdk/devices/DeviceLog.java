package io.flaskdata.sdk.devices;

import io.flaskdata.sdk.api.forms.model.InsertDeviceLogRequest;
import io.flaskdata.sdk.forms.CrfData;
import io.flaskdata.sdk.internal.Arguments;
import io.flaskdata.sdk.internal.JsonValue;
import io.flaskdata.sdk.json.internal.Json;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A device log to be inserted. Members not set are not sent. Immutable; {@code toString} shows no value. That a log has
 * a free-form payload is documented; the other member names are inferred.
 *
 * @param deviceId the device's id
 * @param subjectLabel the label of the subject who has the device, or null
 * @param at when the device wrote the log, with milliseconds, or null
 * @param type what kind of log it is, or null
 * @param payload the device's data, by name; values as for {@link CrfData}, or null
 * @param further further members of the request, by name
 */
public record DeviceLog(
        String deviceId,
        @Nullable String subjectLabel,
        @Nullable Instant at,
        @Nullable String type,
        Map<String, @Nullable Object> payload,
        Map<String, @Nullable Object> further) {
    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException when a text is blank, an instant is finer than a millisecond, or a value isn't JSON
     */
    public DeviceLog {
        Arguments.notBlank(deviceId, "deviceId");
        if (subjectLabel != null) {
            Arguments.notBlank(subjectLabel, "subjectLabel");
        }
        if (type != null) {
            Arguments.notBlank(type, "type");
        }
        if (at != null) {
            Json.text(at);
        }
        payload = copy(payload, "payload");
        further = copy(further, "further");
    }

    /**
     * A log of this device.
     *
     * @throws IllegalArgumentException when it is blank
     */
    public static DeviceLog of(String deviceId) {
        return new DeviceLog(deviceId, null, null, null, Map.of(), Map.of());
    }

    /** Names the subject who has the device. */
    public DeviceLog subject(String label) {
        return new DeviceLog(deviceId, label, at, type, payload, further);
    }

    /**
     * Sets when the device wrote the log, sent as {@code log_date}.
     *
     * @param instant with milliseconds
     */
    public DeviceLog at(Instant instant) {
        return new DeviceLog(deviceId, subjectLabel, instant, type, payload, further);
    }

    /**
     * Sets the kind of log.
     *
     * @param kind the kind, sent as {@code log_type}
     */
    public DeviceLog type(String kind) {
        return new DeviceLog(deviceId, subjectLabel, at, kind, payload, further);
    }

    /**
     * Adds a member to the payload.
     *
     * @param name the member's name
     * @param value its value, as for {@link CrfData}, or null
     * @throws IllegalArgumentException when the name is blank or given twice, or the value isn't JSON
     */
    public DeviceLog payload(String name, @Nullable Object value) {
        return new DeviceLog(deviceId, subjectLabel, at, type, JsonValue.with(payload, name, value), further);
    }

    /**
     * Adds a member to the request.
     *
     * @param name the member's name on the wire
     * @param value its value, as for {@link CrfData}, or null
     * @throws IllegalArgumentException when the name is blank or given twice, or the value isn't JSON
     */
    public DeviceLog with(String name, @Nullable Object value) {
        return new DeviceLog(deviceId, subjectLabel, at, type, payload, JsonValue.with(further, name, value));
    }

    InsertDeviceLogRequest request(int studyId) {
        return InsertDeviceLogRequest.of()
                .studyId(studyId)
                .subjectLabel(subjectLabel)
                .deviceId(deviceId)
                .logDate(at)
                .logType(type)
                .payload(payload.isEmpty() ? null : payload);
    }

    private static Map<String, @Nullable Object> copy(Map<String, @Nullable Object> members, String name) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        members.forEach((member, value) -> copy.put(member, JsonValue.checked(value, name)));
        return Collections.unmodifiableMap(copy);
    }

    @Override
    public String toString() {
        return "DeviceLog[redacted]";
    }
}
