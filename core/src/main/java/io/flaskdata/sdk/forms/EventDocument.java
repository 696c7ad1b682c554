package io.flaskdata.sdk.forms;

import io.flaskdata.sdk.api.forms.FormsViewerApi;
import io.flaskdata.sdk.api.forms.model.GetEventLogRequest;
import io.flaskdata.sdk.internal.JsonView;
import io.flaskdata.sdk.internal.http.Answer;
import io.flaskdata.sdk.internal.http.ApiCall;
import io.flaskdata.sdk.internal.http.Transport;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The form of one event as read: its CRFs, their sections, items and values. It is a view of the original JSON, so
 * unknown members are kept. Immutable: editing a CRF returns a new {@link CrfDocument}, which is saved on its own.
 */
public final class EventDocument {
    private final Transport transport;
    private final FormToken token;
    private final Answer answer;
    private final JsonView json;

    private EventDocument(Transport transport, FormToken token, Answer answer) {
        this.transport = transport;
        this.token = token;
        this.answer = answer;
        this.json = new JsonView(answer.object());
    }

    static EventDocument read(Transport transport, FormToken token) {
        var call = transport.api(FormsViewerApi.class).getEventDocument(token.value());
        return new EventDocument(transport, token, ApiCall.of(call).answer().withoutDuplicates());
    }

    static Listing<EventLogEntry> log(Transport transport, FormToken token) {
        return Listing.paged(
                transport,
                "name,asc",
                () -> (given, page) -> given.api(FormsViewerApi.class)
                        .getEventLog(
                                token.value(),
                                GetEventLogRequest.of()
                                        .page(page.number())
                                        .size(page.size())
                                        .sort(page.sort())),
                EventLogEntry::of);
    }

    /** The event's name. */
    public LanguageText name() {
        return LanguageText.of(json.json().get("name"));
    }

    /**
     * The event's status, such as {@code Started}.
     *
     * @return empty when the server gave none
     */
    public Optional<String> status() {
        return json.present("status");
    }

    /**
     * The document id of the event's link.
     *
     * @return empty when the server gave none
     */
    public Optional<String> linkId() {
        return json.present("linkId");
    }

    /** The event's CRFs, in the server's order. */
    public List<CrfDocument> crfs() {
        return json.objects("CRFs").stream()
                .map(crf -> CrfDocument.asRead(transport, token, crf.json()))
                .toList();
    }

    /**
     * The CRF with this name, in any language, or this variable.
     *
     * @param name the name or variable
     * @throws NoSuchElementException when the event has no such CRF
     * @throws IllegalStateException when it has several: {@link #crfWithDataId} tells them apart
     */
    public CrfDocument crf(String name) {
        return only(crf -> crf.name().has(name) || crf.variable().equals(name));
    }

    /**
     * The CRF with this data id.
     *
     * @param dataId ten upper-case letters and digits
     * @throws NoSuchElementException when the event has no such CRF
     */
    public CrfDocument crfWithDataId(String dataId) {
        return only(crf -> crf.dataId().filter(dataId::equals).isPresent());
    }

    private CrfDocument only(Predicate<CrfDocument> wanted) {
        List<CrfDocument> found = crfs().stream().filter(wanted).toList();
        if (found.size() > 1) {
            throw new IllegalStateException(found.size() + " CRFs of the event match: choose one by its data id");
        }
        return found.stream().findFirst().orElseThrow(() -> new NoSuchElementException("The event has no such CRF"));
    }

    /**
     * The events of the form's subject, as listed by the form viewer's log, sorted by name. It is not an audit log.
     * {@link Listing#sortedBy} accepts {@code name} and {@code status}.
     *
     * <p>Operation {@code POST /flask/viewer/{token}/log}; contract: observed, that it lists all events of the subject
     * inferred.
     *
     * @return the list, which makes calls when read
     */
    public Listing<EventLogEntry> log() {
        return log(transport, token);
    }

    /**
     * The document, unchanged.
     *
     * @return JSON, which contains a subject's data and may contain form tokens
     */
    public String raw() {
        return answer.raw();
    }

    @Override
    public String toString() {
        return "EventDocument[" + name() + "]";
    }
}
