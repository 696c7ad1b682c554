package io.flaskdata.sdk.changes;

import io.flaskdata.sdk.changes.internal.KeyedLine;
import io.flaskdata.sdk.changes.internal.MergedLines;
import io.flaskdata.sdk.rows.JsonLinesReader;
import io.flaskdata.sdk.rows.Row;
import java.io.IOException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Walks through two sorted snapshots side by side. */
final class SnapshotMerge {
    private final JsonLinesReader beforeRows;
    private final JsonLinesReader afterRows;
    private final Consumer<? super RowChange> consumer;
    private long inserted;
    private long changed;
    private long deleted;
    private long unchanged;

    SnapshotMerge(@Nullable ZoneId zone, Consumer<? super RowChange> consumer) {
        this.beforeRows = new JsonLinesReader(zone);
        this.afterRows = new JsonLinesReader(zone);
        this.consumer = consumer;
    }

    SnapshotDifference.Counts merge(MergedLines before, MergedLines after) throws IOException {
        while (before.head() != null || after.head() != null) {
            int order = compare(before.head(), after.head());
            KeyedLine was = order <= 0 ? taken(before, "old") : null;
            KeyedLine is = order >= 0 ? taken(after, "new") : null;
            handOver(was, is);
        }
        return new SnapshotDifference.Counts(inserted, changed, deleted, unchanged);
    }

    private static int compare(@Nullable KeyedLine left, @Nullable KeyedLine right) {
        if (left == null) {
            return 1;
        }
        return right == null ? -1 : KeyedLine.BY_KEY.compare(left, right);
    }

    private static @Nullable KeyedLine taken(MergedLines lines, String which) throws IOException {
        KeyedLine line = lines.head();
        lines.advance();
        KeyedLine next = lines.head();
        if (line != null && next != null && KeyedLine.BY_KEY.compare(line, next) == 0) {
            throw new IllegalArgumentException(
                    "columns can't be the key: two rows of the " + which + " file have the same values in them");
        }
        return line;
    }

    private void handOver(@Nullable KeyedLine was, @Nullable KeyedLine is) throws IOException {
        if (was == null && is != null) {
            inserted++;
            consumer.accept(RowChange.inserted(row(afterRows, is)));
        } else if (was != null && is == null) {
            deleted++;
            consumer.accept(RowChange.deleted(row(beforeRows, was)));
        } else if (was != null && is != null) {
            compareRows(was, is);
        }
    }

    private void compareRows(KeyedLine was, KeyedLine is) throws IOException {
        if (Arrays.equals(was.line(), is.line())) {
            unchanged++;
            return;
        }
        Row before = row(beforeRows, was);
        Row after = row(afterRows, is);
        // The order of columns does not matter.
        if (RowChange.different(before, after).isEmpty()) {
            unchanged++;
            return;
        }
        changed++;
        consumer.accept(RowChange.changed(before, after));
    }

    private static Row row(JsonLinesReader reader, KeyedLine line) throws IOException {
        return reader.row(line.line());
    }
}
