package io.flaskdata.sdk.spark;

import io.flaskdata.sdk.edc.Extract;
import io.flaskdata.sdk.rows.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The kinds of slices. */
final class Slices {
    private static final Duration OVERLAP = Duration.ofMillis(1);

    private Slices() {}

    /** The whole extract. */
    record Whole() implements Slice {
        @Override
        public Extract of(Extract extract) {
            return extract;
        }

        @Override
        public boolean owns(Row row) {
            return true;
        }
    }

    /** The rows with one value in a column. */
    record Value(String column, String value) implements Slice {
        @Override
        public Extract of(Extract extract) {
            return extract.where(column, value);
        }

        @Override
        public boolean owns(Row row) {
            return value.equals(row.string(column));
        }
    }

    /** The rows that were edited in a window, which is open where an end is null. */
    record Window(@Nullable Instant from, @Nullable Instant before) implements Slice {
        /** A millisecond more on both sides, because whether the server includes an end is not known. */
        @Override
        public Extract of(Extract extract) {
            Extract asked = from == null ? extract : extract.updatedFrom(from.minus(OVERLAP));
            return before == null ? asked : asked.updatedBefore(before.plus(OVERLAP));
        }

        @Override
        public boolean owns(Row row) {
            Instant updated = row.instant(Slice.DATE);
            return updated != null
                    && (from == null || !updated.isBefore(from))
                    && (before == null || updated.isBefore(before));
        }

        /** Whether it has times between these two, themselves included. */
        boolean meets(@Nullable Instant first, @Nullable Instant last) {
            return (before == null || first == null || first.isBefore(before))
                    && (from == null || last == null || !last.isBefore(from));
        }
    }

    /** The rows that were never edited, which can't be asked for: it reads the whole extract. */
    record NeverUpdated() implements Slice {
        @Override
        public Extract of(Extract extract) {
            return extract;
        }

        @Override
        public boolean owns(Row row) {
            return row.string(Slice.DATE) == null;
        }
    }

    static List<Slice> byBoundaries(List<Instant> boundaries) {
        List<Slice> slices = new ArrayList<>();
        slices.add(new NeverUpdated());
        @Nullable Instant before = null;
        for (Instant boundary : boundaries) {
            if (before != null && !before.isBefore(boundary)) {
                throw new IllegalArgumentException("slice-boundaries must each be later than the one before");
            }
            slices.add(new Window(before, boundary));
            before = boundary;
        }
        slices.add(new Window(before, null));
        return slices;
    }
}
