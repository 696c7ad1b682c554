package io.flaskdata.sdk.rows;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Counts the bytes that pass and remembers the last ones, where a zip says what it should have held. */
final class TailStream extends FilterInputStream {
    private final byte[] ring;
    private long count;

    TailStream(InputStream in, int length) {
        super(in);
        this.ring = new byte[length];
    }

    long count() {
        return count;
    }

    /** The last bytes, at most as many as are remembered. */
    ByteBuffer tail() {
        int length = (int) Math.min(ring.length, count);
        byte[] tail = new byte[length];
        for (int i = 0; i < length; i++) {
            tail[i] = ring[(int) ((count - length + i) % ring.length)];
        }
        return ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] block, int offset, int length) throws IOException {
        int read = super.read(block, offset, length);
        for (int done = 0; done < read; ) {
            int at = (int) (count % ring.length);
            int part = Math.min(read - done, ring.length - at);
            System.arraycopy(block, offset + done, ring, at, part);
            done += part;
            count += part;
        }
        return read;
    }

    @Override
    public long skip(long n) throws IOException {
        return Math.max(0, read(new byte[8192], 0, (int) Math.min(n, 8192)));
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
