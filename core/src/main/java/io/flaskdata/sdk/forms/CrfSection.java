package io.flaskdata.sdk.forms;

import io.flaskdata.sdk.internal.JsonView;
import java.util.List;

/** A section of a CRF. */
public final class CrfSection {
    private final JsonView json;

    CrfSection(JsonView json) {
        this.json = json;
    }

    /** The section's name. */
    public LanguageText name() {
        return LanguageText.of(json.json().get("name"));
    }

    /** The section's items, in the server's order. */
    public List<CrfItem> items() {
        return json.objects("items").stream().map(CrfItem::new).toList();
    }

    /**
     * The section with its edits.
     *
     * @return JSON
     */
    public String raw() {
        return json.raw();
    }

    @Override
    public String toString() {
        return "CrfSection[" + name() + "]";
    }
}
