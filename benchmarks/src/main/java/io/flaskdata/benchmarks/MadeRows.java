package io.flaskdata.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows made while they are sent, in chunks. */
final class MadeRows {
    private static final int CHUNK = 1 << 16;
    /** Primes, so that each order has every id once. */
    private static final long[] STEPS = {7_368_787, 15_485_863};

    private final OutputStream out;
    private final byte[] chunk = new byte[CHUNK];
    private int size;

    private MadeRows(OutputStream out) {
        this.out = out;
    }

    /** So many ids in an order of this version; in version 1 one value in a thousand is another. */
    static void snapshot(long rows, int version, OutputStream out) throws IOException {
        MadeRows made = new MadeRows(out);
        made.add("[");
        for (long i = 0; i < rows; i++) {
            long id = i * STEPS[version] % rows;
            boolean changed = version == 1 && id % 1000 == 7;
            made.add((i == 0 ? "{\"id\":" : ",{\"id\":") + id + ",\"label\":\"001-" + id % 5000
                    + "\",\"item\":\"VS_ITEM_" + id % 40 + "\",\"value\":\"" + (changed ? -1 : id % 171)
                    + "\",\"date_updated\":\"2026-03-02T08:15:00.000Z\"}");
        }
        made.add("]");
        made.end();
    }

    /** Rows of so many columns, whose cells have so many characters. */
    static void grid(long rows, int columns, int length, OutputStream out) throws IOException {
        String cell = "c".repeat(length);
        byte[] row = IntStream.range(0, columns)
                .mapToObj(i -> "\"column_" + i + "\":\"" + cell + '"')
                .collect(Collectors.joining(",", "{", "}"))
                .getBytes(StandardCharsets.UTF_8);
        MadeRows made = new MadeRows(out);
        made.add("[");
        for (long i = 0; i < rows; i++) {
            if (i > 0) {
                made.add(",");
            }
            made.add(row);
        }
        made.add("]");
        made.end();
    }

    private void add(String ascii) throws IOException {
        add(ascii.getBytes(StandardCharsets.ISO_8859_1));
    }

    private void add(byte[] bytes) throws IOException {
        for (int from = 0; from < bytes.length; ) {
            if (size == CHUNK) {
                send();
            }
            int part = Math.min(bytes.length - from, CHUNK - size);
            System.arraycopy(bytes, from, chunk, size, part);
            size += part;
            from += part;
        }
    }

    private void send() throws IOException {
        out.write((Integer.toHexString(size) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.write(chunk, 0, size);
        out.write('\r');
        out.write('\n');
        size = 0;
    }

    private void end() throws IOException {
        send();
        out.write("0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
    }
}
