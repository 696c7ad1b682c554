package io.flaskdata.sdk.rows;

import io.flaskdata.sdk.internal.BrokenAnswerException;
import java.nio.ByteBuffer;

/** The record at a zip's end; it alone tells a whole zip from one that was cut between two files. */
final class ZipEnd {
    /** The record with the longest comment, and what ZIP64 puts before it. */
    static final int LONGEST = 22 + 0xffff + 20 + 56;

    private static final int END = 0x06054b50;
    private static final int END64 = 0x06064b50;
    private static final int LOCATOR64 = 0x07064b50;

    private ZipEnd() {}

    /**
     * Says why a zip of this length and with these last bytes is not a whole one of so many entries.
     *
     * @throws BrokenAnswerException when it is not
     */
    static void check(ByteBuffer tail, long length, long entries) throws BrokenAnswerException {
        int end = find(tail);
        if (end < 0) {
            throw new BrokenAnswerException("the zip has no end, or goes on after it");
        }
        long counted = tail.getShort(end + 10) & 0xffffL;
        long size = tail.getInt(end + 12) & 0xffffffffL;
        long offset = tail.getInt(end + 16) & 0xffffffffL;
        long start = length - tail.limit();
        int directoryEnd = end;
        if (counted == 0xffff || size == 0xffffffffL || offset == 0xffffffffL) {
            // The record of ZIP64, the locator, the end; nothing in between.
            directoryEnd = end - 20 - 56;
            if (directoryEnd < 0
                    || tail.getInt(end - 20) != LOCATOR64
                    || tail.getInt(directoryEnd) != END64
                    || tail.getLong(end - 20 + 8) != start + directoryEnd) {
                throw new BrokenAnswerException("the zip's end is damaged");
            }
            counted = tail.getLong(directoryEnd + 32);
            size = tail.getLong(directoryEnd + 40);
            offset = tail.getLong(directoryEnd + 48);
        }
        if (offset + size != start + directoryEnd) {
            throw new BrokenAnswerException("the zip's directory is not where its end says");
        }
        if (counted != entries) {
            throw new BrokenAnswerException("the zip holds " + entries + " entries, by its end " + counted);
        }
    }

    private static int find(ByteBuffer tail) {
        for (int at = tail.limit() - 22; at >= 0; at--) {
            if (tail.getInt(at) == END && at + 22 + (tail.getShort(at + 20) & 0xffff) == tail.limit()) {
                return at;
            }
        }
        return -1;
    }
}
