package io.flaskdata.sdk.slices;

import io.flaskdata.sdk.edc.Extract;
import io.flaskdata.sdk.errors.FlaskDataException.Details;
import io.flaskdata.sdk.errors.IncompleteExtractException;
import io.flaskdata.sdk.rows.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A part of an extract: its request, and which of the rows received belong to it. */
record Slice(Extract extract, Predicate<Row> own) {
    private static final String DATE = "date_updated";
    private static final Duration OVERLAP = Duration.ofMillis(1);

    /** A server that ignores the filter would send all rows in each slice. */
    static List<Slice> byValues(Extract extract, String column, String... values) {
        List<String> given = List.of(values);
        if (given.isEmpty() || Set.copyOf(given).size() < given.size()) {
            throw new IllegalArgumentException("values must have at least one value, each only once");
        }
        return given.stream()
                .map(value -> new Slice(extract.where(column, value), row -> {
                    if (!row.has(column) || !value.equals(row.string(column))) {
                        throw new IncompleteExtractException(
                                "a slice holds a row with another value of column " + column + " than was asked for"
                                        + ".",
                                Details.notSent("edc.extractData"));
                    }
                    return true;
                }))
                .toList();
    }

    /**
     * Adjacent windows, the first and the last open-ended. Whether the server includes a window's ends is not known, so
     * one more millisecond is requested on both sides and the neighbour's rows are dropped.
     */
    static List<Slice> byDates(Extract extract, Instant... boundaries) {
        List<@Nullable Instant> ends = new ArrayList<>();
        ends.add(null);
        for (Instant boundary : boundaries) {
            Instant before = ends.get(ends.size() - 1);
            if (!boundary.truncatedTo(ChronoUnit.MILLIS).equals(boundary)
                    || (before != null && !before.isBefore(boundary))) {
                throw new IllegalArgumentException(
                        "boundaries must be whole milliseconds, each later than the one before");
            }
            ends.add(boundary);
        }
        if (ends.size() == 1) {
            throw new IllegalArgumentException("boundaries must have at least one instant");
        }
        ends.add(null);
        List<Slice> slices = new ArrayList<>();
        for (int i = 1; i < ends.size(); i++) {
            slices.add(window(extract, ends.get(i - 1), ends.get(i)));
        }
        return slices;
    }

    private static Slice window(Extract extract, @Nullable Instant from, @Nullable Instant before) {
        Extract asked = extract;
        if (from != null) {
            asked = asked.updatedFrom(from.minus(OVERLAP));
        }
        if (before != null) {
            asked = asked.updatedBefore(before.plus(OVERLAP));
        }
        return new Slice(asked, row -> {
            Instant updated = row.instant(DATE);
            return updated != null
                    && (from == null || !updated.isBefore(from))
                    && (before == null || updated.isBefore(before));
        });
    }

    /** The rows in no window. They can't be requested, because as in SQL nothing equals null. */
    static Slice neverUpdated(Extract extract) {
        return new Slice(extract, row -> row.string(DATE) == null);
    }
}
