package io.flaskdata.sdk.forms;

import io.flaskdata.sdk.api.forms.FormsCrfApi;
import io.flaskdata.sdk.api.forms.model.CreateCrfAndInsertDataRequest;
import io.flaskdata.sdk.api.forms.model.CreateEventCrfAndInsertDataRequest;
import io.flaskdata.sdk.errors.FlaskDataException;
import io.flaskdata.sdk.errors.OutcomeUnknownException;
import io.flaskdata.sdk.errors.ServerFailureException;
import io.flaskdata.sdk.internal.Arguments;
import io.flaskdata.sdk.internal.JsonValue;
import io.flaskdata.sdk.internal.http.ApiCall;
import io.flaskdata.sdk.internal.http.Transport;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** An event (visit) of a subject in Forms. Immutable. */
public final class FormsEvent {
    private final FormsSubject subject;
    private final String name;
    private final Map<String, @Nullable Object> further;

    FormsEvent(FormsSubject subject, String name, Map<String, @Nullable Object> further) {
        this.subject = subject;
        this.name = name;
        this.further = further;
    }

    /**
     * Adds a member to the requests of {@link #addCrf} and {@link #addCrfCreatingEvent}.
     *
     * @param member the member's name on the wire
     * @param value its value, as for {@link CrfData}, or null
     * @throws IllegalArgumentException when the name is blank or given twice, or the value isn't JSON
     */
    public FormsEvent with(String member, @Nullable Object value) {
        return new FormsEvent(subject, name, JsonValue.with(further, member, value));
    }

    /**
     * Creates a CRF with its data in this event, which must exist, in one call.
     *
     * <p>Operation {@code POST /flask/crf/create-CRF-and-insert-data}; contract: documented. It is never sent twice.
     *
     * @param crf the CRF's name
     * @param data the values
     * @return the created CRF
     * @throws IllegalArgumentException when the name is blank
     * @throws ServerFailureException when the server failed, possibly after part of the work: an unknown study,
     *     subject, event or CRF; {@code serverText()} says which
     * @throws OutcomeUnknownException when no answer came: look for the CRF ({@link FormsSubject#crfDataIds}) before you
     *     send it again
     * @throws FlaskDataException for any other failure
     */
    public InsertedCrf addCrf(String crf, CrfData data) {
        var request = CreateCrfAndInsertDataRequest.of(
                subject.studyId(), subject.label(), name, Arguments.notBlank(crf, "crf"), data.values());
        Transport transport = subject.transport();
        return InsertedCrf.of(ApiCall.of(transport.api(FormsCrfApi.class).createCrfAndInsertData(request))
                .with(further)
                .answer());
    }

    /**
     * Creates the event and a CRF with its data, in one call.
     *
     * <p>Operation {@code POST /flask/crf/create-event-CRF-and-insert-data}; contract: documented, the members of its
     * request and the shape of its answer inferred. It is never sent twice.
     *
     * @param crf the CRF's name
     * @param data the values
     * @return the created CRF
     * @throws IllegalArgumentException when the name is blank
     * @throws FlaskDataException as {@link #addCrf} does
     */
    public InsertedCrf addCrfCreatingEvent(String crf, CrfData data) {
        var request = CreateEventCrfAndInsertDataRequest.of()
                .studyId(subject.studyId())
                .subjectLabel(subject.label())
                .eventName(name)
                .crfName(Arguments.notBlank(crf, "crf"))
                .crfData(data.values());
        Transport transport = subject.transport();
        return InsertedCrf.of(ApiCall.of(transport.api(FormsCrfApi.class).createEventCrfAndInsertData(request))
                .with(further)
                .answer());
    }

    /**
     * Reads the event's form. It first finds the form's link in the subject's list of events, so it makes at least
     * three calls; with a form token, use {@link Forms#document} instead.
     *
     * <p>Operation {@code GET /flask/viewer/{token}/data}; contract: documented. The operations of {@link
     * FormsSubject#events()} are called first.
     *
     * @return the document, to be read, edited and saved
     * @throws NoSuchElementException when the subject has no such event, or the event has no form token
     * @throws IllegalStateException when several of the subject's events have this name
     * @throws FlaskDataException for any other failure
     */
    public EventDocument document() {
        List<ListedEvent> events = subject.events().stream()
                .filter(event -> event.name().has(name))
                .toList();
        if (events.size() > 1) {
            throw new IllegalStateException(
                    events.size() + " events of the subject have this name: choose one of events() and use its token");
        }
        FormToken token = events.stream()
                .flatMap(event -> event.token().stream())
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("The subject has no such event with a form"));
        return EventDocument.read(subject.transport(), token);
    }

    @Override
    public String toString() {
        return "FormsEvent[" + name + "]";
    }
}
