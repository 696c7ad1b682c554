package io.flaskdata.sdk.forms;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.flaskdata.sdk.json.internal.Json;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A text in several languages, as FlaskData sends names and titles: {@code {"ENGLISH":"Screening","HEBREW":"…"}}. Text
 * without a language is sent in some places. Immutable.
 *
 * @param byLanguage the texts by language, in the server's order; text without a language is under the empty string
 */
public record LanguageText(Map<String, String> byLanguage) {
    private static final String NO_LANGUAGE = "";

    /**
     * Keeps a copy.
     *
     * @param byLanguage the texts by language
     */
    public LanguageText {
        byLanguage = Collections.unmodifiableMap(new LinkedHashMap<>(byLanguage));
    }

    static LanguageText of(@Nullable JsonElement json) {
        Map<String, String> texts = new LinkedHashMap<>();
        Json.primitive(json).ifPresent(plain -> texts.put(NO_LANGUAGE, plain));
        if (json instanceof JsonObject object) {
            object.asMap()
                    .forEach((language, text) ->
                            Json.primitive(text).ifPresent(present -> texts.put(language, present)));
        }
        return new LanguageText(texts);
    }

    /**
     * The text in one language.
     *
     * @param language the language as FlaskData writes it, such as {@code ENGLISH}
     * @return empty when there is none
     */
    public Optional<String> in(String language) {
        return Optional.ofNullable(byLanguage.get(language));
    }

    /**
     * The first text that is not blank, in any language.
     *
     * @return empty text when there is none
     */
    public String any() {
        return texts().stream().filter(text -> !text.isBlank()).findFirst().orElse("");
    }

    /** Whether one of the languages has this text. */
    public boolean has(String text) {
        return texts().contains(text);
    }

    private Collection<String> texts() {
        return byLanguage.values();
    }

    @Override
    public String toString() {
        return any();
    }
}
