package io.flaskdata.sdk.edc;

import io.flaskdata.sdk.rows.Row;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An item's answers: each stored code with its text. Read from the table {@code response_set}, whose two columns are
 * comma-separated lists in which {@code \,} is a comma inside an entry.
 *
 * @param label the list's name
 * @param texts each code's text, by code, in the list's order
 * @param row the row it was read from
 */
public record CodeList(String label, Map<String, String> texts, Row row) {
    static CodeList of(Row row) {
        List<String> codes = listed(row, "options_values");
        List<String> texts = listed(row, "options_text");
        if (codes.size() != texts.size()) {
            throw new IllegalStateException("options_values and options_text differ in length in this row");
        }
        Map<String, String> byCode = new LinkedHashMap<>();
        for (int i = 0; i < codes.size(); i++) {
            byCode.put(codes.get(i), texts.get(i));
        }
        String label = row.string("label");
        return new CodeList(label == null ? "" : label, Collections.unmodifiableMap(byCode), row);
    }

    private static List<String> listed(Row row, String column) {
        String list = row.string(column);
        return list == null ? List.of() : split(list);
    }

    /**
     * Splits a comma-separated list of codes or texts.
     *
     * @param list the list, in which {@code \,} is a comma inside an entry
     * @return its entries, trimmed; empty for an empty list
     */
    public static List<String> split(String list) {
        if (list.isEmpty()) {
            return List.of();
        }
        List<String> entries = new ArrayList<>();
        StringBuilder entry = new StringBuilder();
        for (int i = 0; i < list.length(); i++) {
            char c = list.charAt(i);
            if (c == '\\' && i + 1 < list.length() && list.charAt(i + 1) == ',') {
                entry.append(',');
                i++;
            } else if (c == ',') {
                entries.add(entry.toString().strip());
                entry.setLength(0);
            } else {
                entry.append(c);
            }
        }
        entries.add(entry.toString().strip());
        return List.copyOf(entries);
    }
}
