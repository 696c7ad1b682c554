package io.flaskdata.sdk.cli.sync;

import io.flaskdata.sdk.rows.RowSource;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A table or view to mirror.
 *
 * @param name its name, also in the mirror
 * @param key the columns that together identify a row; none when only the whole row does
 * @param windowed whether the source can give only the rows edited since an instant
 * @param optional whether it may be missing in the source, as long as the mirror doesn't have it
 * @param rows its rows: all, or those edited since an instant
 */
public record SourceTable(
        String name,
        List<String> key,
        boolean windowed,
        boolean optional,
        Function<@Nullable Instant, RowSource> rows) {}
