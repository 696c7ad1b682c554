package io.flaskdata.sdk;

import io.flaskdata.sdk.forms.FormsCrfApi;
import io.flaskdata.sdk.forms.model.CreateCrfAndInsertDataRequest;

/** An event of a subject in Forms. */
public final class FormsEvent {
    private final FlaskDataClient client;
    private final int studyId;
    private final String subjectLabel;
    private final String event;

    FormsEvent(FlaskDataClient client, int studyId, String subjectLabel, String event) {
        this.client = client;
        this.studyId = studyId;
        this.subjectLabel = subjectLabel;
        this.event = event;
    }

    /**
     * Creates a CRF in this event and inserts its data, in one call.
     *
     * <p>Operation {@code POST /flask/crf/create-CRF-and-insert-data}; contract: documented. It is never sent twice.
     *
     * @param crf the CRF's name
     * @param data the values
     * @return what was created
     * @throws ServerFailureException when the server failed, after part of the work perhaps: an unknown study, subject,
     *     event or CRF; {@code serverText()} says which
     * @throws OutcomeUnknownException when no answer came: look for the CRF before you send it again
     * @throws FlaskDataException for any other failure
     */
    public InsertedCrf addCrf(String crf, CrfData data) {
        var request = CreateCrfAndInsertDataRequest.of(
                studyId, subjectLabel, event, Arguments.notBlank(crf, "crf"), data.values());
        var call = client.transport().api(FormsCrfApi.class).createCrfAndInsertData(request);
        String id = Transport.answer(call).getCrfDataId();
        if (id == null || id.isBlank()) {
            throw Failures.violation(call.request(), "the answer lacks crfDataId", null, null);
        }
        return new InsertedCrf(id);
    }
}
