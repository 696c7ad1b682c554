package io.flaskdata.sdk.sandbox.internal.http;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Members of a JSON value named by a pointer, where {@code *} is each entry or member. */
final class JsonPlaces {
    private JsonPlaces() {}

    /** What becomes of a member. */
    @FunctionalInterface
    interface Edit {
        /** The name and value to have in its place; null removes it. The name is empty for an array's entry. */
        Map.@Nullable Entry<String, JsonElement> of(String name, JsonElement value);
    }

    /** Edits all members at a place, in their order; a place that is not there changes nothing. */
    static void edit(JsonElement root, String pointer, Edit edit) {
        edit(root, pointer.substring(1).split("/"), 0, edit);
    }

    private static void edit(JsonElement at, String[] steps, int step, Edit edit) {
        boolean last = step == steps.length - 1;
        if (at instanceof JsonArray array && steps[step].equals("*")) {
            for (int i = 0; i < array.size(); i++) {
                if (last) {
                    Map.Entry<String, JsonElement> edited = edit.of("", array.get(i));
                    array.set(i, edited == null ? JsonNull.INSTANCE : edited.getValue());
                } else {
                    edit(array.get(i), steps, step + 1, edit);
                }
            }
        }
        if (at instanceof JsonObject object) {
            Map<String, JsonElement> members = new LinkedHashMap<>(object.asMap());
            object.asMap().clear();
            members.forEach((name, value) -> {
                boolean meant = steps[step].equals("*") || steps[step].equals(name);
                Map.Entry<String, JsonElement> edited = meant && last ? edit.of(name, value) : Map.entry(name, value);
                if (meant && !last) {
                    edit(value, steps, step + 1, edit);
                }
                if (edited != null) {
                    object.add(edited.getKey(), edited.getValue());
                }
            });
        }
    }
}
