package io.flaskdata.sdk.cli;

import io.flaskdata.sdk.formats.TypedFormat;
import io.flaskdata.sdk.rows.ExtractFile;
import io.flaskdata.sdk.rows.Manifest;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The formats of files. */
enum Format {
    CSV(".csv"),
    JSONL(".jsonl"),
    PARQUET(".parquet"),
    XLSX(".xlsx"),
    DATASET_JSON(".json"),
    DATASET_NDJSON(".ndjson"),
    XPORT(".xpt");

    private final String ending;

    Format(String ending) {
        this.ending = ending;
    }

    /** As it is written after {@code --format}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether its columns have types. */
    boolean isTyped() {
        return this != CSV && this != JSONL;
    }

    String ending() {
        return ending;
    }

    static Format of(String file) {
        String name = file.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(each -> name.endsWith(each.ending))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("The file's ending doesn't say its format: --format, or one of "
                                + Arrays.stream(values()).map(Format::ending).collect(Collectors.joining(", "))));
    }

    Manifest.Format ofManifest() {
        return switch (this) {
            case CSV -> Manifest.Format.CSV;
            case JSONL -> Manifest.Format.JSON_LINES;
            default -> typed().format();
        };
    }

    Manifest write(ExtractFile file, Supplier<TypedFormat> typed) {
        return switch (this) {
            case CSV -> file.writeCsv();
            case JSONL -> file.writeJsonLines();
            default -> file.write(typed.get());
        };
    }

    TypedFormat typed() {
        return switch (this) {
            case PARQUET -> TypedFormat.parquet();
            case XLSX -> TypedFormat.excel();
            case DATASET_JSON -> TypedFormat.datasetJson();
            case DATASET_NDJSON -> TypedFormat.datasetNdjson();
            case XPORT -> TypedFormat.xport();
            case CSV, JSONL -> throw new IllegalArgumentException(this + " has no types");
        };
    }
}
