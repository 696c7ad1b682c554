package io.flaskdata.sdk.edc;

import io.flaskdata.sdk.rows.Row;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Accessors of the typed rows (generated from {@code specs/edc-tables.yaml}) that read more than one column. */
final class EdcViews {
    private EdcViews() {}

    /** The key of a row's own table, which is never null. */
    static int id(Row row, String column) {
        row.required(column);
        return Objects.requireNonNull(row.integer(column));
    }

    static boolean isHead(EdcQuery query) {
        return query.parentId() == null;
    }

    static @Nullable Instant lastChanged(EventDataRow row) {
        return later(row.created(), row.updated());
    }

    /** When a row was last edited or, if never edited, created. */
    static @Nullable Instant later(@Nullable Instant created, @Nullable Instant updated) {
        return updated == null ? created : updated;
    }
}
