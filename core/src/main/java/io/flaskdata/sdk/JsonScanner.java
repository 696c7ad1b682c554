package io.flaskdata.sdk;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import okio.BufferedSource;

/**
 * Passes over the bytes of an answer and checks that they are strict JSON (RFC 8259) in UTF-8, no object naming a member
 * twice. It sees them through a window that moves along and holds what came since {@link #keep}; the end of the bytes in
 * the middle of something is a {@link BrokenAnswerException}, as is everything malformed.
 */
final class JsonScanner {
    /** How deep the arrays and objects of one value may be nested. */
    static final int MAX_DEPTH = 200;
    /** How long one row may be. */
    static final int MAX_KEPT = 1 << 28;

    private static final int END = -1;
    private static final int NOTHING = -1;
    private static final boolean[] PLAIN = new boolean[256];

    static {
        Arrays.fill(PLAIN, ' ', 0x80, true);
        PLAIN['"'] = false;
        PLAIN['\\'] = false;
    }

    private final BufferedSource source;
    private byte[] window = new byte[1 << 16];
    private int position;
    private int limit;
    private int kept = NOTHING;
    private int valueStart;
    private long gone;

    JsonScanner(BufferedSource source) {
        this.source = source;
    }

    /** Keeps what follows, for {@link #kept}, and forgets what was kept before. */
    void keep() {
        kept = position;
    }

    /** What was passed since {@link #keep}; it is no longer kept. */
    byte[] kept() {
        byte[] bytes = Arrays.copyOfRange(window, kept, position);
        kept = NOTHING;
        return bytes;
    }

    /** How much was passed since {@link #keep}. */
    int offset() {
        return position - kept;
    }

    /** Passes the opening bracket; true when something stands between it and the closing one, which else is passed too. */
    boolean opens(char open, char close) throws IOException {
        expect(open);
        if (token() != close) {
            return true;
        }
        position++;
        return false;
    }

    /** Passes a comma, which is true, or the closing bracket, which is not. */
    boolean hasMore(char close) throws IOException {
        if (token() == ',') {
            position++;
            return true;
        }
        expect(close);
        return false;
    }

    /** Passes the key, a name as JSON with its colon, if it is what comes next byte for byte. */
    boolean passes(byte[] key) throws IOException {
        while (limit - position < key.length) {
            if (!fill()) {
                return false;
            }
        }
        if (!Arrays.equals(window, position, position + key.length, key, 0, key.length)) {
            return false;
        }
        position += key.length;
        return true;
    }

    /** Passes a name and its colon. */
    String name() throws IOException {
        if (token() != '"') {
            throw malformed();
        }
        int start = offset();
        boolean escaped = string();
        String name = JsonText.of(window, kept + start, position, escaped);
        expect(':');
        return name;
    }

    /** Passes white space up to what comes next. */
    int token() throws IOException {
        int next = peek();
        return next > ' ' ? next : tokenAfterSpace();
    }

    private int tokenAfterSpace() throws IOException {
        while (isSpace(peek())) {
            position++;
        }
        return peek();
    }

    static boolean isSpace(int next) {
        return next == ' ' || next == '\n' || next == '\r' || next == '\t';
    }

    /** Passes a value; true when it is a string with escapes. */
    boolean value() throws IOException {
        int first = token();
        valueStart = offset();
        return first == '"' ? string() : value(0);
    }

    /** Where the last {@link #value()} began, as {@link #offset} counts. */
    int valueStart() {
        return valueStart;
    }

    private boolean value(int depth) throws IOException {
        switch (token()) {
            case '"' -> {
                return string();
            }
            case '{' -> object(deeper(depth));
            case '[' -> array(deeper(depth));
            case 't' -> literal("true");
            case 'f' -> literal("false");
            case 'n' -> literal("null");
            default -> number();
        }
        return false;
    }

    private int deeper(int depth) throws IOException {
        if (depth == MAX_DEPTH) {
            throw broken("nests more than " + MAX_DEPTH + " deep");
        }
        return depth + 1;
    }

    private void object(int depth) throws IOException {
        Set<String> names = new HashSet<>();
        for (boolean more = opens('{', '}'); more; more = hasMore('}')) {
            if (!names.add(name())) {
                throw broken("names a member twice in one object");
            }
            value(depth);
        }
    }

