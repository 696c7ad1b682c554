package io.flaskdata.sdk.changes.internal;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;

/** A row as a JSON line, with its key's bytes. */
public final class KeyedLine {
    public static final Comparator<KeyedLine> BY_KEY = (one, other) -> Arrays.compareUnsigned(one.key, other.key);

    /** Heap used besides the bytes: three objects and a list entry. */
    private static final int OVERHEAD = 80;

    private final byte[] key;
    private final byte[] line;

    public KeyedLine(byte[] key, byte[] line) {
        this.key = key;
        this.line = line;
    }

    static KeyedLine read(DataInputStream in) throws IOException {
        return new KeyedLine(in.readNBytes(in.readInt()), in.readNBytes(in.readInt()));
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(key.length);
        out.write(key);
        out.writeInt(line.length);
        out.write(line);
    }

    public byte[] key() {
        return key;
    }

    public byte[] line() {
        return line;
    }

    int heapBytes() {
        return key.length + line.length + OVERHEAD;
    }
}
