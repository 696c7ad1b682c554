package io.flaskdata.sdk.devices;

import io.flaskdata.sdk.api.forms.FormsDeviceApi;
import io.flaskdata.sdk.api.forms.model.GetDeviceLogsRequest;
import io.flaskdata.sdk.forms.CrfData;
import io.flaskdata.sdk.internal.Arguments;
import io.flaskdata.sdk.internal.JsonValue;
import io.flaskdata.sdk.internal.Window;
import io.flaskdata.sdk.internal.http.ApiCall;
import io.flaskdata.sdk.internal.http.Transport;
import io.flaskdata.sdk.rows.RowSource;
import java.time.Instant;
import java.util.Map;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;

/**
 * A read of a study's device logs. Immutable: each method returns a new read; a terminal operation makes the call.
 *
 * <p>Operation {@code POST /flask/device/get-logs}; contract: documented, the members of its request and the columns of its
 * rows inferred.
 */
public final class DeviceLogs extends RowSource {
    private final Transport transport;
    private final Query query;

    private DeviceLogs(Transport transport, Query query) {
        super(transport.deferred(() -> call(transport, query), transport.rows()));
        this.transport = transport;
        this.query = query;
    }

    /** What is asked for. */
    private record Query(
            int studyId,
            @Nullable String subjectLabel,
            @Nullable String deviceId,
            Window window,
            Map<String, @Nullable Object> further) {}

    static DeviceLogs of(Transport transport, int studyId) {
        return new DeviceLogs(transport, new Query(studyId, null, null, Window.ALL, Map.of()));
    }

    /**
     * Keeps this subject's logs.
     *
     * @return the read with it
     * @throws IllegalArgumentException when it is blank
     */
    public DeviceLogs ofSubject(String label) {
        String checked = Arguments.notBlank(label, "label");
        return new DeviceLogs(
                transport, new Query(query.studyId, checked, query.deviceId, query.window, query.further));
    }

    /**
     * Keeps this device's logs.
     *
     * @return the read with it
     * @throws IllegalArgumentException when it is blank
     */
    public DeviceLogs ofDevice(String deviceId) {
        String checked = Arguments.notBlank(deviceId, "deviceId");
        return new DeviceLogs(
                transport, new Query(query.studyId, query.subjectLabel, checked, query.window, query.further));
    }

    /**
     * Starts the window, sent as {@code fromDate}.
     *
     * @param start sent with milliseconds, rounded down
     * @return the read with it
     * @throws IllegalArgumentException when the window ends before it starts
     */
    public DeviceLogs from(Instant start) {
        return within(query.window.startingAt(start));
    }

    /**
     * Ends the window, sent as {@code toDate}. Whether the server includes this instant is not known.
     *
     * @param end sent with milliseconds, rounded up
     * @return the read with it
     * @throws IllegalArgumentException when the window ends before it starts
     */
    public DeviceLogs before(Instant end) {
        return within(query.window.endingAt(end));
    }

    private DeviceLogs within(Window window) {
        return new DeviceLogs(
                transport, new Query(query.studyId, query.subjectLabel, query.deviceId, window, query.further));
    }

    /**
     * Adds a request member that the SDK has no method for.
     *
     * @param name its name in the request
     * @param value its value, as for {@link CrfData}, or null
     * @return the read with it
     * @throws IllegalArgumentException when the name is blank or given twice, or the value isn't JSON
     */
    public DeviceLogs with(String name, @Nullable Object value) {
        Map<String, @Nullable Object> more = JsonValue.with(query.further, name, value);
        return new DeviceLogs(
                transport, new Query(query.studyId, query.subjectLabel, query.deviceId, query.window, more));
    }

    private static Call<ResponseBody> call(Transport transport, Query query) {
        GetDeviceLogsRequest request = GetDeviceLogsRequest.of()
                .studyId(query.studyId)
                .subjectLabel(query.subjectLabel)
                .deviceId(query.deviceId)
                .fromDate(query.window.from())
                .toDate(query.window.before());
        return ApiCall.of(transport.api(FormsDeviceApi.class).getDeviceLogsStreaming(request))
                .with(query.further);
    }

    /** Without the subject. */
    @Override
    public String toString() {
        return "DeviceLogs[study " + query.studyId + "]";
    }
}
