package io.flaskdata.sdk.devices;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.api.forms.FormsDeviceApi;
import io.flaskdata.sdk.call.Acknowledgement;
import io.flaskdata.sdk.call.Caller;
import io.flaskdata.sdk.errors.FlaskDataException;
import io.flaskdata.sdk.errors.OutcomeUnknownException;
import io.flaskdata.sdk.errors.ServerFailureException;
import io.flaskdata.sdk.internal.Arguments;
import io.flaskdata.sdk.internal.http.ApiCall;
import io.flaskdata.sdk.internal.http.Transport;

/** The devices of a study and their logs. Immutable; navigation makes no call. */
public final class Devices {
    private final Transport transport;
    private final int studyId;

    private Devices(Transport transport, int studyId) {
        this.transport = transport;
        this.studyId = Arguments.between(studyId, 1, Integer.MAX_VALUE, "studyId");
    }

    /**
     * Used by {@link FlaskDataClient#devices}.
     *
     * @param caller the client's
     * @param studyId the study's id in FlaskData
     * @throws IllegalArgumentException when the id is not more than zero
     */
    public static Devices of(Caller caller, int studyId) {
        return new Devices(Transport.of(caller), studyId);
    }

    /**
     * Reads the logs. Makes no call yet.
     *
     * @return the read, to be narrowed down
     */
    public DeviceLogs logs() {
        return DeviceLogs.of(transport, studyId);
    }

    /**
     * Inserts a log.
     *
     * <p>Operation {@code POST /flask/device/insert-log}; contract: documented, the members of its request but the payload
     * inferred, its answer unknown. It is never sent twice.
     *
     * @return the answer as it came
     * @throws ServerFailureException when the server failed, possibly after part of the work
     * @throws OutcomeUnknownException when no answer came: look for the log before you send it again
     * @throws FlaskDataException for any other failure
     */
    public Acknowledgement insertLog(DeviceLog log) {
        return ApiCall.of(transport.api(FormsDeviceApi.class).insertDeviceLog(log.request(studyId)))
                .with(log.further())
                .acknowledged();
    }

    /**
     * The id of the study whose devices they are.
     *
     * @return the study's id in FlaskData
     */
    public int studyId() {
        return studyId;
    }

    /**
     * What their calls are made with.
     *
     * @return for modules above this one
     */
    public Caller caller() {
        return transport;
    }

    @Override
    public String toString() {
        return "Devices[study " + studyId + "]";
    }
}
