package io.flaskdata.sdk.forms;

import io.flaskdata.sdk.api.forms.model.Language;
import io.flaskdata.sdk.internal.http.Answer;
import io.flaskdata.sdk.json.internal.Json;
import java.util.Optional;

/**
 * A language of a study. Members that the server leaves out are empty.
 *
 * @param id the language's id
 * @param name its name
 * @param direction {@code ltr} or {@code rtl}
 * @param key its key, {@code languagekey} on the wire
 * @param constant the key of texts in this language, {@code enum} on the wire, such as {@code ENGLISH}
 * @param raw the entry's JSON
 */
public record StudyLanguage(
        Optional<String> id,
        Optional<String> name,
        Optional<String> direction,
        Optional<String> key,
        Optional<String> constant,
        String raw) {
    static StudyLanguage of(Answer entry) {
        Language language = entry.as(Language.class);
        return new StudyLanguage(
                entry.text("id"),
                Optional.ofNullable(language.getName()),
                Optional.ofNullable(language.getDirection()),
                Optional.ofNullable(language.getLanguagekey()),
                Optional.ofNullable(language.get_enum()),
                Json.text(entry.json()));
    }

    @Override
    public String toString() {
        return "StudyLanguage[" + constant.or(() -> name).orElse("") + "]";
    }
}
