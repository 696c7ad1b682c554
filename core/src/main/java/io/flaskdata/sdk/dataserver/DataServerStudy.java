package io.flaskdata.sdk.dataserver;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.api.dataserver.DataServerExtractApi;
import io.flaskdata.sdk.api.dataserver.model.ExtractEventDataCsvsRequest;
import io.flaskdata.sdk.call.Caller;
import io.flaskdata.sdk.internal.Arguments;
import io.flaskdata.sdk.internal.http.Transport;
import io.flaskdata.sdk.rows.Download;

/** A study on the data server. Navigation makes no call. */
public final class DataServerStudy {
    private final Transport transport;
    private final int studyId;

    private DataServerStudy(Transport transport, int studyId) {
        this.transport = transport;
        this.studyId = Arguments.between(studyId, 1, Integer.MAX_VALUE, "studyId");
    }

    /**
     * Used by {@link FlaskDataClient#dataServer}.
     *
     * @param caller the client's
     * @param studyId the study's id in FlaskData
     * @throws IllegalArgumentException when the id is not more than zero
     */
    public static DataServerStudy of(Caller caller, int studyId) {
        return new DataServerStudy(Transport.of(caller), studyId);
    }

    /**
     * Reads the study's forms data, one row per item.
     *
     * @return the extract, to be narrowed down and then read
     */
    public PartialExtract partialExtract() {
        return PartialExtract.of(transport, studyId);
    }

    /**
     * Reads the study's forms data in groups.
     *
     * @return the extract, to be narrowed down and then read
     */
    public GroupedExtract groupedExtract() {
        return GroupedExtract.of(transport, studyId);
    }

    /**
     * An event to be created with its CRFs. Makes no call yet.
     *
     * @return the event, to be filled and then created
     * @throws IllegalArgumentException when the name is blank
     */
    public NewEvent newEvent(String name) {
        return NewEvent.named(transport, studyId, name);
    }

    /**
     * The study's event data as a zip of CSV files. Makes no call yet.
     *
     * <p>Operation {@code POST /data-server/data/extract/extract-study-event-data-to-CSV}; contract: documented, the
     * files' names and columns inferred.
     */
    public Download csvs() {
        ExtractEventDataCsvsRequest request = ExtractEventDataCsvsRequest.of(studyId);
        return Download.of(transport.deferred(
                () -> transport.api(DataServerExtractApi.class).extractEventDataCsvsStreaming(request),
                transport.rows()));
    }
}
