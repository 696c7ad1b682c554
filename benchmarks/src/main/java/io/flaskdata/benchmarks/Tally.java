package io.flaskdata.benchmarks;

import org.jspecify.annotations.Nullable;

/** What was read, so that nothing can be left out: peers that read the same columns have the same tally. */
final class Tally {
    long rows;
    long values;
    long characters;

    void add(@Nullable Object value) {
        if (value != null) {
            values++;
            characters += value.toString().length();
        }
    }

    /** A value as an object or number; the characters are then a sum of hash codes. */
    void typed(@Nullable Object value) {
        if (value != null) {
            values++;
            characters += value.hashCode();
        }
    }

    /** This tally, if it is of so many rows. */
    Tally of(long expected) {
        if (rows != expected) {
            throw new IllegalStateException(rows + " rows instead of " + expected);
        }
        return this;
    }

    @Override
    public String toString() {
        return rows + " rows, " + values + " values, " + characters + " characters";
    }
}
