package io.flaskdata.sdk.formats;

import io.flaskdata.sdk.internal.Arguments;
import io.flaskdata.sdk.rows.ExtractFile;
import io.flaskdata.sdk.rows.Manifest;
import io.flaskdata.sdk.rows.RowFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A format with types of columns, for {@link ExtractFile#write(RowFormat)} and {@link TypedFile}. Immutable: each method
 * returns a new one.
 *
 * <p>No value is changed or cut without a word. A value that doesn't fit its column's type is an error that names row and
 * column, unless {@link #lenient()} is chosen. What a format can't hold as it was, such as the zeros at the end of {@code
 * 70.50} in a binary number, is counted by column in the manifest's note.
 *
 * <p>Rows are written in constant memory. Dataset-JSON, XPORT and lenient files keep their rows in a temporary file first,
 * which only its owner can read: the head of these files depends on all rows.
 */
public final class TypedFormat implements RowFormat {
    enum Kind {
        PARQUET(Manifest.Format.PARQUET),
        EXCEL(Manifest.Format.EXCEL),
        DATASET_JSON(Manifest.Format.DATASET_JSON),
        DATASET_NDJSON(Manifest.Format.DATASET_JSON),
        XPORT(Manifest.Format.XPORT);

        private final Manifest.Format format;

        Kind(Manifest.Format format) {
            this.format = format;
        }
    }

    // Set before the object is published, by with(...) alone.
    private final Kind kind;
    private ColumnTypes types = ColumnTypes.none();
    private String name = "DATA";
    private String label = "";
    private boolean lenient;
    private boolean cutting;
    private @Nullable ZoneId zone;
    private InstantSource clock = InstantSource.system();
    private long groupBytes = 32 << 20;

    private TypedFormat(Kind kind) {
        this.kind = kind;
    }

    private TypedFormat with(Consumer<TypedFormat> change) {
        TypedFormat copy = new TypedFormat(kind);
        copy.types = types;
        copy.name = name;
        copy.label = label;
        copy.lenient = lenient;
        copy.cutting = cutting;
        copy.zone = zone;
        copy.clock = clock;
        copy.groupBytes = groupBytes;
        change.accept(copy);
        return copy;
    }

    /** Parquet: pages compressed with GZIP, row groups of at most 32 MiB in memory. */
    public static TypedFormat parquet() {
        return new TypedFormat(Kind.PARQUET);
    }

    /** Excel: a workbook (xlsx) of one sheet, the columns' names in its first row. */
    public static TypedFormat excel() {
        return new TypedFormat(Kind.EXCEL);
    }

    /** CDISC Dataset-JSON 1.1: one JSON object ({@code .json}). */
    public static TypedFormat datasetJson() {
        return new TypedFormat(Kind.DATASET_JSON);
    }

    /** CDISC Dataset-JSON 1.1 in its NDJSON form: the metadata on a line, then each row on one ({@code .ndjson}). */
    public static TypedFormat datasetNdjson() {
        return new TypedFormat(Kind.DATASET_NDJSON);
    }

    /** A SAS transport file, version 5 ({@code .xpt}), its texts in UTF-8. */
    public static TypedFormat xport() {
        return new TypedFormat(Kind.XPORT);
    }

    TypedFormat clock(InstantSource source) {
        return with(copy -> copy.clock = source);
    }

    /**
     * Sets the types of columns; by default every column is text.
     *
     * @param columns the types, by the columns' names
     */
    public TypedFormat types(ColumnTypes columns) {
        ColumnTypes checked = Arguments.notNull(columns, "columns");
        return with(copy -> copy.types = checked);
    }

    /**
     * Names the data: Excel's sheet, Dataset-JSON's and XPORT's dataset. By default {@code DATA}.
     *
     * @param dataset its name
     * @throws IllegalArgumentException when it is blank
     */
    public TypedFormat named(String dataset) {
        String checked = Arguments.notBlank(dataset, "dataset");
        return with(copy -> copy.name = checked);
    }

    /**
     * Describes the data, in Dataset-JSON and XPORT. By default its name.
     *
     * @param dataset what it is, for people
     */
    public TypedFormat labelled(String dataset) {
        String checked = Arguments.notNull(dataset, "dataset");
        return with(copy -> copy.label = checked);
    }

    /**
     * Makes a column text, all of it and as received, when a value doesn't fit its type; the manifest's note names the
     * column. By default such a value is an error.
     */
    public TypedFormat lenient() {
        return with(copy -> copy.lenient = true);
    }

    /**
     * Cuts texts that are too long for XPORT; the manifest's note counts them by column. By default such a text is an
     * error.
     */
    public TypedFormat cutting() {
        return with(copy -> copy.cutting = true);
    }

    /**
     * Declares the server's zone, for values that are not in a {@link io.flaskdata.sdk.rows.Row}, which has its own.
     *
     * @param server the zone in which an instant's day is found
     */
    public TypedFormat zone(ZoneId server) {
        ZoneId checked = Arguments.notNull(server, "server");
        return with(copy -> copy.zone = checked);
    }

    @Override
    public Manifest.Format format() {
        return kind.format;
    }

    /** {@code ndjson}, {@code lenient}, {@code cutting} and {@code zone}, and {@code untyped} without types. */
    @Override
    public Map<String, Object> options() {
        Map<String, Object> options = new TreeMap<>();
        Map<String, Boolean> flags = Map.of(
                "ndjson",
                kind == Kind.DATASET_NDJSON,
                "lenient",
                lenient,
                "cutting",
                cutting,
                "untyped",
                types.columns().isEmpty());
        flags.forEach((option, set) -> {
            if (set) {
                options.put(option, true);
            }
        });
        if (zone != null) {
            options.put("zone", zone.getId());
        }
        return options;
    }

    @Override
    public Output open(OutputStream out, List<String> columns) throws IOException {
        return new TypedOutput(this, out, columns);
    }

    Kind kind() {
        return kind;
    }

    ColumnTypes types() {
        return types;
    }

    String name() {
        return name;
    }

    String label() {
        return label.isEmpty() ? name : label;
    }

    boolean isLenient() {
        return lenient;
    }

    boolean isCutting() {
        return cutting;
    }

    @Nullable
    ZoneId zone() {
        return zone;
    }

    InstantSource clock() {
        return clock;
    }

    /** What a row group of Parquet may take in memory. */
    TypedFormat groupBytes(long bytes) {
        return with(copy -> copy.groupBytes = bytes);
    }

    long groupBytes() {
        return groupBytes;
    }

    /** Whether the head of the file, or its columns, depend on all rows. */
    boolean isSpooled() {
        return lenient || kind == Kind.DATASET_JSON || kind == Kind.DATASET_NDJSON || kind == Kind.XPORT;
    }

    @Override
    public String toString() {
        return "TypedFormat[" + kind + "]";
    }
}
