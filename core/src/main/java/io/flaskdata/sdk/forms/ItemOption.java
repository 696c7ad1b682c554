package io.flaskdata.sdk.forms;

import io.flaskdata.sdk.internal.JsonView;

/**
 * One option of an item.
 *
 * @param value the stored value, with its digits
 * @param title the text that the form shows
 * @param raw the option's JSON
 */
public record ItemOption(String value, LanguageText title, String raw) {
    static ItemOption of(JsonView json) {
        return new ItemOption(json.text("value"), LanguageText.of(json.json().get("title")), json.raw());
    }
}
