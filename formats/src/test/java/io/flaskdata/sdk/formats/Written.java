package io.flaskdata.sdk.formats;

import io.flaskdata.sdk.rows.Snapshots;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Rows of JSON written into a file. */
final class Written {
    static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-28T06:30:15Z"));

    private Written() {}

    static TypedFile.Written file(Path path, TypedFormat format, List<TypedColumn> columns, String... rows) {
        try (TypedFile file = TypedFile.replace(path, format.clock(CLOCK), columns)) {
            for (String row : rows) {
                file.write(Snapshots.row(row));
            }
            return file.finish();
        }
    }
}
