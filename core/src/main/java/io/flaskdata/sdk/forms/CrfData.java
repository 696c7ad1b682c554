package io.flaskdata.sdk.forms;

import io.flaskdata.sdk.internal.Arguments;
import io.flaskdata.sdk.internal.JsonValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values of a CRF's items by variable, in order, sent as JSON exactly as given: {@code "21"} stays text, {@code 21} a
 * number, {@code new BigDecimal("1.10")} keeps both decimals. Immutable; {@code toString} shows the variables only.
 */
public final class CrfData {
    private final Map<String, @Nullable Object> values;

    private CrfData(Map<String, @Nullable Object> values) {
        this.values = values;
    }

    /**
     * Starts with one item.
     *
     * @param variable the item's variable
     * @param value text, a number that is not a {@code double} or {@code float}, a boolean, a list of these or a
     *     map of them by text
     * @throws IllegalArgumentException when the variable is blank or the value is something else
     */
    public static CrfData of(String variable, Object value) {
        return new CrfData(Map.of()).and(variable, value);
    }

    /**
     * Adds an item.
     *
     * @param variable the item's variable
     * @param value as in {@link #of}
     * @throws IllegalArgumentException when the variable is blank or there already, or the value is something else
     */
    public CrfData and(String variable, Object value) {
        if (value == null) {
            throw new IllegalArgumentException("value must not be null; blank(variable) sends null");
        }
        return with(variable, JsonValue.checked(value, "value"));
    }

    /**
     * Blanks an item by sending {@code null}.
     *
     * @param variable the item's variable
     * @throws IllegalArgumentException when the variable is blank or there already
     */
    public CrfData blank(String variable) {
        return with(variable, null);
    }

    private CrfData with(String variable, @Nullable Object value) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>(values);
        if (copy.containsKey(Arguments.notBlank(variable, "variable"))) {
            throw new IllegalArgumentException(variable + " is given twice");
        }
        copy.put(variable, value);
        return new CrfData(Collections.unmodifiableMap(copy));
    }

    /**
     * The values.
     *
     * @return an unmodifiable map by item variable, in the order given; null where an item is blanked
     */
    public Map<String, @Nullable Object> values() {
        return values;
    }

    @Override
    public String toString() {
        return "CrfData" + values.keySet();
    }
}
