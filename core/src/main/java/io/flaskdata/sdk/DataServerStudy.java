package io.flaskdata.sdk;

import io.flaskdata.sdk.dataserver.DataServerExtractApi;
import io.flaskdata.sdk.dataserver.model.ExtractEventDataCsvsRequest;

/** A study on the data server. Navigation makes no call. */
public final class DataServerStudy {
    private final FlaskDataClient client;
    private final int studyId;

    DataServerStudy(FlaskDataClient client, int studyId) {
        this.client = client;
        this.studyId = studyId;
    }

    /**
     * Reads rows of the study's forms data, one an item.
     *
     * @return the extract, to be narrowed and then read
     */
    public PartialExtract partialExtract() {
        return PartialExtract.of(client, studyId);
    }

    /**
     * The study's event data as a zip of CSV files. Makes no call yet.
     *
     * <p>Operation {@code POST /data-server/data/extract/extract-study-event-data-to-CSV}; contract: documented, the
     * files' names and columns inferred.
     *
     * @return the download
     */
    public Download csvs() {
        ExtractEventDataCsvsRequest request = ExtractEventDataCsvsRequest.of(studyId);
        return Download.of(
                () -> client.transport().api(DataServerExtractApi.class).extractEventDataCsvsStreaming(request),
                RowContext.NONE,
                client.time());
    }
}
