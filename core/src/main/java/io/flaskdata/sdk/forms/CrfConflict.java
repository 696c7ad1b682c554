package io.flaskdata.sdk.forms;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.flaskdata.sdk.errors.ConflictException;
import io.flaskdata.sdk.errors.FlaskDataException.Details;
import io.flaskdata.sdk.internal.JsonView;
import io.flaskdata.sdk.json.internal.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares a CRF as read with the server's current state. */
final class CrfConflict {
    private static final List<String> DATES = List.of("date_updated", "last_edited");
    private static final String DATA_UPDATED = "data_record_updated";

    private static final Details SAVE = Details.notSent("forms.saveCrf");

    private CrfConflict() {}

    /** Saving sends the whole CRF, so it would overwrite any value that someone else changed, edited here or not. */
    static void check(JsonObject asRead, List<CrfDocument> now) {
        List<JsonObject> same = now.stream()
                .map(crf -> crf.view().json())
                .filter(crf -> isSame(asRead, crf))
                .toList();
        if (same.size() != 1) {
            throw new ConflictException(SAVE, List.of("dataId"));
        }
        List<String> changed = changed(asRead, same.get(0));
        if (!changed.isEmpty()) {
            throw new ConflictException(SAVE, changed);
        }
    }

    private static boolean isSame(JsonObject one, JsonObject other) {
        return List.of("dataId", "id", "repeatIndex").stream().allMatch(member -> equal(one, other, member));
    }

    private static List<String> changed(JsonObject asRead, JsonObject now) {
        List<String> changed = new ArrayList<>();
        DATES.stream().filter(date -> !equal(asRead, now, date)).forEach(changed::add);
        JsonView read = new JsonView(asRead);
        JsonView fresh = new JsonView(now);
        if (!equal(read.object("metadata").json(), fresh.object("metadata").json(), DATA_UPDATED)) {
            changed.add(DATA_UPDATED);
        }
        List<CrfItem> before = items(read);
        List<CrfItem> after = items(fresh);
        if (!before.stream()
                .map(CrfItem::variable)
                .toList()
                .equals(after.stream().map(CrfItem::variable).toList())) {
            changed.add("items");
            return changed;
        }
        for (int i = 0; i < before.size(); i++) {
            if (!equal(before.get(i).view().json(), after.get(i).view().json(), "value")) {
                changed.add(before.get(i).variable());
            }
        }
        return changed;
    }

    private static List<CrfItem> items(JsonView crf) {
        return crf.objects("sections").stream()
                .flatMap(section -> new CrfSection(section).items().stream())
                .toList();
    }

    /** Compared as text: 1 and 1.0 are the same number but different values. */
    private static boolean equal(JsonObject one, JsonObject other, String member) {
        return text(one.get(member)).equals(text(other.get(member)));
    }

    private static String text(@Nullable JsonElement json) {
        return json == null ? "" : Json.text(json);
    }
}
