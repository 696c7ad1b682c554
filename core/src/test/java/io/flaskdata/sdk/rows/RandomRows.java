package io.flaskdata.sdk.rows;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Documents of rows with everything that JSON allows, and damaged ones, all from one seed; no escaped surrogates, which
 * Gson's strict reader refuses when they are alone.
 */
final class RandomRows {
    private static final String[] NUMBERS = {
        "0",
        "-0",
        "7",
        "-12",
        "1.10",
        "1E5",
        "1e-7",
        "-0.0E+0",
        "12345678901234567890",
        "9007199254740993",
        "2147483648"
    };
    private static final String[] PIECES = {
        "a",
        "site 001",
        "é",
        "שלום",
        "漢字",
        "😀",
        "\u007f",
        "\u2028",
        "\\\"",
        "\\\\",
        "\\/",
        "\\b",
        "\\f",
        "\\n",
        "\\r",
        "\\t",
        "\\u0000",
        "\\u00e9",
        "null",
        "}",
        "]",
        ",",
        ":"
    };
    private static final String[] SPACES = {"", "", "", "", " ", "\n", "\t", "\r\n  "};

    private final Random random;

    RandomRows(long seed) {
        this.random = new Random(seed);
    }

    byte[] document() {
        List<String> names = names();
        StringBuilder out = new StringBuilder(space()).append('[');
        int rows = random.nextInt(6);
        for (int i = 0; i < rows; i++) {
            if (random.nextInt(5) == 0) {
                names = names();
            }
            out.append(i == 0 ? "" : ",").append(space());
            object(out, random.nextInt(6) == 0 ? shuffled(names) : names, 0);
        }
        return out.append(space()).append(']').append(space()).toString().getBytes(StandardCharsets.UTF_8);
    }

    /** One to three bytes changed, lost, added, doubled or cut off. */
    byte[] damaged(byte[] document) {
        byte[] bytes = document;
        for (int i = random.nextInt(3); i >= 0 && bytes.length > 1; i--) {
            int at = random.nextInt(bytes.length);
            int to = Math.min(bytes.length, at + 1 + random.nextInt(4));
            bytes = switch (random.nextInt(5)) {
                case 0 -> joined(bytes, at, new byte[] {oneByte()}, at + 1);
                case 1 -> joined(bytes, at, new byte[0], to);
                case 2 -> joined(bytes, at, new byte[] {oneByte()}, at);
                case 3 -> joined(bytes, to, bytes, at);
                default -> random.nextInt(4) == 0 ? joined(bytes, at, new byte[0], bytes.length) : bytes;
            };
        }
        return bytes;
    }

    private byte oneByte() {
        String structure = "{}[]\",:\\0-.eE+tn u\n\u0001/";
        return random.nextInt(3) == 0
                ? (byte) random.nextInt(256)
                : (byte) structure.charAt(random.nextInt(structure.length()));
    }

    private static byte[] joined(byte[] bytes, int head, byte[] middle, int tail) {
        byte[] all = new byte[head + (middle == bytes ? 0 : middle.length) + bytes.length - tail];
        System.arraycopy(bytes, 0, all, 0, head);
        if (middle != bytes) {
            System.arraycopy(middle, 0, all, head, middle.length);
        }
        System.arraycopy(bytes, tail, all, all.length - (bytes.length - tail), bytes.length - tail);
        return all;
    }

    private void object(StringBuilder out, List<String> names, int depth) {
        out.append('{').append(space());
        for (int i = 0; i < names.size(); i++) {
            out.append(i == 0 ? "" : ",").append(space()).append('"').append(names.get(i));
            out.append('"').append(space()).append(':').append(space());
            value(out, depth);
            out.append(space());
        }
        out.append('}');
    }

    private void value(StringBuilder out, int depth) {
        switch (random.nextInt(depth < 4 ? 10 : 8)) {
            case 0 -> out.append("null");
            case 1 -> out.append("true");
            case 2 -> out.append("false");
            case 3, 4 -> out.append(NUMBERS[random.nextInt(NUMBERS.length)]);
            case 5, 6, 7 -> out.append('"').append(text()).append('"');
            case 8 -> object(out, names(), depth + 1);
            default -> {
                out.append('[').append(space());
                for (int i = random.nextInt(4); i > 0; i--) {
                    value(out, depth + 1);
                    out.append(space()).append(i == 1 ? "" : ",").append(space());
                }
                out.append(']');
            }
        }
    }

    /** Each starts with a number of its own, so that no two mean the same. */
    private List<String> names() {
        List<String> names = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            names.add(i + text());
        }
        return names;
    }

    private List<String> shuffled(List<String> names) {
        List<String> others = new ArrayList<>(names);
        Collections.shuffle(others, random);
        return others.subList(0, random.nextInt(others.size() + 1));
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(5); i > 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    private String space() {
        return SPACES[random.nextInt(SPACES.length)];
    }
}
