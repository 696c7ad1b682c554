package io.flaskdata.sdk.formats;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sink of each format. */
final class Sinks {
    private Sinks() {}

    /** The survey is null for formats that need none. */
    static Sink of(TypedFormat format, OutputStream out, List<Field> fields, @Nullable Survey survey, Notes notes)
            throws IOException {
        return switch (format.kind()) {
            case PARQUET -> new ParquetSink(out, fields, format.groupBytes(), notes);
            default -> throw new IllegalStateException("not yet: " + survey + notes);
        };
    }
}
