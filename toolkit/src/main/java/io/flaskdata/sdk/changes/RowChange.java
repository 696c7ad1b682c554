package io.flaskdata.sdk.changes;

import io.flaskdata.sdk.rows.Row;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A change to one row between two extracts.
 *
 * @param kind inserted, changed or deleted
 * @param before the row in the old extract; null when it was inserted
 * @param after the row in the new extract; null when it was deleted
 */
public record RowChange(
        Kind kind, @Nullable Row before, @Nullable Row after) {
    /** The kinds of change. */
    public enum Kind {
        /** Only the new extract has the key. */
        INSERTED("inserted"),
        /** Both have the key, with other values or columns. */
        CHANGED("changed"),
        /** Only the old extract has the key. */
        DELETED("deleted");

        private final String text;

        Kind(String text) {
            this.text = text;
        }
    }

    static RowChange inserted(Row after) {
        return new RowChange(Kind.INSERTED, null, after);
    }

    static RowChange changed(Row before, Row after) {
        return new RowChange(Kind.CHANGED, before, after);
    }

    static RowChange deleted(Row before) {
        return new RowChange(Kind.DELETED, before, null);
    }

    /** The row in the new extract or, if deleted, in the old one. */
    public Row row() {
        return Objects.requireNonNull(after == null ? before : after);
    }

    /**
     * The columns whose values differ in their JSON text, or that only one of the rows has.
     *
     * @return the columns' names; all of them unless the row was changed
     */
    public List<String> columns() {
        return before == null || after == null ? row().columns() : different(before, after);
    }

    static List<String> different(Row before, Row after) {
        Set<String> all = new LinkedHashSet<>(before.columns());
        all.addAll(after.columns());
        return all.stream()
                .filter(column -> !before.has(column) || !after.has(column) || !same(before, after, column))
                .toList();
    }

    /** The same text can be escaped in several ways. */
    private static boolean same(Row before, Row after, String column) {
        String was = before.json(column);
        String is = after.json(column);
        return was.equals(is)
                || (was.startsWith("\"")
                        && is.startsWith("\"")
                        && before.required(column).equals(after.required(column)));
    }

    /** One JSON object: the change, the old and the new row. */
    String json() {
        return "{\"change\":\"" + kind.text + '"'
                + (before == null ? "" : ",\"old\":" + text(before))
                + (after == null ? "" : ",\"new\":" + text(after))
                + '}';
    }

    private static String text(Row row) {
        return new String(row.line(), StandardCharsets.UTF_8);
    }
}
