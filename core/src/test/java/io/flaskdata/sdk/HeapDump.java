package io.flaskdata.sdk;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.function.Consumer;

/** The arrays of bytes and characters of a heap dump, in HPROF's format of the JDK. */
final class HeapDump {
    private static final int[] SIZES = {0, 0, 8, 0, 1, 2, 4, 8, 1, 2, 4, 8};
    private static final int CHAR = 5;
    private static final int BYTE = 8;

    private final DataInputStream in;

    HeapDump(DataInputStream in) {
        this.in = in;
    }

    void forEachArray(Consumer<byte[]> consumer) throws IOException {
        while (in.readByte() != 0) {
            // "JAVA PROFILE 1.0.2"
        }
        if (in.readInt() != Long.BYTES) {
            throw new IOException("ids have another size");
        }
        in.readLong();
        for (int tag = in.read(); tag >= 0; tag = in.read()) {
            in.readInt();
            long length = Integer.toUnsignedLong(in.readInt());
            if (tag == 0x0c || tag == 0x1c) {
                segment(length, consumer);
            } else {
                in.skipNBytes(length);
            }
        }
    }

    private void segment(long length, Consumer<byte[]> consumer) throws IOException {
        long left = length;
        while (left > 0) {
            int kind = in.readUnsignedByte();
            left -= 1
                    + switch (kind) {
                        case 0xff, 0x05, 0x07 -> skip(8);
                        case 0x01 -> skip(16);
                        case 0x02, 0x03, 0x08 -> skip(16);
                        case 0x04, 0x06 -> skip(12);
                        case 0x20 -> classDump();
                        case 0x21 -> instance();
                        case 0x22 -> objects();
                        case 0x23 -> primitives(consumer);
                        default -> throw new IOException("no such kind: " + kind);
                    };
        }
    }

    private long skip(long bytes) throws IOException {
        in.skipNBytes(bytes);
        return bytes;
    }

    private long classDump() throws IOException {
        long read = skip(8 + 4 + 6 * 8 + 4);
        int constants = in.readUnsignedShort();
        read += 2;
        for (int i = 0; i < constants; i++) {
            read += skip(2);
            read += 1 + skip(SIZES[in.readUnsignedByte()]);
        }
        int statics = in.readUnsignedShort();
        read += 2;
        for (int i = 0; i < statics; i++) {
            read += skip(8);
            read += 1 + skip(SIZES[in.readUnsignedByte()]);
        }
        int fields = in.readUnsignedShort();
        return read + 2 + skip(fields * 9L);
    }

    private long instance() throws IOException {
        skip(8 + 4 + 8);
        int bytes = in.readInt();
        return 24 + skip(bytes);
    }

    private long objects() throws IOException {
        skip(8 + 4);
        long size = in.readInt();
        return 16 + skip(8 + size * 8);
    }

    private long primitives(Consumer<byte[]> consumer) throws IOException {
        skip(8 + 4);
        int size = in.readInt();
        int type = in.readUnsignedByte();
        long bytes = (long) size * SIZES[type];
        if (type != BYTE && type != CHAR) {
            return 17 + skip(bytes);
        }
        consumer.accept(in.readNBytes((int) bytes));
        return 17 + bytes;
    }
}
