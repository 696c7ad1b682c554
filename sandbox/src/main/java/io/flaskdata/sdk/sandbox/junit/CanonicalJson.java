package io.flaskdata.sdk.sandbox.junit;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.flaskdata.sdk.sandbox.internal.base.PlainJson;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Canonical JSON text: the order of members and the notation of numbers don't matter. */
final class CanonicalJson {
    private CanonicalJson() {}

    static String of(JsonElement json) {
        return PlainJson.GSON.toJson(sorted(json));
    }

    /** The value at an RFC 6901 pointer; null when there is none. */
    static @Nullable JsonElement at(String pointer, JsonElement json) {
        JsonElement found = json;
        for (String token : pointer.substring(1).split("/", -1)) {
            String name = token.replace("~1", "/").replace("~0", "~");
            if (found instanceof JsonObject object) {
                found = object.get(name);
            } else if (found instanceof JsonArray array && name.matches("0|[1-9][0-9]{0,8}")) {
                int index = Integer.parseInt(name);
                found = index < array.size() ? array.get(index) : null;
            } else {
                return null;
            }
        }
        return found;
    }

    private static JsonElement sorted(JsonElement json) {
        if (json instanceof JsonObject object) {
            Map<String, JsonElement> members = new TreeMap<>(object.asMap());
            JsonObject result = new JsonObject();
            members.forEach((name, value) -> result.add(name, sorted(value)));
            return result;
        }
        if (json instanceof JsonArray array) {
            JsonArray result = new JsonArray();
            array.forEach(each -> result.add(sorted(each)));
            return result;
        }
        if (json instanceof JsonPrimitive primitive && primitive.isNumber()) {
            return new JsonPrimitive(new BigDecimal(primitive.getAsString()).stripTrailingZeros());
        }
        return json;
    }
}
