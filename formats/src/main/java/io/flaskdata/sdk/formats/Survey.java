package io.flaskdata.sdk.formats;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What all rows of a file say of its columns: which can't keep their types, and how long texts are. */
final class Survey {
    private final List<TypedColumn> columns;
    private final boolean doubles;
    private final int[] widths;
    private final int[] characters;
    private final Map<String, Integer> further = new HashMap<>();
    private final Map<Integer, String> becomeText = new LinkedHashMap<>();
    private long rows;

    /** With doubles, a number that is none makes its column text. */
    Survey(List<TypedColumn> columns, boolean doubles) {
        this.columns = columns;
        this.doubles = doubles;
        this.widths = new int[columns.size()];
        this.characters = new int[columns.size()];
    }

    void row(@Nullable String[] texts) {
        rows++;
        for (int i = 0; i < texts.length; i++) {
            String text = texts[i];
            if (text != null) {
                widths[i] = Math.max(widths[i], bytes(text));
                characters[i] = Math.max(characters[i], text.codePointCount(0, text.length()));
            }
        }
    }

    void value(Field field, @Nullable Object value) {
        if (value instanceof String text) {
            if (field.part() != Field.Part.VALUE) {
                further.merge(field.part() + " " + field.source(), bytes(text), Math::max);
            }
        } else if (doubles && value instanceof Number number) {
            BigDecimal exact = number instanceof BigDecimal decimal ? decimal : BigDecimal.valueOf(number.longValue());
            if (!IbmDouble.holds(exact)) {
                becomesText(field, "has more digits than a number of 64 bits gives back, or is too large or too small");
            }
        }
    }

    void becomesText(Field field, String reason) {
        becomeText.putIfAbsent(field.source(), reason);
    }

    long rows() {
        return rows;
    }

    List<TypedColumn> columns(Notes notes) {
        List<TypedColumn> changed = new ArrayList<>(columns);
        becomeText.forEach((source, reason) -> {
            changed.set(source, columns.get(source).asText());
            notes.say("column " + columns.get(source).name() + " is text, because a value " + reason);
        });
        return changed;
    }

    /** The most bytes that a text of the field has in UTF-8. */
    int width(Field field) {
        return field.part() == Field.Part.VALUE
                ? widths[field.source()]
                : further.getOrDefault(field.part() + " " + field.source(), 0);
    }

    /** The most characters that a text of a column has. */
    int characters(Field field) {
        return characters[field.source()];
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
