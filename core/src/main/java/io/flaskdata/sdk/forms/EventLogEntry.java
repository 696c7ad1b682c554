package io.flaskdata.sdk.forms;

import io.flaskdata.sdk.api.forms.model.EventEntry;
import io.flaskdata.sdk.internal.http.Answer;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * An event of a subject, as listed by the form viewer's log, which is not an audit log. The members are observed; what
 * the non-text members contain is not known. {@link #raw} has all of them: {@code subject}, {@code CRFs}, {@code
 * rules}, {@code metadata}, {@code completed}, {@code preview}. {@code toString} shows neither token nor address.
 *
 * @param linkId the document id of the event's link
 * @param name the event's name
 * @param status such as {@code Started}, when the server gives one
 * @param token the form link's token, when the server gives one
 * @param url the form's address for a browser, which holds the token, when the server gives one
 * @param created when the link was made, or empty when the answer has no valid instant
 * @param updated when it was last edited, or empty when the answer has no valid instant
 * @param raw the entry's JSON, including the token
 */
public record EventLogEntry(
        String linkId,
        LanguageText name,
        Optional<String> status,
        Optional<FormToken> token,
        Optional<String> url,
        Optional<Instant> created,
        Optional<Instant> updated,
        String raw) {
    static EventLogEntry of(Answer entry) {
        ListedEvent event = ListedEvent.of(entry);
        return new EventLogEntry(
                event.linkId(),
                event.name(),
                Optional.ofNullable(entry.as(EventEntry.class).getStatus()).filter(status -> !status.isBlank()),
                event.token(),
                event.url(),
                instant(entry, "date_created"),
                instant(entry, "date_updated"),
                event.raw());
    }

    private static Optional<Instant> instant(Answer entry, String member) {
        try {
            return entry.text(member).map(Instant::parse);
        } catch (DateTimeParseException notAnInstant) {
            // An invalid date does not fail the list: raw still has it.
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "EventLogEntry[" + name + "]";
    }
}
