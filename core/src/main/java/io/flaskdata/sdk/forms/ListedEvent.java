package io.flaskdata.sdk.forms;

import io.flaskdata.sdk.api.forms.model.LinkEntry;
import io.flaskdata.sdk.internal.http.Answer;
import io.flaskdata.sdk.json.internal.Json;
import java.util.Optional;

/**
 * An event of a subject, as {@link FormsSubject#events()} lists it: the link to its form. {@code toString} shows neither
 * token nor address.
 *
 * @param linkId the link's document id, 24 hexadecimal digits
 * @param name the event's name
 * @param token the form link's token, when the server gives one
 * @param url the form's address for a browser, which holds the token, when the server gives one
 * @param raw the entry's JSON, including the token
 */
public record ListedEvent(
        String linkId, LanguageText name, Optional<FormToken> token, Optional<String> url, String raw) {
    static ListedEvent of(Answer entry) {
        LinkEntry link = entry.as(LinkEntry.class);
        return new ListedEvent(
                entry.required(link.getId(), "id"),
                LanguageText.of(entry.object().get("name")),
                Optional.ofNullable(link.getToken())
                        .filter(token -> !token.isBlank())
                        .map(FormToken::new),
                Optional.ofNullable(link.getUrl()),
                Json.text(entry.json()));
    }

    @Override
    public String toString() {
        return "ListedEvent[" + name + "]";
    }
}
