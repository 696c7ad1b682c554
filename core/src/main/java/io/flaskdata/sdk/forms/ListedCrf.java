package io.flaskdata.sdk.forms;

import io.flaskdata.sdk.api.forms.model.CrfEntry;
import io.flaskdata.sdk.internal.http.Answer;
import io.flaskdata.sdk.json.internal.Json;

/**
 * A CRF of a study, as {@link FormsStudy#crfs()} lists it.
 *
 * @param id the CRF's document id, 24 hexadecimal digits
 * @param name its name
 * @param raw the entry's JSON
 */
public record ListedCrf(String id, LanguageText name, String raw) {
    static ListedCrf of(Answer entry) {
        String id = entry.required(entry.as(CrfEntry.class).getId(), "id");
        return new ListedCrf(id, LanguageText.of(entry.object().get("name")), Json.text(entry.json()));
    }

    @Override
    public String toString() {
        return "ListedCrf[" + name + "]";
    }
}
