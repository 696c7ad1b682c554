package io.flaskdata.sdk.rows;

import io.flaskdata.sdk.internal.Eight;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Writes cells as RFC 4180 in UTF-8. Quotes stand around an empty text, around what has a comma, a quote or a line break,
 * and around a line's first cell if it begins with a number sign, which some readers take for a comment.
 */
final class CsvCells {
    private final OutputStream out;
    /** This encoder refuses an unpaired surrogate instead of writing a question mark. */
    private final CharsetEncoder utf8 = StandardCharsets.UTF_8.newEncoder();

    private byte[] buffer = new byte[1 << 16];
    private int size;
    private boolean lineBegins = true;

    CsvCells(OutputStream out) {
        this.out = out;
    }

    /** An empty cell. */
    void none() throws IOException {
        begin(0);
    }

    /** A text that is ASCII without quotes, backslashes and control characters. */
    void plain(byte[] ascii, int from, int to) throws IOException {
        boolean quoted = needsQuotes(ascii, from, to) || Eight.has((byte) ',', ascii, from, to);
        begin(to - from + 2);
        if (quoted) {
            buffer[size++] = '"';
        }
        System.arraycopy(ascii, from, buffer, size, to - from);
        size += to - from;
        if (quoted) {
            buffer[size++] = '"';
        }
    }

    /**
     * Any text.
     *
     * @throws CharacterCodingException when it has an unpaired surrogate
     */
    void text(String text) throws IOException {
        ByteBuffer bytes = utf8.encode(CharBuffer.wrap(text));
        byte[] all = bytes.array();
        int end = bytes.limit();
        boolean quoted = needsQuotes(all, 0, end);
        int quotes = 0;
        for (int i = 0; i < end; i++) {
            quotes += all[i] == '"' ? 1 : 0;
            quoted |= all[i] == ',' || all[i] == '"' || all[i] == '\n' || all[i] == '\r';
        }
        begin(end + quotes + 2);
        if (!quoted) {
            System.arraycopy(all, 0, buffer, size, end);
            size += end;
            return;
        }
        buffer[size++] = '"';
        for (int i = 0; i < end; i++) {
            if (all[i] == '"') {
                buffer[size++] = '"';
            }
            buffer[size++] = all[i];
        }
        buffer[size++] = '"';
    }

    private boolean needsQuotes(byte[] bytes, int from, int to) {
        return from == to || (lineBegins && bytes[from] == '#');
    }

    /** Makes room for a cell and the end of its line, and separates it from the cell before. */
    private void begin(int longest) throws IOException {
        if (buffer.length - size < longest + 3) {
            flush();
            if (buffer.length < longest + 3) {
                buffer = new byte[longest + 3];
            }
        }
        if (!lineBegins) {
            buffer[size++] = ',';
        }
        lineBegins = false;
    }

    void endLine() {
        buffer[size++] = '\r';
        buffer[size++] = '\n';
        lineBegins = true;
    }

    /** Hands on what was written, but does not flush what it was handed to. */
    void flush() throws IOException {
        out.write(buffer, 0, size);
        size = 0;
    }
}