    private void array(int depth) throws IOException {
        for (boolean more = opens('[', ']'); more; more = hasMore(']')) {
            value(depth);
        }
    }

    private boolean string() throws IOException {
        position++;
        passPlainText();
        if (position < limit && window[position] == '"') {
            position++;
            return false;
        }
        return restOfString();
    }

    private boolean restOfString() throws IOException {
        boolean escaped = false;
        while (true) {
            int next = peek();
            if (next == '"') {
                position++;
                return escaped;
            } else if (next == '\\') {
                escaped = true;
                escape();
            } else if (next >= 0x80) {
                multiByte(next);
            } else if (next < ' ') {
                throw malformed();
            }
            passPlainText();
        }
    }

    /** Up to a quote, a backslash, a control character, what is not ASCII, or the end of the window. */
    private void passPlainText() {
        byte[] bytes = window;
        int at = position;
        while (at < limit && PLAIN[bytes[at] & 0xff]) {
            at++;
        }
        position = at;
    }

    private void escape() throws IOException {
        position++;
        int kind = peek();
        if (kind == 'u') {
            position++;
            for (int i = 0; i < 4; i++) {
                if (Character.digit(peek(), 16) < 0) {
                    throw malformed();
                }
                position++;
            }
        } else if (kind >= 0 && "\"\\/bfnrt".indexOf(kind) >= 0) {
            position++;
        } else {
            throw malformed();
        }
    }

    /** Well-formed UTF-8 only, by the table of RFC 3629: no detour, no surrogate, nothing beyond U+10FFFF. */
    private void multiByte(int lead) throws IOException {
        if (lead < 0xC2 || lead > 0xF4) {
            throw broken("is not valid UTF-8");
        }
        int lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        int highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        position++;
        for (int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1; more > 0; more--) {
            int next = peek();
            if (next < lowest || next > highest) {
                throw broken("is not valid UTF-8");
            }
            position++;
            lowest = 0x80;
            highest = 0xBF;
        }
    }

    private void number() throws IOException {
        if (peek() == '-') {
            position++;
        }
        if (peek() == '0') {
            position++;
        } else {
            digits();
        }
        if (peek() == '.') {
            position++;
            digits();
        }
        if (peek() == 'e' || peek() == 'E') {
            position++;
            if (peek() == '+' || peek() == '-') {
                position++;
            }
            digits();
        }
    }

    private void digits() throws IOException {
        int digit = peek();
        if (digit < '0' || digit > '9') {
            throw malformed();
        }
        while (digit >= '0' && digit <= '9') {
            position++;
            digit = peek();
        }
    }

    private void literal(String text) throws IOException {
        for (int i = 0; i < text.length(); i++) {
            if (peek() != text.charAt(i)) {
                throw malformed();
            }
            position++;
        }
    }

    private void expect(char wanted) throws IOException {
        if (token() != wanted) {
            throw malformed();
        }
        position++;
    }

    /** White space may follow, nothing else. */
    void expectEnd() throws IOException {
        if (token() != END) {
            throw broken("goes on after its end");
        }
    }

    private int peek() throws IOException {
        return position < limit ? window[position] & 0xff : peekBeyond();
    }

    private int peekBeyond() throws IOException {
        return fill() ? window[position] & 0xff : END;
    }

    private boolean fill() throws IOException {
        if (limit == window.length) {
            makeRoom();
        }
        int read = source.read(window, limit, window.length - limit);
        if (read <= 0) {
            return false;
        }
        limit += read;
        return true;
    }

    private void makeRoom() throws IOException {
        int from = kept == NOTHING ? position : kept;
        if (from == 0 && window.length >= MAX_KEPT) {
            throw broken("has a row of more than " + MAX_KEPT + " bytes");
        }
        byte[] target = from > 0 ? window : new byte[2 * window.length];
        System.arraycopy(window, from, target, 0, limit - from);
        window = target;
        gone += from;
        position -= from;
        limit -= from;
        if (kept != NOTHING) {
            kept = 0;
        }
    }

    private BrokenAnswerException malformed() throws IOException {
        return broken("is not valid JSON");
    }

    private BrokenAnswerException broken(String how) throws IOException {
        return peek() == END
                ? new BrokenAnswerException("the answer ends early")
                : new BrokenAnswerException("the answer " + how + " at byte " + (gone + position));
    }
}
