package io.flaskdata.sdk.internal;

import java.nio.charset.StandardCharsets;

/** Strings from JSON that {@link JsonScanner} has passed. */
public final class JsonText {
    private JsonText() {}

    /** Decodes the JSON string from one quote to the other; an unpaired surrogate is kept. */
    public static String of(byte[] json, int from, int to, boolean escaped) {
        return escaped ? unescaped(utf8(json, from + 1, to - 1)) : utf8(json, from + 1, to - 1);
    }

    public static String utf8(byte[] json, int from, int to) {
        return new String(json, from, to - from, StandardCharsets.UTF_8);
    }

    /** Bytes that are known to be ASCII. */
    public static String ascii(byte[] json, int from, int to) {
        return new String(json, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private static String unescaped(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        int from = 0;
        for (int escape = text.indexOf('\\'); escape >= 0; escape = text.indexOf('\\', from)) {
            plain.append(text, from, escape);
            char kind = text.charAt(escape + 1);
            from = escape + 2;
            if (kind == 'u') {
                from += 4;
                plain.append((char) Integer.parseInt(text, escape + 2, from, 16));
            } else {
                plain.append(meaning(kind));
            }
        }
        return plain.append(text, from, text.length()).toString();
    }

    private static char meaning(char kind) {
        return switch (kind) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> kind;
        };
    }
}
