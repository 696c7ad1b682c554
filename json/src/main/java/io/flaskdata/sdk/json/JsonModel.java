package io.flaskdata.sdk.json;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A generated model: the members of the contract with their own methods, and all others, which are kept as they came and
 * sent back. Subclasses are generated.
 */
public abstract class JsonModel {
    /** A Gson that doesn't know {@link JsonModelAdapter} must not take it for a member. */
    private final transient Map<String, @Nullable Object> additional = new LinkedHashMap<>();

    /** The members of the contract that came and are null in the model, with what came: null or an empty text. */
    private final transient Map<String, @Nullable Object> empty = new HashMap<>();

    /** For generated models. */
    protected JsonModel() {}

    /**
     * The members that have no method of their own: those that came, with JSON's values as they came (a number is a {@link
     * Number} with all its digits), and those that were put.
     *
     * @return a view, in order; never null
     */
    public final Map<String, @Nullable Object> getAdditionalProperties() {
        return Collections.unmodifiableMap(additional);
    }

    /**
     * One of {@link #getAdditionalProperties}.
     *
     * @param name the member's name in JSON
     * @return its value, or null when it is null or missing
     */
    public final @Nullable Object getAdditionalProperty(String name) {
        return additional.get(name);
    }

    /**
     * Adds a member that has no method of its own, or replaces it.
     *
     * @param name the member's name in JSON
     * @param value what Gson can write; null is sent as null
     * @throws IllegalArgumentException when the member has a method of its own
     */
    protected final void put(String name, @Nullable Object value) {
        if (JsonModelAdapter.Members.of(getClass()).byName().containsKey(Objects.requireNonNull(name, "name"))) {
            throw new IllegalArgumentException("The member " + name + " has a method of its own");
        }
        additional.put(name, value);
    }

    final Map<String, @Nullable Object> additional() {
        return additional;
    }

    final Map<String, @Nullable Object> empty() {
        return empty;
    }
}
