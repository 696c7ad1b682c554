package io.flaskdata.sdk.internal;

import java.util.Arrays;
import java.util.List;

/**
 * The members that the next row of an answer probably has: the names of the previous one, in its order, written as most
 * JSON writers do. It stops before the first member that is not as expected or not wholly there, which {@link
 * JsonScanner} then reads or refuses.
 */
public final class ExpectedMembers {
    /** Nothing is expected. */
    public static final ExpectedMembers NONE = new ExpectedMembers(List.of());

    private static final int WORDS = 4;
    private static final int COMPARED = WORDS * Eight.BYTES;

    /** What stands before each value: a bracket or comma, the name, the colon. */
    private final byte[][] keys;

    private final int[] lengths;

    /** The first four words of each key, then their masks, so that most keys are compared without a branch. */
    private final long[] words;

    /** Takes each name with its quotes and colon. */
    public ExpectedMembers(List<byte[]> names) {
        keys = new byte[names.size()][];
        lengths = new int[keys.length];
        words = new long[2 * WORDS * keys.length];
        for (int i = 0; i < keys.length; i++) {
            byte[] name = names.get(i);
            lengths[i] = 1 + name.length;
            keys[i] = new byte[Math.max(lengths[i], COMPARED)];
            keys[i][0] = (byte) (i == 0 ? '{' : ',');
            System.arraycopy(name, 0, keys[i], 1, name.length);
            byte[] mask = new byte[COMPARED];
            Arrays.fill(mask, 0, Math.min(lengths[i], COMPARED), (byte) 0xff);
            for (int word = 0; word < WORDS; word++) {
                words[2 * WORDS * i + word] = Eight.at(keys[i], word * Eight.BYTES);
                words[2 * WORDS * i + WORDS + word] = Eight.at(mask, word * Eight.BYTES);
            }
        }
    }

    /**
     * Passes members, from the one that is the first of these bytes, and writes where their values begin and end, counted
     * from the base; the ends are complemented, because all of these values are ASCII without escapes.
     *
     * @return how many members of the row are passed now
     */
    int pass(byte[] bytes, int from, int limit, int first, int[] slices, int base) {
        int at = from;
        int member = first;
        while (member < lengths.length && isNext(member, bytes, at, limit)) {
            int start = at + lengths[member];
            at = PlainValue.end(bytes, start, limit);
            if (at == PlainValue.IN_DOUBT) {
                break;
            }
            slices[2 * member] = start - base;
            slices[2 * member + 1] = ~(at - base);
            member++;
        }
        return member;
    }

    private boolean isNext(int member, byte[] bytes, int at, int limit) {
        if (limit - at < COMPARED) {
            return false;
        }
        int word = 2 * WORDS * member;
        long different = (Eight.at(bytes, at) ^ words[word]) & words[word + 4]
                | (Eight.at(bytes, at + 8) ^ words[word + 1]) & words[word + 5]
                | (Eight.at(bytes, at + 16) ^ words[word + 2]) & words[word + 6]
                | (Eight.at(bytes, at + 24) ^ words[word + 3]) & words[word + 7];
        return different == 0 && (lengths[member] <= COMPARED || restIsNext(member, bytes, at, limit));
    }

    private boolean restIsNext(int member, byte[] bytes, int at, int limit) {
        int length = lengths[member];
        return limit - at >= length && Arrays.equals(bytes, at + COMPARED, at + length, keys[member], COMPARED, length);
    }
}
