package io.flaskdata.sdk.formats;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The types of columns, by name. A column without a type is text: nothing is guessed from values. Immutable. */
public final class ColumnTypes {
    private static final ColumnTypes NONE = new ColumnTypes(Map.of());

    private final Map<String, TypedColumn> byName;

    private ColumnTypes(Map<String, TypedColumn> byName) {
        this.byName = byName;
    }

    /** No types: every column is text. */
    public static ColumnTypes none() {
        return NONE;
    }

    /**
     * Types of these columns.
     *
     * @param columns the columns
     * @throws IllegalArgumentException when two have one name
     */
    public static ColumnTypes of(Collection<TypedColumn> columns) {
        Map<String, TypedColumn> byName = new LinkedHashMap<>();
        for (TypedColumn each : columns) {
            if (byName.put(each.name(), each) != null) {
                throw new IllegalArgumentException("Two columns are named " + each.name());
            }
        }
        return new ColumnTypes(byName);
    }

    /**
     * Types of these columns.
     *
     * @param columns the columns
     * @throws IllegalArgumentException when two have one name
     */
    public static ColumnTypes of(TypedColumn... columns) {
        return of(Arrays.asList(columns));
    }

    /**
     * These and others; where both have a column, the others' type is taken.
     *
     * @param others what is added
     */
    public ColumnTypes and(ColumnTypes others) {
        Map<String, TypedColumn> all = new LinkedHashMap<>(byName);
        all.putAll(others.byName);
        return new ColumnTypes(all);
    }

    /** The columns that have a type, in the order they were given. */
    public List<TypedColumn> columns() {
        return List.copyOf(byName.values());
    }

    /**
     * A column with its type, or as text.
     *
     * @param name its name
     */
    public TypedColumn column(String name) {
        TypedColumn typed = byName.get(name);
        return typed == null ? TypedColumn.text(name) : typed;
    }
}
