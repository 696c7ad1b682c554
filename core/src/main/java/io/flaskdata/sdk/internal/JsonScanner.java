package io.flaskdata.sdk.internal;

import io.flaskdata.sdk.json.internal.BrokenAnswerException;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import okio.BufferedSource;

/**
 * Scans the bytes of an answer and checks that they are strict JSON (RFC 8259) in UTF-8 without duplicate members.
 * Anything else, including a premature end, is a {@link BrokenAnswerException}.
 */
public final class JsonScanner {
    /** How deep the arrays and objects of one value may be nested. */
    public static final int MAX_DEPTH = 200;
    /**
     * How long one row may be, and an answer that is read whole: so that what a server sends never takes the memory of the
     * program's other work.
     */
    public static final int MAX_KEPT =
            (int) Math.min(1 << 28, Runtime.getRuntime().maxMemory() / 16);

    private final ByteWindow bytes;
    private int valueStart;

    public JsonScanner(BufferedSource source) {
        this.bytes = new ByteWindow(source, MAX_KEPT);
    }

    /** Keeps what follows, for {@link #kept}, and forgets what was kept before. */
    public void keep() {
        bytes.keep();
    }

    /** What was passed since {@link #keep}; it is no longer kept. */
    public byte[] kept() {
        return bytes.kept();
    }

    /** How much was passed since {@link #keep}. */
    public int offset() {
        return bytes.offset();
    }

    /**
     * Passes the opening bracket; true when something follows before the closing one, otherwise the closing one is
     * passed too.
     */
    public boolean opens(char open, char close) throws IOException {
        expect(open);
        if (token() != close) {
            return true;
        }
        bytes.pass();
        return false;
    }

    /** Passes a comma (true) or the closing bracket (false). */
    public boolean hasMore(char close) throws IOException {
        if (token() == ',') {
            bytes.pass();
            return true;
        }
        expect(close);
        return false;
    }

    /** Passes the key, a JSON name with its colon, if it comes next byte for byte. */
    public boolean passes(byte[] key) throws IOException {
        return bytes.pass(key);
    }

    /**
     * Passes members of the row that is kept, as far as they are as expected, and writes where their values begin and end.
     *
     * @param first how many members of the row were passed before
     * @return how many have been passed now
     */
    public int passes(ExpectedMembers members, int first, int[] slices) {
        return bytes.pass(members, first, slices);
    }

    /** Passes a name and its colon. */
    public String name() throws IOException {
        if (token() != '"') {
            throw malformed();
        }
        int start = bytes.offset();
        boolean escaped = string();
        String name = bytes.string(start, escaped);
        expect(':');
        return name;
    }

    /** Passes white space up to what comes next. */
    public int token() throws IOException {
        int next = bytes.peek();
        return next > ' ' ? next : tokenAfterSpace();
    }

    private int tokenAfterSpace() throws IOException {
        while (isSpace(bytes.peek())) {
            bytes.pass();
        }
        return bytes.peek();
    }

    public static boolean isSpace(int next) {
        return next == ' ' || next == '\n' || next == '\r' || next == '\t';
    }

    /** Passes a value; true when it is a string with escapes. */
    public boolean value() throws IOException {
        int first = token();
        valueStart = bytes.offset();
        return first == '"' ? string() : value(0);
    }

    /** Where the last {@link #value()} began, as {@link #offset} counts. */
    public int valueStart() {
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
        bytes.pass();
        bytes.passPlain();
        if (bytes.peek() == '"') {
            bytes.pass();
            return false;
        }
        return restOfString();
    }

    private boolean restOfString() throws IOException {
        boolean escaped = false;
        while (true) {
            int next = bytes.peek();
            if (next == '"') {
                bytes.pass();
                return escaped;
            } else if (next == '\\') {
                escaped = true;
                escape();
            } else if (next >= 0x80) {
                multiByte(next);
            } else if (next < ' ') {
                throw malformed();
            }
            bytes.passPlain();
        }
    }

    private void escape() throws IOException {
        bytes.pass();
        int kind = bytes.peek();
        if (kind == 'u') {
            bytes.pass();
            for (int i = 0; i < 4; i++) {
                if (Character.digit(bytes.peek(), 16) < 0) {
                    throw malformed();
                }
                bytes.pass();
            }
        } else if (kind >= 0 && "\"\\/bfnrt".indexOf(kind) >= 0) {
            bytes.pass();
        } else {
            throw malformed();
        }
    }

    /** Accepts only well-formed UTF-8 as in RFC 3629: no overlong form, no surrogate, nothing beyond U+10FFFF. */
    private void multiByte(int lead) throws IOException {
        if (lead < 0xC2 || lead > 0xF4) {
            throw broken("is not valid UTF-8");
        }
        int lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        int highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        bytes.pass();
        for (int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1; more > 0; more--) {
            int next = bytes.peek();
            if (next < lowest || next > highest) {
                throw broken("is not valid UTF-8");
            }
            bytes.pass();
            lowest = 0x80;
            highest = 0xBF;
        }
    }

    private void number() throws IOException {
        if (bytes.peek() == '-') {
            bytes.pass();
        }
        if (bytes.peek() == '0') {
            bytes.pass();
        } else {
            digits();
        }
        if (bytes.peek() == '.') {
            bytes.pass();
            digits();
        }
        if (bytes.peek() == 'e' || bytes.peek() == 'E') {
            bytes.pass();
            if (bytes.peek() == '+' || bytes.peek() == '-') {
                bytes.pass();
            }
            digits();
        }
    }

    private void digits() throws IOException {
        int digit = bytes.peek();
        if (digit < '0' || digit > '9') {
            throw malformed();
        }
        while (digit >= '0' && digit <= '9') {
            bytes.pass();
            digit = bytes.peek();
        }
    }

    private void literal(String text) throws IOException {
        for (int i = 0; i < text.length(); i++) {
            if (bytes.peek() != text.charAt(i)) {
                throw malformed();
            }
            bytes.pass();
        }
    }

    private void expect(char wanted) throws IOException {
        if (token() != wanted) {
            throw malformed();
        }
        bytes.pass();
    }

    /** Only white space may follow. */
    public void expectEnd() throws IOException {
        if (token() != ByteWindow.END) {
            throw broken("goes on after its end");
        }
    }

    private BrokenAnswerException malformed() throws IOException {
        return broken("is not valid JSON");
    }

    private BrokenAnswerException broken(String how) throws IOException {
        return bytes.peek() == ByteWindow.END
                ? new BrokenAnswerException("the answer ends early")
                : new BrokenAnswerException("the answer " + how + " at byte " + bytes.passed());
    }
}
