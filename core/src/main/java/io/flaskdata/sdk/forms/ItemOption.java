package io.flaskdata.sdk.forms;

import io.flaskdata.sdk.internal.JsonView;

/**
 * What may be chosen for an item.
 *
 * @param value the value that is stored, with its digits
 * @param title what the form shows
 * @param raw the option, JSON
 */
public record ItemOption(String value, LanguageText title, String raw) {
    static ItemOption of(JsonView json) {
        return new ItemOption(json.text("value"), LanguageText.of(json.json().get("title")), json.raw());
    }
}
