package io.flaskdata.sdk.dataserver;

import io.flaskdata.sdk.api.dataserver.DataServerCreateApi;
import io.flaskdata.sdk.api.dataserver.model.CreateEventCrfsAndInsertDataRequest;
import io.flaskdata.sdk.call.Acknowledgement;
import io.flaskdata.sdk.errors.FlaskDataException;
import io.flaskdata.sdk.errors.OutcomeUnknownException;
import io.flaskdata.sdk.errors.ServerFailureException;
import io.flaskdata.sdk.forms.CrfData;
import io.flaskdata.sdk.internal.Arguments;
import io.flaskdata.sdk.internal.JsonValue;
import io.flaskdata.sdk.internal.http.ApiCall;
import io.flaskdata.sdk.internal.http.Transport;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event to be created with its CRFs and their data, in one call. A site's coordinator names the subject; a signed-in
 * subject does not. Immutable; {@code toString} shows nothing about the subject.
 *
 * <p>Operation {@code POST /data-server/data/create/create-event-crfs-and-insert-data}; contract: documented, its answer
 * unknown.
 */
public final class NewEvent {
    private final Transport transport;
    private final int studyId;
    private final String name;
    private final @Nullable String subjectLabel;
    private final @Nullable Integer subjectId;
    private final Map<String, Object> crfs;
    private final Map<String, @Nullable Object> further;

    private NewEvent(
            Transport transport,
            int studyId,
            String name,
            @Nullable String subjectLabel,
            @Nullable Integer subjectId,
            Map<String, Object> crfs,
            Map<String, @Nullable Object> further) {
        this.transport = transport;
        this.studyId = studyId;
        this.name = name;
        this.subjectLabel = subjectLabel;
        this.subjectId = subjectId;
        this.crfs = crfs;
        this.further = further;
    }

    static NewEvent named(Transport transport, int studyId, String name) {
        return new NewEvent(transport, studyId, Arguments.notBlank(name, "name"), null, null, Map.of(), Map.of());
    }

    /**
     * Names the subject by its label.
     *
     * @throws IllegalArgumentException when it is blank
     * @throws IllegalStateException when the subject is named already
     */
    public NewEvent ofSubjectLabelled(String label) {
        requireNoSubject();
        return new NewEvent(transport, studyId, name, Arguments.notBlank(label, "label"), null, crfs, further);
    }

    /**
     * Names the subject by its id.
     *
     * @throws IllegalArgumentException when it is not more than zero
     * @throws IllegalStateException when the subject is named already
     */
    public NewEvent ofSubject(int subjectId) {
        requireNoSubject();
        int checked = Arguments.between(subjectId, 1, Integer.MAX_VALUE, "subjectId");
        return new NewEvent(transport, studyId, name, null, checked, crfs, further);
    }

    private void requireNoSubject() {
        if (subjectLabel != null || subjectId != null) {
            throw new IllegalStateException("The subject is named already");
        }
    }

    /**
     * Adds a CRF.
     *
     * @param crf the CRF's name
     * @param data the values
     * @throws IllegalArgumentException when the name is blank or given twice
     */
    public NewEvent crf(String crf, CrfData data) {
        return new NewEvent(
                transport,
                studyId,
                name,
                subjectLabel,
                subjectId,
                Arguments.with(crfs, Arguments.notBlank(crf, "crf"), data.values()),
                further);
    }

    /**
     * Adds a request member that the SDK has no method for.
     *
     * @param member its name in the request
     * @param value its value, as for {@link CrfData}, or null
     * @throws IllegalArgumentException when the name is blank or given twice, or the value isn't JSON
     */
    public NewEvent with(String member, @Nullable Object value) {
        return new NewEvent(
                transport, studyId, name, subjectLabel, subjectId, crfs, JsonValue.with(further, member, value));
    }

    /**
     * Creates the event, its CRFs and their data. Never sent twice.
     *
     * @return the answer as it came
     * @throws IllegalStateException when there is no CRF
     * @throws ServerFailureException when the server failed, possibly after part of the work: the event and some CRFs
     *     may exist
     * @throws OutcomeUnknownException when no answer came: look for the event before you send it again
     * @throws FlaskDataException for any other failure
     */
    public Acknowledgement create() {
        if (crfs.isEmpty()) {
            throw new IllegalStateException("The event has no CRF");
        }
        var request = CreateEventCrfsAndInsertDataRequest.of(studyId, name, crfs)
                .subjectLabel(subjectLabel)
                .subjectId(subjectId == null ? null : BigDecimal.valueOf(subjectId));
        return ApiCall.of(transport.api(DataServerCreateApi.class).createEventCrfsAndInsertData(request))
                .with(further)
                .acknowledged();
    }

    @Override
    public String toString() {
        return "NewEvent[" + name + ", CRFs " + crfs.keySet() + "]";
    }
}
