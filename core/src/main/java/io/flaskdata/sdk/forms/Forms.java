package io.flaskdata.sdk.forms;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.api.forms.FormsStudyApi;
import io.flaskdata.sdk.api.forms.model.GetSubjectStudiesRequest;
import io.flaskdata.sdk.call.Caller;
import io.flaskdata.sdk.errors.FlaskDataException;
import io.flaskdata.sdk.errors.RejectedException;
import io.flaskdata.sdk.internal.Arguments;
import io.flaskdata.sdk.internal.http.Transport;

/** Flask Forms. Navigation makes no call. */
public final class Forms {
    private final Transport transport;

    private Forms(Transport transport) {
        this.transport = transport;
    }

    /**
     * Used by {@link FlaskDataClient#forms}.
     *
     * @param caller the client's
     */
    public static Forms of(Caller caller) {
        return new Forms(Transport.of(caller));
    }

    /**
     * A study in Forms. Makes no call.
     *
     * @param studyId the study's id in FlaskData
     * @throws IllegalArgumentException when the id is not more than zero
     */
    public FormsStudy study(int studyId) {
        return new FormsStudy(transport, Arguments.between(studyId, 1, Integer.MAX_VALUE, "studyId"));
    }

    /**
     * The studies of a subject, for a client signed in as that subject.
     *
     * <p>Operation {@code POST /flask/study/subject-studies}; contract: observed.
     *
     * @param subjectId the subject's id, the {@code id} of its account
     * @return the list, which makes calls when read
     */
    public Listing<ListedStudy> studiesOf(int subjectId) {
        return Listing.whole(
                transport,
                transport -> transport
                        .api(FormsStudyApi.class)
                        .getSubjectStudies(GetSubjectStudiesRequest.of().subjectId(subjectId)),
                ListedStudy::of);
    }

    /**
     * The link of an event's form. Makes no call.
     *
     * @param linkId the link's document id, as {@link FormsSubject#events()} lists it
     * @throws IllegalArgumentException when it is blank or not a valid path segment
     */
    public FormsLink link(String linkId) {
        return new FormsLink(transport, linkId);
    }

    /**
     * Reads the form of an event. It needs only the token, no sign-in.
     *
     * <p>Operation {@code GET /flask/viewer/{token}/data}; contract: documented.
     *
     * @param token the form link's token
     * @return the document, to be read, edited and saved
     * @throws RejectedException when the server refuses, such as for an unknown token
     * @throws FlaskDataException for any other failure
     */
    public EventDocument document(FormToken token) {
        return EventDocument.read(transport, token);
    }

    /**
     * As {@link #document(FormToken)}.
     *
     * @param token the form link's token
     * @throws IllegalArgumentException when it is not a valid token
     */
    public EventDocument document(String token) {
        return document(new FormToken(token));
    }

    /**
     * The events of a form's subject, as {@link EventDocument#log()} lists them. It needs only the token, no sign-in.
     *
     * <p>Operation {@code POST /flask/viewer/{token}/log}; contract: observed, that it lists all events of the subject
     * inferred.
     *
     * @param token the form link's token
     * @return the list, which makes calls when read
     */
    public Listing<EventLogEntry> log(FormToken token) {
        return EventDocument.log(transport, token);
    }
}
