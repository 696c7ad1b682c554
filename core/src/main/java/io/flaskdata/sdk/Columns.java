package io.flaskdata.sdk;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The column names that the rows of one answer share. */
final class Columns {
    private final List<String> names;
    private final Map<String, Integer> positions = new HashMap<>();

    Columns(List<String> names) {
        this.names = List.copyOf(names);
        for (int i = 0; i < names.size(); i++) {
            positions.put(names.get(i), i);
        }
    }

    boolean hasDuplicates() {
        return positions.size() < names.size();
    }

    List<String> names() {
        return names;
    }

    int position(String name) {
        return positions.getOrDefault(name, -1);
    }
}
