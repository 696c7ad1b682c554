package io.flaskdata.sdk.formats;

import io.flaskdata.sdk.internal.Arguments;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A column with its type. Immutable.
 *
 * <p>A column with codes becomes two: the code under the column's name, and its label in {@code NAME_label}. A column
 * with null codes, such as {@code NA} in a number, becomes two as well: the value, and in {@code NAME_null} the code
 * that stands where a value is missing.
 *
 * @param name the column's name
 * @param label what it means, for people; empty when not known
 * @param type what its values are
 * @param length of a {@code DECIMAL}: how many digits there may be in all; of {@code TEXT}: how many characters are planned,
 *     0 when not known; else 0
 * @param scale of a {@code DECIMAL}: how many of them are decimals; else 0
 * @param codes the labels of its codes, in their order; empty when it has none
 * @param multiple whether a value may be several codes, joined by commas
 * @param nullCodes whether the EDC's null codes ({@code NI}, {@code NA}, {@code UNK} …) may stand for a value
 */
public record TypedColumn(
        String name,
        String label,
        ColumnType type,
        int length,
        int scale,
        Map<String, String> codes,
        boolean multiple,
        boolean nullCodes) {
    /** The most digits that a {@code DECIMAL} may have. */
    public static final int MOST_DIGITS = 38;

    /**
     * Checks it.
     *
     * @throws IllegalArgumentException when the name is blank, or length and scale are not those of the type
     */
    public TypedColumn {
        Arguments.notBlank(name, "name");
        Arguments.notNull(label, "label");
        Arguments.notNull(type, "type");
        boolean fits = switch (type) {
            case DECIMAL -> length >= 1 && length <= MOST_DIGITS && scale >= 0 && scale <= length;
            case TEXT -> length >= 0 && scale == 0;
            default -> length == 0 && scale == 0;
        };
        if (!fits) {
            throw new IllegalArgumentException("A DECIMAL has 1 to " + MOST_DIGITS
                    + " digits, of which scale are decimals; TEXT has a length, the other types have neither");
        }
        codes = Collections.unmodifiableMap(new LinkedHashMap<>(codes));
    }

    /**
     * A column of a type other than {@code DECIMAL}.
     *
     * @param name its name
     * @param type its type
     */
    public static TypedColumn of(String name, ColumnType type) {
        return new TypedColumn(name, "", type, 0, 0, Map.of(), false, false);
    }

    /**
     * A column of text.
     *
     * @param name its name
     */
    public static TypedColumn text(String name) {
        return of(name, ColumnType.TEXT);
    }

    /**
     * A column of text of a planned length, which Dataset-JSON and XPORT declare. Longer text isn't an error.
     *
     * @param name its name
     * @param length how many characters are planned
     */
    public static TypedColumn text(String name, int length) {
        return new TypedColumn(name, "", ColumnType.TEXT, length, 0, Map.of(), false, false);
    }

    /**
     * A column of exact numbers.
     *
     * @param name its name
     * @param digits how many digits there may be in all, 1 to 38
     * @param scale how many of them are decimals
     */
    public static TypedColumn decimal(String name, int digits, int scale) {
        return new TypedColumn(name, "", ColumnType.DECIMAL, digits, scale, Map.of(), false, false);
    }

    /**
     * The same, with a label.
     *
     * @param text what it means, for people
     */
    public TypedColumn labelled(String text) {
        return new TypedColumn(name, text, type, length, scale, codes, multiple, nullCodes);
    }

    /**
     * The same, with codes, of which a value has one.
     *
     * @param labels their labels, by code
     */
    public TypedColumn coded(Map<String, String> labels) {
        return new TypedColumn(name, label, type, length, scale, labels, false, nullCodes);
    }

    /**
     * The same, with codes, of which a value may have several, joined by commas.
     *
     * @param labels their labels, by code
     */
    public TypedColumn codedMultiple(Map<String, String> labels) {
        return new TypedColumn(name, label, type, length, scale, labels, true, nullCodes);
    }

    /** The same, for a column in which the EDC's null codes may stand for a value. */
    public TypedColumn orNullCode() {
        return new TypedColumn(name, label, type, length, scale, codes, multiple, true);
    }

    /** The same as text, with its codes: what a column becomes that has a value of no other type. */
    TypedColumn asText() {
        return new TypedColumn(name, label, ColumnType.TEXT, 0, 0, codes, multiple, false);
    }
}
