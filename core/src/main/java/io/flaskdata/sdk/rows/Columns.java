package io.flaskdata.sdk.rows;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The column names that rows of one shape share. */
final class Columns {
    /** Matches nothing in JSON. */
    private static final byte[] NO_KEY = {0};

    private final List<String> names;
    private final byte[][] keys;
    private final Map<String, Integer> positions = new HashMap<>();

    Columns(List<String> names) {
        this.names = List.copyOf(names);
        this.keys = names.stream().map(Columns::key).toArray(byte[][]::new);
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

    int size() {
        return keys.length;
    }

    /** The name as most JSON writers write it, with quotes and colon: a name equal to it needs no decoding. */
    byte[] key(int position) {
        return keys[position];
    }

    int position(String name) {
        Integer position = positions.get(name);
        return position == null ? -1 : position;
    }

    private static byte[] key(String name) {
        boolean plain =
                name.chars().allMatch(c -> c >= ' ' && c != '"' && c != '\\' && !Character.isSurrogate((char) c));
        return plain ? ('"' + name + "\":").getBytes(StandardCharsets.UTF_8) : NO_KEY;
    }
}
