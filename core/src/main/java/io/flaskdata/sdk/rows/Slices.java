package io.flaskdata.sdk.rows;

import io.flaskdata.sdk.internal.Eight;
import io.flaskdata.sdk.internal.JsonText;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of a row where they stand in its JSON. Of each there are two numbers: its start, complemented when it
 * is a string with escapes, and its end, complemented when it is known to be ASCII without escapes, which is plain.
 */
final class Slices {
    private Slices() {}

    private static int start(int[] slices, int position) {
        int marked = slices[2 * position];
        return marked < 0 ? ~marked : marked;
    }

    private static int end(int[] slices, int position) {
        int marked = slices[2 * position + 1];
        return marked < 0 ? ~marked : marked;
    }

    static boolean isPlain(int[] slices, int position) {
        return slices[2 * position + 1] < 0;
    }

    /** As text; null when the value is null. */
    static @Nullable String text(byte[] json, int[] slices, int position) {
        int start = start(slices, position);
        boolean quoted = json[start] == '"';
        if (!quoted && json[start] == 'n') {
            return null;
        }
        int end = end(slices, position);
        if (isPlain(slices, position)) {
            return quoted ? JsonText.ascii(json, start + 1, end - 1) : JsonText.ascii(json, start, end);
        }
        return quoted ? JsonText.of(json, start, end, slices[2 * position] < 0) : JsonText.utf8(json, start, end);
    }

    static String json(byte[] json, int[] slices, int position) {
        return JsonText.utf8(json, start(slices, position), end(slices, position));
    }

    /** Where the text of a plain value begins, behind a quote if it has one. */
    static int textStart(byte[] json, int[] slices, int position) {
        int start = start(slices, position);
        return json[start] == '"' ? start + 1 : start;
    }

    /** Where the text of a plain value ends. */
    static int textEnd(byte[] json, int[] slices, int position) {
        int end = end(slices, position);
        return json[start(slices, position)] == '"' ? end - 1 : end;
    }

    /** A value that is true or false without quotes. */
    static @Nullable Boolean flag(byte[] json, int[] slices, int position) {
        return switch (json[start(slices, position)]) {
            case 't' -> true;
            case 'f' -> false;
            default -> null;
        };
    }

    /** Writes a plain value, or null, into a cell; false when it is neither, and then nothing is written. */
    static boolean writePlain(byte[] json, int[] slices, int position, CsvCells cells) throws IOException {
        int start = start(slices, position);
        if (json[start] == 'n') {
            cells.none();
            return true;
        }
        if (!isPlain(slices, position)) {
            return false;
        }
        cells.plain(json, textStart(json, slices, position), textEnd(json, slices, position));
        return true;
    }

    /** The row without line breaks between its parts. */
    static byte[] line(byte[] json) {
        // In a string a line break would be an escape.
        int first = Eight.control(json, 0);
        if (first == json.length) {
            return json;
        }
        byte[] line = json.clone();
        for (int i = first; i < line.length; i++) {
            if (line[i] == '\n' || line[i] == '\r') {
                line[i] = ' ';
            }
        }
        return line;
    }
}
