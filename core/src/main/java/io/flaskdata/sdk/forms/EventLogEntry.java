package io.flaskdata.sdk.forms;

import io.flaskdata.sdk.internal.Json;
import io.flaskdata.sdk.internal.http.Answer;
import java.util.Optional;

/**
 * Something that happened to an event's form. What an entry holds is not known: {@link #text} reads a member by name.
 *
 * @param raw the entry, JSON
 */
public record EventLogEntry(String raw) {
    static EventLogEntry of(Answer entry) {
        return new EventLogEntry(Json.text(entry.object()));
    }

    /**
     * A member's text, or a number's digits.
     *
     * @param member the member's name
     * @return empty when it is missing, null or something else
     */
    public Optional<String> text(String member) {
        return Json.primitive(Json.element(raw).getAsJsonObject().get(member));
    }

    @Override
    public String toString() {
        return "EventLogEntry[redacted]";
    }
}
