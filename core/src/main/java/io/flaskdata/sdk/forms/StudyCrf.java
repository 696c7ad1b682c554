package io.flaskdata.sdk.forms;

import io.flaskdata.sdk.internal.Json;
import io.flaskdata.sdk.internal.http.Answer;

/**
 * A CRF of a study, as {@link FormsStudy#crfs()} lists it.
 *
 * @param id the CRF's document id, 24 hexadecimal digits
 * @param name its name
 * @param raw the entry, JSON
 */
public record StudyCrf(String id, LanguageText name, String raw) {
    static StudyCrf of(Answer entry) {
        return new StudyCrf(entry.required("id"), LanguageText.of(entry.object().get("name")), Json.text(entry.json()));
    }

    @Override
    public String toString() {
        return "StudyCrf[" + name + "]";
    }
}
