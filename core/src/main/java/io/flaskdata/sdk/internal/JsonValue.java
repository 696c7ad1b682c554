package io.flaskdata.sdk.internal;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.flaskdata.sdk.json.internal.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Request values given by callers, sent as JSON exactly as given. */
public final class JsonValue {
    private JsonValue() {}

    /** A double is refused, because 1.10 would be sent as 1.1. */
    public static @Nullable Object checked(@Nullable Object value, String name) {
        if (value instanceof List<?> list) {
            return Collections.unmodifiableList(
                    list.stream().map(each -> checked(each, name)).toList());
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((key, each) -> copy.put(String.valueOf(key), checked(each, name)));
            return Collections.unmodifiableMap(copy);
        }
        if (value == null
                || value instanceof String
                || value instanceof Boolean
                || value instanceof Integer
                || value instanceof Long
                || value instanceof BigDecimal
                || value instanceof BigInteger) {
            return value;
        }
        throw new IllegalArgumentException(name + " must be text, an Integer, a Long, a BigDecimal, a BigInteger, a"
                + " boolean, null, or a list or map of these");
    }

    /** A copy of a request's further members with one more. */
    public static Map<String, @Nullable Object> with(
            Map<String, ? extends @Nullable Object> further, String name, @Nullable Object value) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>(further);
        if (copy.containsKey(Arguments.notBlank(name, "name"))) {
            throw new IllegalArgumentException("name is given twice: " + name);
        }
        copy.put(name, checked(value, "value"));
        return Collections.unmodifiableMap(copy);
    }

    /** Adds members to those of a model. */
    public static void add(JsonObject members, Map<String, ? extends @Nullable Object> further) {
        further.forEach((name, value) -> {
            if (members.has(name)) {
                throw new IllegalArgumentException("The member " + name + " has a method of its own");
            }
            members.add(name, value instanceof JsonElement json ? json : Json.GSON.toJsonTree(value));
        });
    }
}
