package io.flaskdata.sdk.forms;

import io.flaskdata.sdk.api.forms.FormsCrfApi;
import io.flaskdata.sdk.api.forms.FormsLinkApi;
import io.flaskdata.sdk.api.forms.model.FilterLinksRequest;
import io.flaskdata.sdk.api.forms.model.GetCrfDataIdsRequest;
import io.flaskdata.sdk.api.forms.model.UpdateCrfDataRequest;
import io.flaskdata.sdk.call.Acknowledgement;
import io.flaskdata.sdk.errors.FlaskDataException;
import io.flaskdata.sdk.errors.OutcomeUnknownException;
import io.flaskdata.sdk.errors.RejectedException;
import io.flaskdata.sdk.errors.ServerFailureException;
import io.flaskdata.sdk.internal.Arguments;
import io.flaskdata.sdk.internal.JsonValue;
import io.flaskdata.sdk.internal.http.ApiCall;
import io.flaskdata.sdk.internal.http.Transport;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** A subject in Forms. Immutable; navigation makes no call. */
public final class FormsSubject {
    private final Transport transport;
    private final int studyId;
    private final String label;
    private final Map<String, @Nullable Object> further;

    FormsSubject(Transport transport, int studyId, String label, Map<String, @Nullable Object> further) {
        this.transport = transport;
        this.studyId = studyId;
        this.label = label;
        this.further = further;
    }

    Transport transport() {
        return transport;
    }

    int studyId() {
        return studyId;
    }

    String label() {
        return label;
    }

    /**
     * An event (visit) of the subject. Makes no call.
     *
     * @throws IllegalArgumentException when the name is blank
     */
    public FormsEvent event(String name) {
        return new FormsEvent(this, Arguments.notBlank(name, "name"), Map.of());
    }

    /**
     * Adds a member to the requests of {@link #crfDataIds} and {@link #updateCrf}.
     *
     * @param name the member's name on the wire
     * @param value its value, as for {@link CrfData}, or null
     * @throws IllegalArgumentException when the name is blank or given twice, or the value isn't JSON
     */
    public FormsSubject with(String name, @Nullable Object value) {
        return new FormsSubject(transport, studyId, label, JsonValue.with(further, name, value));
    }

    /**
     * The subject's events with their form links. Reading the list first looks up the subject's document id.
     *
     * <p>Operation {@code POST /flask/link/filter}; contract: documented. The operation of {@link #find()} is called
     * first.
     *
     * @return the list, which makes calls when read; reading throws {@link NoSuchElementException} when the study has
     *     no such subject
     */
    public Listing<ListedEvent> events() {
        return Listing.paged(
                transport,
                "name,asc",
                () -> {
                    String subject = find().id();
                    return (transport, page) -> transport
                            .api(FormsLinkApi.class)
                            .filterLinks(
                                    FilterLinksRequest.of().subject(subject).pagination(FormsStudy.pagination(page)));
                },
                ListedEvent::of);
    }

    /**
     * Finds the subject in the study's list.
     *
     * <p>Operation {@code POST /flask/subject/filter}; contract: documented.
     *
     * @return the subject's entry, with its document id
     * @throws NoSuchElementException when the study has no subject with this label
     * @throws IllegalStateException when it has several
     * @throws FlaskDataException when the list can't be read
     */
    public ListedSubject find() {
        List<ListedSubject> found = new FormsStudy(transport, studyId)
                .subjects().stream()
                        .filter(subject -> subject.label().equals(label))
                        .toList();
        if (found.size() > 1) {
            throw new IllegalStateException(found.size() + " subjects of the study have this label");
        }
        return found.stream()
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("The study has no subject with this label"));
    }

    /**
     * The CRF data ids of one CRF of this subject, in all events.
     *
     * <p>Operation {@code POST /flask/crf/get-CRF-data-ids}; contract: documented, the members of its request and the
     * shape of its answer inferred.
     *
     * @param crf the CRF's name
     * @throws IllegalArgumentException when the name is blank
     * @throws RejectedException when the server refuses: an unknown study, subject or CRF
     * @throws FlaskDataException for any other failure
     */
    public CrfDataIds crfDataIds(String crf) {
        var request =
                GetCrfDataIdsRequest.of().studyId(studyId).subjectLabel(label).crfName(Arguments.notBlank(crf, "crf"));
        return CrfDataIds.of(ApiCall.of(transport.api(FormsCrfApi.class).getCrfDataIds(request))
                .with(further)
                .answer());
    }

    /**
     * Changes items of an existing CRF.
     *
     * <p>Operation {@code POST /flask/crf/update-CRF-data}; contract: documented, the members of its request inferred and
     * its answer unknown. It is never sent twice.
     *
     * @param crfDataId the id of the CRF's data, as {@link FormsEvent#addCrf} returned it
     * @param data the values to change
     * @return the answer as it came
     * @throws IllegalArgumentException when the id is blank
     * @throws ServerFailureException when the server failed, possibly after part of the work
     * @throws OutcomeUnknownException when no answer came
     * @throws FlaskDataException for any other failure
     */
    public Acknowledgement updateCrf(String crfDataId, CrfData data) {
        var request = UpdateCrfDataRequest.of()
                .studyId(studyId)
                .subjectLabel(label)
                .crfDataId(Arguments.notBlank(crfDataId, "crfDataId"))
                .crfData(data.values());
        return ApiCall.of(transport.api(FormsCrfApi.class).updateCrfData(request))
                .with(further)
                .acknowledged();
    }

    /** Without the label. */
    @Override
    public String toString() {
        return "FormsSubject[study " + studyId + "]";
    }
}
