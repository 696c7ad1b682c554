package io.flaskdata.sdk.rows;

import io.flaskdata.sdk.json.internal.BrokenAnswerException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/**
 * A zip's end record, which describes its directory. Nothing may follow it.
 *
 * @param entries how many records the directory has
 * @param start where the directory begins
 * @param bytes how long it is
 */
record ZipEnd(long entries, long start, long bytes) {
    private static final int LENGTH = 22;
    private static final int LONGEST_COMMENT = 0xffff;
    private static final int SIGNATURE = 0x06054b50;
    private static final int SIGNATURE_64 = 0x06064b50;
    private static final int LENGTH_64 = 56;
    private static final int LOCATOR_64 = 0x07064b50;
    private static final int LENGTH_LOCATOR = 20;

    static ZipEnd of(FileChannel zip) throws IOException {
        long length = zip.size();
        long tailStart = Math.max(0, length - LENGTH - LONGEST_COMMENT);
        ByteBuffer tail = bytes(zip, tailStart, (int) (length - tailStart));
        int at = find(tail);
        ZipEnd small = new ZipEnd(
                tail.getShort(at + 10) & 0xffffL,
                tail.getInt(at + 16) & 0xffffffffL,
                tail.getInt(at + 12) & 0xffffffffL);
        long directoryEnd = tailStart + at;
        ZipEnd end = small;
        long locatorAt = directoryEnd - LENGTH_LOCATOR;
        if (locatorAt >= LENGTH_64) {
            ByteBuffer locator = bytes(zip, locatorAt, LENGTH_LOCATOR);
            if (locator.getInt(0) == LOCATOR_64) {
                directoryEnd = locator.getLong(8);
                end = large(zip, directoryEnd, locatorAt).insteadOf(small);
            }
        }
        if (end.start < 0 || end.bytes < 0 || end.start + end.bytes != directoryEnd) {
            throw new BrokenAnswerException("the zip's directory is not where its end says");
        }
        return end;
    }

    private static int find(ByteBuffer tail) throws BrokenAnswerException {
        for (int at = tail.limit() - LENGTH; at >= 0; at--) {
            if (tail.getInt(at) == SIGNATURE && at + LENGTH + (tail.getShort(at + 20) & 0xffff) == tail.limit()) {
                return at;
            }
        }
        throw new BrokenAnswerException("the zip has no end, or goes on after it");
    }

    private static ZipEnd large(FileChannel zip, long at, long locatorAt) throws IOException {
        if (at >= 0 && at <= locatorAt - LENGTH_64) {
            ByteBuffer end = bytes(zip, at, LENGTH_64);
            if (end.getInt(0) == SIGNATURE_64 && at + 12 + end.getLong(4) == locatorAt) {
                return new ZipEnd(end.getLong(32), end.getLong(48), end.getLong(40));
            }
        }
        throw new BrokenAnswerException("the zip's end is damaged");
    }

    /** This ZIP64 end record; its numbers must equal the small record's where they fit there. */
    private ZipEnd insteadOf(ZipEnd small) throws BrokenAnswerException {
        boolean same = (small.entries == 0xffff || small.entries == entries)
                && (small.start == 0xffffffffL || small.start == start)
                && (small.bytes == 0xffffffffL || small.bytes == bytes);
        if (!same) {
            throw new BrokenAnswerException("the zip's end is damaged");
        }
        return this;
    }

    static ByteBuffer bytes(FileChannel zip, long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (zip.read(bytes, position + bytes.position()) < 0) {
                throw new BrokenAnswerException("the zip ends early");
            }
        }
        return bytes.flip();
    }
}
