package io.flaskdata.sdk.rows;

import io.flaskdata.sdk.internal.ExpectedMembers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The column names that rows of one shape share. */
final class Columns {
    /** Matches nothing in JSON. */
    private static final byte[] NO_KEY = {0};

    private final List<String> names;
    /** As a message may show them: a server may name a column by a token that it was sent. */
    private final List<String> shown;

    private final byte[][] keys;
    private ExpectedMembers members = ExpectedMembers.NONE;
    private boolean cameOnce;
    private final Map<String, Integer> positions = new HashMap<>();
    /** The position asked for after each one, and the string it was asked with. */
    private final int[] following;

    private final @Nullable String[] asked;
    private int latest;

    Columns(List<String> names, UnaryOperator<String> redaction) {
        this.names = List.copyOf(names);
        String all = String.join("\n", names);
        this.shown = redaction.apply(all).equals(all)
                ? this.names
                : names.stream().map(redaction).toList();
        this.keys = names.stream().map(Columns::key).toArray(byte[][]::new);
        this.following = new int[Math.max(1, keys.length)];
        this.asked = new String[following.length];
        for (int i = 0; i < names.size(); i++) {
            positions.put(names.get(i), i);
        }
    }

    /** What the next row probably begins with. Nothing when first asked: a shape that comes once isn't worth the work. */
    ExpectedMembers members() {
        if (cameOnce && members == ExpectedMembers.NONE) {
            members = new ExpectedMembers(
                    Arrays.stream(keys).takeWhile(key -> key != NO_KEY).toList());
        }
        cameOnce = true;
        return members;
    }

    boolean hasDuplicates() {
        return positions.size() < names.size();
    }

    List<String> names() {
        return names;
    }

    List<String> shown() {
        return shown;
    }

    int size() {
        return keys.length;
    }

    /** The name as most JSON writers write it, with quotes and colon: a name equal to it needs no decoding. */
    byte[] key(int position) {
        return keys[position];
    }

    /**
     * Whoever reads rows asks each for the same columns in the same order, mostly with the same strings. What was asked
     * last is remembered without synchronisation: a thread that sees another's, or nothing, looks the name up.
     */
    int position(String name) {
        int guess = following[latest];
        if (asked[guess] == name) {
            latest = guess;
            return guess;
        }
        Integer position = positions.get(name);
        if (position == null) {
            return -1;
        }
        following[latest] = position;
        asked[position] = name;
        latest = position;
        return position;
    }

    private static byte[] key(String name) {
        boolean plain =
                name.chars().allMatch(c -> c >= ' ' && c != '"' && c != '\\' && !Character.isSurrogate((char) c));
        return plain ? ('"' + name + "\":").getBytes(StandardCharsets.UTF_8) : NO_KEY;
    }
}
