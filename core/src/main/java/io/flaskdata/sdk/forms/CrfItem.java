package io.flaskdata.sdk.forms;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import io.flaskdata.sdk.internal.JsonView;
import io.flaskdata.sdk.json.internal.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An item of a CRF, with its edits. {@code toString} shows no value. */
public final class CrfItem {
    private final JsonView json;

    CrfItem(JsonView json) {
        this.json = json;
    }

    /** The item's variable, by which it is edited. */
    public String variable() {
        return json.text("variable");
    }

    /** The item's type, such as {@code NUMBER}, {@code RADIO} or {@code DATE}. */
    public String type() {
        return json.text("type");
    }

    /** The item's title. */
    public LanguageText title() {
        return LanguageText.of(json.json().get("title"));
    }

    /** The item's label. */
    public LanguageText label() {
        return LanguageText.of(json.json().get("label"));
    }

    /**
     * The value: text unchanged, a number with its digits, a boolean as {@code true} or {@code false}.
     *
     * @return empty when the item has no value, or an empty one
     * @throws IllegalStateException when it has several
     */
    public Optional<String> value() {
        List<String> values = values();
        if (values.size() > 1) {
            throw new IllegalStateException("The item has " + values.size() + " values: use values()");
        }
        return values.stream().findFirst();
    }

    /**
     * The values of an item that may have several.
     *
     * @return the values as {@link #value()} gives them, without nulls and empty texts
     */
    public List<String> values() {
        return present().stream().map(CrfItem::text).toList();
    }

    List<JsonElement> present() {
        return json.elements("value").stream()
                .filter(value -> value != JsonNull.INSTANCE && !text(value).isEmpty())
                .toList();
    }

    static String text(JsonElement value) {
        return value.isJsonPrimitive() ? value.getAsString() : Json.text(value);
    }

    /**
     * The options to choose from.
     *
     * @return empty when the item has no options
     */
    public List<ItemOption> options() {
        return json.objects("options").stream().map(ItemOption::of).toList();
    }

    /** Whether the form requires a value. */
    public boolean required() {
        return rules().flag("required");
    }

    /**
     * The condition under which the form shows the item, such as {@code $AGE == '55'}. The SDK does not evaluate it.
     *
     * @return empty when there is none
     */
    public Optional<String> branchingLogic() {
        return rules().present("branchingLogic");
    }

    /**
     * A rule of the item, from the member {@code adds}: {@code min}, {@code max}, {@code minlength}, {@code maxlength},
     * {@code pattern}, {@code step}, {@code rows}.
     *
     * @return its text or digits; empty when there is none
     */
    public Optional<String> rule(String name) {
        return rules().present(name);
    }

    JsonView rules() {
        return json.object("adds");
    }

    /**
     * When the value was last edited.
     *
     * @return empty when there is no such date (the server sends an empty string)
     */
    public Optional<Instant> valueUpdated() {
        return json.instant("value_updated");
    }

    JsonView view() {
        return json;
    }

    /**
     * The item with its edits.
     *
     * @return JSON
     */
    public String raw() {
        return json.raw();
    }

    @Override
    public String toString() {
        return "CrfItem[" + variable() + "]";
    }
}
