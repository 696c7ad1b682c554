package io.flaskdata.sdk.internal.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/**
 * Follows the bytes of one HTTP/1.1 connection and knows where the answer to the request under way ends. Where a body's
 * length is in doubt (RFC 9112, section 6.3) the answer never ends, so that no other request follows it.
 */
final class Framing {
    /** Of a line only this much is looked at: status, a length, an encoding, a chunk's size. */
    private static final int LINE_BYTES = 128;

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
    private String method = "";
    private int status;
    private long length;
    private boolean chunked;
    private boolean doubtful;
    private long remaining;

    /** No request is under way: bytes that come now were not asked for. */
    boolean idle() {
        return at == At.IDLE;
    }

    /** A request went over this connection before. */
    boolean used() {
        return used;
    }

    boolean isHttp1() {
        return at != At.NOT_HTTP_1;
    }

    /** From now on it is a tunnel, or HTTP/2, whose streams have numbers. */
    void notHttp1() {
        at = At.NOT_HTTP_1;
    }

    static boolean isHttp2(byte[] bytes, int offset, int count) {
        return new String(bytes, offset, Math.min(count, 4), ISO_8859_1).equals("PRI ");
    }

    /** The first bytes of a request: its method is among them. */
    void begins(byte[] bytes, int offset, int count) {
        String start = new String(bytes, offset, Math.min(count, 16), ISO_8859_1);
        method = start.substring(0, Math.max(0, start.indexOf(' ')));
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
                status(text(count));
                at = At.HEADERS;
            }
            case HEADERS -> {
                if (count == 0) {
                    at = afterHead();
                } else if ((line[0] | 0x20) == 'c' || (line[0] | 0x20) == 't') {
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

    private void status(String text) {
        if (text.matches("HTTP/1\\.[01] \\d{3}( .*)?")) {
            status = Integer.parseInt(text.substring(9, 12));
        } else {
            doubtful = true;
        }
    }

    private void header(String text, boolean cut) {
        int colon = text.indexOf(':');
        String name = text.substring(0, Math.max(0, colon));
        String value = text.substring(colon + 1).strip();
        if (name.equalsIgnoreCase("Content-Length")) {
            boolean number = !cut && value.matches("\\d{1,18}");
            long said = number ? Long.parseLong(value) : -1;
            doubtful |= !number || (length != -1 && length != said);
            length = said;
        } else if (name.equalsIgnoreCase("Transfer-Encoding")) {
            doubtful |= cut || chunked || !value.equalsIgnoreCase("chunked");
            chunked = true;
        }
    }

    private At afterHead() {
        if (status >= 100 && status < 200 && status != 101) {
            headBegins();
            return At.STATUS;
        }
        if (method.equals("CONNECT") && status / 100 == 2) {
            return At.NOT_HTTP_1;
        }
        if (doubtful || status == 101 || (chunked && length != -1)) {
            return At.UNTIL_CLOSE;
        }
        if (method.equals("HEAD") || length == 0) {
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
        if (!size.matches("[0-9a-fA-F]{1,15}")) {
            at = At.UNTIL_CLOSE;
            return;
        }
        remaining = Long.parseLong(size, 16);
        at = remaining == 0 ? At.TRAILERS : At.CHUNK;
    }
}
