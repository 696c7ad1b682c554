package io.flaskdata.sdk.internal;

import io.flaskdata.sdk.json.internal.BrokenAnswerException;
import java.io.IOException;
import java.util.Arrays;
import okio.BufferedSource;

/** The bytes of an answer, through a sliding window that keeps what was passed since {@link #keep}. */
public final class ByteWindow {
    /** Returned by {@link #peek} at the end. */
    static final int END = -1;

    private static final int NOTHING = -1;

    private final BufferedSource source;
    private final int mostKept;
    private byte[] bytes = new byte[1 << 16];
    private int position;
    private int limit;
    private int kept = NOTHING;
    private long gone;

    ByteWindow(BufferedSource source, int mostKept) {
        this.source = source;
        this.mostKept = mostKept;
    }

    /** The next byte, 0 to 255, or {@link #END}. */
    int peek() throws IOException {
        return position < limit ? bytes[position] & 0xff : peekBeyond();
    }

    private int peekBeyond() throws IOException {
        return fill() ? bytes[position] & 0xff : END;
    }

    /** Passes the byte that was peeked at. */
    void pass() {
        position++;
    }

    /** Passes these bytes, if they are what comes next. */
    boolean pass(byte[] expected) throws IOException {
        while (limit - position < expected.length) {
            if (!fill()) {
                return false;
            }
        }
        if (!Arrays.equals(bytes, position, position + expected.length, expected, 0, expected.length)) {
            return false;
        }
        position += expected.length;
        return true;
    }

    /** Passes members as {@link ExpectedMembers#pass} does, as far as the window reaches. */
    int pass(ExpectedMembers members, int first, int[] slices) {
        int passed = members.pass(bytes, position, limit, first, slices, kept);
        if (passed > first) {
            position = kept + ~slices[2 * passed - 1];
        }
        return passed;
    }

    /** Passes the characters of a string that need no attention, as far as the window reaches. */
    void passPlain() {
        byte[] all = bytes;
        int at = position;
        if (at < limit && !Eight.isPlain(all[at])) {
            // As after most letters of two bytes, and after most escapes that follow each other.
            return;
        }
        long found = 0;
        while (found == 0 && limit - at >= Eight.BYTES) {
            found = Eight.notPlain(Eight.at(all, at));
            at += found == 0 ? Eight.BYTES : Eight.first(found);
        }
        while (found == 0 && at < limit && Eight.isPlain(all[at])) {
            at++;
        }
        position = at;
    }

    /** How many bytes were passed since the first. */
    long passed() {
        return gone + position;
    }

    /** Keeps what follows, for {@link #kept}, and forgets what was kept before. */
    void keep() {
        kept = position;
    }

    /** How many bytes were passed since {@link #keep}. */
    int offset() {
        return position - kept;
    }

    /** The JSON string that began at this offset and ends here. */
    String string(int offset, boolean escaped) {
        return JsonText.of(bytes, kept + offset, position, escaped);
    }

    /** What was passed since {@link #keep}; it is no longer kept. */
    byte[] kept() {
        byte[] copy = Arrays.copyOfRange(bytes, kept, position);
        kept = NOTHING;
        return copy;
    }

    private boolean fill() throws IOException {
        if (limit == bytes.length) {
            makeRoom();
        }
        int read = source.read(bytes, limit, bytes.length - limit);
        if (read <= 0) {
            return false;
        }
        limit += read;
        return true;
    }

    private void makeRoom() throws IOException {
        int from = kept == NOTHING ? position : kept;
        if (from == 0 && bytes.length >= mostKept) {
            throw new BrokenAnswerException("the answer has a row of more than " + mostKept + " bytes");
        }
        byte[] target = from > 0 ? bytes : new byte[2 * bytes.length];
        System.arraycopy(bytes, from, target, 0, limit - from);
        bytes = target;
        gone += from;
        position -= from;
        limit -= from;
        if (kept != NOTHING) {
            kept = 0;
        }
    }
}
