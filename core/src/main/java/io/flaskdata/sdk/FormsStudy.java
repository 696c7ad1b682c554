package io.flaskdata.sdk;

import io.flaskdata.sdk.forms.FormsSubjectApi;
import io.flaskdata.sdk.forms.model.ExtractEventDataCsvsRequest;

/** A study in Forms. Navigation makes no call. */
public final class FormsStudy {
    private final FlaskDataClient client;
    private final int studyId;

    FormsStudy(FlaskDataClient client, int studyId) {
        this.client = client;
        this.studyId = studyId;
    }

    /**
     * A subject of the study.
     *
     * @param label the subject label
     * @return the subject
     * @throws IllegalArgumentException when the label is blank
     */
    public FormsSubject subjectLabelled(String label) {
        return new FormsSubject(client, studyId, Arguments.notBlank(label, "label"));
    }

    /**
     * The study's event data as a zip of CSV files, by the older route; {@link DataServerStudy#csvs()} has the newer one.
     * Makes no call yet.
     *
     * <p>Operation {@code POST /flask/subject/extract-study-event-data-to-CSV}; contract: documented, the files' names and
     * columns inferred.
     *
     * @return the download
     */
    public Download csvs() {
        ExtractEventDataCsvsRequest request = ExtractEventDataCsvsRequest.of(studyId);
        return Download.of(
                () -> client.transport().api(FormsSubjectApi.class).extractEventDataCsvsStreaming(request),
                RowContext.NONE,
                client.time());
    }
}
