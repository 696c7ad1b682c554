package io.flaskdata.sdk.formats;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The sink of each format. */
final class Sinks {
    private Sinks() {}

    /** The survey is null for formats that need none. */
    static Sink of(TypedFormat format, OutputStream out, List<Field> fields, @Nullable Survey survey, Notes notes)
            throws IOException {
        return switch (format.kind()) {
            case PARQUET -> new ParquetSink(out, fields, format.groupBytes(), notes);
            case EXCEL -> new ExcelSink(out, fields, format.name(), notes);
            case DATASET_JSON, DATASET_NDJSON ->
                new DatasetJsonSink(out, fields, format, Objects.requireNonNull(survey, "survey"));
            case XPORT -> new XportSink(out, fields, format, Objects.requireNonNull(survey, "survey"), notes);
        };
    }
}
