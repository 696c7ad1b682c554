package io.flaskdata.sdk.internal.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;

/**
 * Follows the bytes of one HTTP/1.1 connection and knows where the answer to the request under way ends. Where a body's
 * length is in doubt (RFC 9112, section 6.3) the answer never ends, so that no other request follows it.
 */
final class Framing {
    /** How much of a line is examined: enough for a status, a length, an encoding or a chunk's size. */
    private static final int LINE_BYTES = 128;

    private static final int MOST_DIGITS = 15;

    private static final byte[] HTTP_2 = "PRI ".getBytes(ISO_8859_1);
    private static final byte[] HEAD = "HEAD ".getBytes(ISO_8859_1);
    private static final byte[] CONNECT = "CONNECT ".getBytes(ISO_8859_1);
    private static final byte[] HTTP_1 = "HTTP/1.".getBytes(ISO_8859_1);
    private static final String LENGTH = "Content-Length";
    private static final String ENCODING = "Transfer-Encoding";

    private enum At {
        IDLE,
        STATUS,
        HEADERS,
        FIXED,
        CHUNK_SIZE,
        CHUNK,
        CHUNK_END,
        TRAILERS,
        UNTIL_CLOSE,
        NOT_HTTP_1
    }

    private final byte[] line = new byte[LINE_BYTES];
    private int lineLength;
    private At at = At.IDLE;
    private boolean used;
    private boolean toHead;
    private boolean toConnect;
    private int status;
    private long length;
    private boolean chunked;
    private boolean doubtful;
    private long remaining;

    /** Whether no request is under way, so that incoming bytes are unsolicited. */
    boolean idle() {
        return at == At.IDLE;
    }

    /** Whether this connection has carried a request. */
    boolean used() {
        return used;
    }

    boolean isHttp1() {
        return at != At.NOT_HTTP_1;
    }

    /** Marks the connection as a tunnel or as HTTP/2, whose streams are numbered. */
    void notHttp1() {
        at = At.NOT_HTTP_1;
    }

    static boolean isHttp2(byte[] bytes, int offset, int count) {
        return startsWith(HTTP_2, bytes, offset, count);
    }

    private static boolean startsWith(byte[] start, byte[] bytes, int offset, int count) {
        return count >= start.length && Arrays.equals(start, 0, start.length, bytes, offset, offset + start.length);
    }

    /** Takes the first bytes of a request, which include its method. */
    void begins(byte[] bytes, int offset, int count) {
        toHead = startsWith(HEAD, bytes, offset, count);
        toConnect = startsWith(CONNECT, bytes, offset, count);
        used = true;
        headBegins();
    }

    private void headBegins() {
        at = At.STATUS;
        status = 0;
        length = -1;
        chunked = false;
        doubtful = false;
    }

    /** How many of these bytes, from the first, belong to the answer under way. */
    int take(byte[] bytes, int offset, int count) {
        int end = offset + count;
        int i = offset;
        while (i < end && at != At.IDLE) {
            switch (at) {
                case UNTIL_CLOSE, NOT_HTTP_1 -> i = end;
                case FIXED, CHUNK -> {
                    int part = (int) Math.min(remaining, end - i);
                    i += part;
                    remaining -= part;
                    if (remaining == 0) {
                        at = at == At.FIXED ? At.IDLE : At.CHUNK_END;
                    }
                }
                default -> next(bytes[i++]);
            }
        }
        return i - offset;
    }

    private void next(byte b) {
        if (b != '\n') {
            if (lineLength < LINE_BYTES) {
                line[lineLength] = b;
            }
            lineLength++;
            return;
        }
        boolean cut = lineLength > LINE_BYTES;
        int kept = cut ? LINE_BYTES : lineLength;
        lineLength = 0;
        ended(kept > 0 && line[kept - 1] == '\r' ? kept - 1 : kept, cut);
    }

    private void ended(int count, boolean cut) {
        switch (at) {
            case STATUS -> {
                status(count);
                at = At.HEADERS;
            }
            case HEADERS -> {
                if (count == 0) {
                    at = afterHead();
                } else if (isNameOf(count, LENGTH.length()) || isNameOf(count, ENCODING.length())) {
                    header(text(count), cut);
                }
            }
            case CHUNK_SIZE -> chunk(text(count));
            case CHUNK_END -> at = count == 0 ? At.CHUNK_SIZE : At.UNTIL_CLOSE;
            case TRAILERS -> at = count == 0 ? At.IDLE : At.TRAILERS;
            default -> throw new IllegalStateException("Not in a line: " + at);
        }
    }

    private String text(int count) {
        return new String(line, 0, count, ISO_8859_1);
    }

    private void status(int count) {
        boolean known = count >= 12
                && startsWith(HTTP_1, line, 0, count)
                && (line[7] == '0' || line[7] == '1')
                && line[8] == ' '
                && (count == 12 || line[12] == ' ');
        status = known ? (int) number(text(12).substring(9), 10) : -1;
        doubtful |= status < 0;
    }

    /** Digits and nothing else; -1 for anything else. */
    private static long number(String digits, int radix) {
        long number = digits.isEmpty() || digits.length() > MOST_DIGITS ? -1 : 0;
        for (int i = 0; i < digits.length() && number >= 0; i++) {
            char c = digits.charAt(i);
            int digit = c < 128 ? Character.digit(c, radix) : -1;
            number = digit < 0 ? -1 : number * radix + digit;
        }
        return number;
    }

    private boolean isNameOf(int count, int length) {
        return count > length && line[length] == ':';
    }

    private void header(String text, boolean cut) {
        int colon = text.indexOf(':');
        String name = text.substring(0, Math.max(0, colon));
        String value = text.substring(colon + 1).strip();
        if (name.equalsIgnoreCase(LENGTH)) {
            long said = cut ? -1 : number(value, 10);
            doubtful |= said < 0 || (length != -1 && length != said);
            length = said;
        } else if (name.equalsIgnoreCase(ENCODING)) {
            doubtful |= cut || chunked || !value.equalsIgnoreCase("chunked");
            chunked = true;
        }
    }

    private At afterHead() {
        if (status >= 100 && status < 200 && status != 101) {
            headBegins();
            return At.STATUS;
        }
        if (toConnect && status / 100 == 2) {
            return At.NOT_HTTP_1;
        }
        if (doubtful || status == 101 || (chunked && length != -1)) {
            return At.UNTIL_CLOSE;
        }
        if (toHead || length == 0) {
            return At.IDLE;
        }
        if (chunked) {
            return At.CHUNK_SIZE;
        }
        if (length > 0) {
            remaining = length;
            return At.FIXED;
        }
        return status == 204 || status == 304 ? At.IDLE : At.UNTIL_CLOSE;
    }

    private void chunk(String text) {
        int extension = text.indexOf(';');
        String size = (extension < 0 ? text : text.substring(0, extension)).strip();
        remaining = number(size, 16);
        at = remaining < 0 ? At.UNTIL_CLOSE : remaining == 0 ? At.TRAILERS : At.CHUNK;
    }
}
