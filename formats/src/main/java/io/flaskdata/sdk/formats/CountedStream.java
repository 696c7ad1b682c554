package io.flaskdata.sdk.formats;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Counts the bytes that pass; closing it closes nothing. */
final class CountedStream extends FilterOutputStream {
    private long bytes;

    CountedStream(OutputStream out) {
        super(out);
    }

    long bytes() {
        return bytes;
    }

    @Override
    public void write(int b) throws IOException {
        out.write(b);
        bytes++;
    }

    @Override
    public void write(byte[] block, int offset, int length) throws IOException {
        out.write(block, offset, length);
        bytes += length;
    }

    @Override
    public void close() throws IOException {
        out.flush();
    }
}
